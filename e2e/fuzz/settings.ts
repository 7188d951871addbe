import assert from "node:assert/strict";
import { type Catalog, defineCatalog, fault } from "@faultwire/catalog";
import {
  deadline,
  type Guard,
  problemDetails,
  restJson1,
  resultGuard,
  wrapHandler,
} from "@faultwire/handler";
import { wrapDurable } from "@faultwire/handler/durable";
import { detectProxy, type ProxyFlavour } from "@faultwire/wire";
import fc from "fast-check";
import { z } from "zod";
import { mutated } from "./mutations.ts";
import { make, type Recipe, textOf } from "./recipe.ts";
import { target } from "./target.ts";
import { json, live, liveOf, primitive, tree } from "./values.ts";
import { EVENTS, isSecretIn, SECRET, settled } from "./wrappers.ts";

/* The options of wrapHandler and of durable functions: schemas, headers, bodies, guards and steps that misbehave. */

class Refused extends fault("Refused", {
  status: 503,
  details: z.object({ card: z.string() }),
  message: "refused",
}) {}
const throws: Catalog = defineCatalog("shop", { Refused });

const FLAVOURS = ["rest", "http", "alb", "alb-multi-value", "websocket", "websocket-connect"] as const;
const WIRES = ["auto", "standard", "document", "custom", "proxy", ...FLAVOURS] as const;
const BODIES = { none: undefined, problems: problemDetails("https://e.example/"), rest: restJson1 } as const;

/** A function that returns a value, or throws it, or neither: it is not there. */
interface Hook {
  readonly does: "nothing" | "returns" | "throws" | "rejects";
  readonly with: Recipe;
}

interface Invocation {
  readonly wire: (typeof WIRES)[number];
  readonly event: Recipe;
  readonly given: Recipe;
  readonly ends: "throws" | "returns";
  readonly isConcealed: boolean;
  readonly body: keyof typeof BODIES | "own";
  readonly headers: Hook;
  readonly bodies: Hook;
  readonly input: Hook;
  readonly output: Hook;
  readonly guards: readonly ("deadline" | "result" | "own")[];
  readonly guard: Hook;
}

const planted = fc.oneof(primitive, fc.constantFrom(SECRET, `${SECRET}\u2028\r\nX-A: ${SECRET}`));
const hook: fc.Arbitrary<Hook> = fc.record({
  does: fc.constantFrom("nothing", "nothing", "returns", "throws", "rejects"),
  with: live,
});
const result: fc.Arbitrary<Recipe> = fc.oneof(
  live,
  live.map((value) => ({ value })),
  fc
    .array(
      fc.oneof(live, fc.record({ message: live, path: fc.oneof(live, fc.array(live, { maxLength: 3 })) })),
      { maxLength: 3 },
    )
    .map((issues) => ({ issues })),
);
const schema: fc.Arbitrary<Hook> = fc.record({
  does: fc.constantFrom("nothing", "nothing", "returns", "returns", "throws", "rejects"),
  with: result,
});
const invocation: fc.Arbitrary<Invocation> = fc.record({
  wire: fc.constantFrom("auto", "auto", ...WIRES),
  event: fc.oneof(fc.constantFrom(...EVENTS), mutated(json, EVENTS)),
  given: liveOf(tree(planted)),
  ends: fc.constantFrom("throws", "throws", "returns"),
  isConcealed: fc.boolean(),
  body: fc.constantFrom("none", "problems", "rest", "own"),
  ...{ headers: hook, bodies: hook, input: schema, output: schema, guard: hook },
  guards: fc.subarray(["deadline", "result", "own"] as const),
});

function run({ does, with: of }: Hook): unknown {
  const value = make(of);
  if (does === "throws") throw value;
  if (does !== "rejects") return value;
  const promise = Promise.reject(value);
  // Hooks that are not awaited leave it to its author.
  promise.catch(() => undefined);
  return promise;
}

const optional = <Value>({ does }: Hook, name: string, value: Value) =>
  does === "nothing" ? {} : { [name]: value };
const schemaOf = (of: Hook) => ({
  "~standard": { version: 1 as const, vendor: "fuzz", validate: () => run(of) as never },
});

function optionsOf({ wire, body, headers, bodies, input, output, guards, guard, isConcealed }: Invocation) {
  const own = { contentType: "application/json", encode: () => run(bodies) as object };
  const around: Guard = (inner, context) => {
    if (guard.does !== "nothing") run(guard);
    return inner(context);
  };
  const all = { deadline: deadline({ before: 100 }), result: resultGuard, own: around };
  return {
    ...{ throws, wire, conceal: isConcealed, log: () => undefined },
    ...(body !== "none" && { body: body === "own" ? own : BODIES[body] }),
    ...optional(headers, "headers", () => run(headers) as never),
    ...optional(input, "input", schemaOf(input)),
    ...optional(output, "output", schemaOf(output)),
    guards: guards.map((name) => all[name]),
  };
}

const context = { awsRequestId: "r-1", functionName: "f", getRemainingTimeInMillis: () => 3000 };

function flavourOf(wire: Invocation["wire"], event: unknown): ProxyFlavour | undefined {
  if (wire === "auto") return detectProxy(event);
  return FLAVOURS.find((each) => each === wire) ?? (wire === "proxy" ? "rest" : undefined);
}

const answersOfHandlers = fc.asyncProperty(invocation, async (invoked) => {
  const event = make(invoked.event);
  const handler = async () => run({ does: invoked.ends, with: invoked.given });
  // Options of any kind: the types of one call cannot describe all.
  const answered = await settled(
    async () => await wrapHandler(handler, optionsOf(invoked) as never)(event as never, context),
  );
  const isOverHttp = flavourOf(invoked.wire, event) !== undefined;
  if ("thrown" in answered) {
    assert.ok(!isOverHttp, `rejects over HTTP: ${textOf(answered.thrown)}`);
    if (invoked.isConcealed)
      assert.ok(answered.thrown instanceof Error, "it rejects with what is not an error");
  }
  if (invoked.ends === "returns") return;
  if (isOverHttp && "value" in answered) assertResponse(answered.value);
  const hooks = [invoked.headers, invoked.bodies, invoked.input, invoked.output, invoked.guard];
  const isOurs = invoked.isConcealed || isOverHttp;
  if (isOurs && !textOf(hooks).includes(SECRET))
    assert.ok(!isSecretIn(answered), "the secret is in the answer");
});

/** Holds an answer to what every front takes for a response. */
function assertResponse(response: unknown): void {
  const { statusCode, body, headers, multiValueHeaders } = Object(response);
  assert.ok(Number.isInteger(statusCode) && statusCode >= 200 && statusCode <= 599, `status ${statusCode}`);
  assert.ok(body === undefined || typeof body === "string", `body ${textOf(body)}`);
  for (const [name, value] of Object.entries({ ...headers, ...multiValueHeaders }))
    for (const each of [name, value].flat())
      assert.ok(typeof each === "string" && !/[\r\n\0]/.test(each), `header ${textOf([name, value])}`);
}

/** The SDK for durable functions as far as a wrapper sees it: it calls, and makes an output of what is thrown. */
const durable =
  (handler: (event: unknown, context: never) => Promise<unknown>) => (event: never, lambdaContext: never) => {
    const step = async (...given: readonly unknown[]) => {
      const work = given.flat().find((each) => typeof each === "function") as (() => unknown) | undefined;
      return await work?.();
    };
    const operations = { step, parallel: step, map: step, runInChildContext: step, waitForCondition: step };
    return handler(event, { lambdaContext, ...operations } as never).then(
      (Result) => ({ Status: "SUCCEEDED", Result }),
      (thrown) => ({ Status: "FAILED", Error: { ErrorMessage: thrown.message } }),
    );
  };

type Operations = Readonly<Record<string, (...given: readonly unknown[]) => Promise<unknown>>>;
const step = fc.record({
  operation: fc.constantFrom("step", "parallel", "map", "runInChildContext", "waitForCondition"),
  given: liveOf(tree(planted)),
  others: fc.array(live, { maxLength: 3 }),
  isConcealed: fc.boolean(),
});
const steps = fc.asyncProperty(step, async ({ operation, given, others, isConcealed }) => {
  const work = () => run({ does: "throws", with: given });
  const handler = async (_event: unknown, own: object) =>
    await (own as Operations)[operation]?.(...others.map(make), operation === "parallel" ? [work] : work);
  const options = { throws, conceal: isConcealed, log: () => undefined };
  const invoked = wrapDurable(durable as never, handler as never, options) as (...all: unknown[]) => unknown;
  const answered = await settled(async () => await invoked({}, context));
  assert.ok("value" in answered, `rejects: ${textOf(Object(answered).thrown)}`);
  const { Status, Error: error } = Object(answered.value);
  // A hostile argument may be a function too, which an operation runs in place of the work.
  if (Status === "SUCCEEDED") return;
  for (const member of ["ErrorType", "ErrorMessage", "ErrorData"])
    assert.ok(["string", "undefined"].includes(typeof error[member]), `${member} ${textOf(error[member])}`);
  if (isConcealed && !textOf(others).includes(SECRET))
    assert.ok(!isSecretIn(answered), `the secret is in ${textOf(error)}`);
});

export const settings = [
  target("options of wrapHandler", 500, answersOfHandlers),
  target("steps of durable functions", 150, steps),
];

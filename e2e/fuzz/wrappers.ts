import assert from "node:assert/strict";
import { type Catalog, defineCatalog, fault } from "@faultwire/catalog";
import type { InvokerOptions } from "@faultwire/handler";
import fc from "fast-check";
import { z } from "zod";
import { WITHIN, WRAPPERS } from "../../packages/handler/test/run-wrappers.ts";
import { mutated } from "./mutations.ts";
import { make, type Recipe, textOf } from "./recipe.ts";
import { target } from "./target.ts";
import { json, live, liveOf, primitive, tree } from "./values.ts";
import { unchangedAfter } from "./watching.ts";

/* Answering: every wrapper, with anything that a handler throws or returns, any event, and hooks that fail. */

/** Part of everything that the handlers of these tests throw. */
export const SECRET = "s3cr3t-4111";

class Refused extends fault("Refused", {
  status: 503,
  details: z.object({ card: z.string() }),
  message: "refused",
}) {}
const throws: Catalog = defineCatalog("shop", { Refused });

/** Wrappers that answer everything, so that nothing is left to the service in front. */
const ANSWERING = [
  ...["wrapS3Batch", "wrapAppSync", "wrapAppSyncBatch", "wrapEdge"],
  ...["wrapAppSyncEvents", "wrapAppSyncEvents, a subscription"],
  ...["wrapCustomResource", "the error handler for Powertools", "the error handler for Hono"],
  ...["the error middleware for Express", "wrapBatch"],
  ...["wrapMcpTool", "wrapAgentCoreTool", "wrapBedrockAgent"],
];

/** Events of each front and source, as small as they are recognised. */
export const EVENTS: readonly Recipe[] = [
  { version: "2.0", requestContext: { http: { method: "GET" } }, headers: { "x-a": "b" } },
  { httpMethod: "POST", path: "/", resource: "/", requestContext: { requestId: "r" }, body: "{}" },
  {
    httpMethod: "POST",
    path: "/",
    requestContext: { elb: { targetGroupArn: "arn" } },
    multiValueHeaders: {},
  },
  { requestContext: { connectionId: "c", eventType: "MESSAGE", routeKey: "$default" }, body: "{}" },
  { Records: [{ messageId: "m", body: "{}", eventSource: "aws:sqs", eventSourceARN: "arn:aws:sqs:a:1:q" }] },
  [{ messageId: "m", body: "{}", eventSource: "aws:sqs", eventSourceARN: "arn:aws:sqs:a:1:q" }],
  { Records: [{ eventSource: "aws:kinesis", kinesis: { sequenceNumber: "1", data: "e30=" } }] },
  { eventSource: "aws:kafka", records: { "t-0": [{ topic: "t", partition: 0, offset: 1, value: "e30=" }] } },
  { Records: [{ cf: { config: { eventType: "origin-response" }, response: { headers: {} } } }] },
  { invocationSchemaVersion: "2.0", invocationId: "i", tasks: [{ taskId: "t" }] },
  { type: "REQUEST", methodArn: "arn", version: "2.0", routeArn: "arn", headers: {} },
  { RequestType: "Create", StackId: "s", RequestId: "r", LogicalResourceId: "l" },
  { triggerSource: "PreSignUp_SignUp", request: {}, response: {} },
  { info: { channel: { path: "/a/b" }, operation: "PUBLISH" }, events: [{ id: "1", payload: {} }] },
  { info: { channel: { path: "/a/b" }, operation: "SUBSCRIBE" }, events: null },
  {
    messageVersion: "1.0",
    actionGroup: "a",
    function: "f",
    parameters: [{ name: "a", type: "integer", value: "1" }],
  },
  { messageVersion: "1.0", actionGroup: "a", apiPath: "/a", httpMethod: "GET", requestBody: { content: {} } },
  { info: { fieldName: "f", parentTypeName: "Query" }, arguments: {}, identity: { sub: "s" } },
];

interface Invocation {
  readonly given: Recipe;
  readonly ends: "throws" | "rejects" | "returns";
  readonly event: Recipe | undefined;
  readonly isConcealed: boolean;
  readonly hooks: readonly ("log" | "onFault" | "mapError" | "redact" | "headers")[];
  readonly hooksGive: Recipe;
}

const planted = fc.oneof(primitive, fc.constantFrom(SECRET, `${SECRET}\u2028\r\nX-A: ${SECRET}`));
const invocation = (given: fc.Arbitrary<Recipe>): fc.Arbitrary<Invocation> =>
  fc.record({
    given,
    ends: fc.constantFrom("throws", "rejects", "returns"),
    event: fc.option(fc.oneof(mutated(json, EVENTS), json), { nil: undefined }),
    isConcealed: fc.boolean(),
    hooks: fc.subarray(["log", "onFault", "mapError", "redact", "headers"] as const),
    hooksGive: fc.option(live, { freq: 2 }),
  });

/** Options whose hooks return anything, or throw it. */
function optionsOf({ isConcealed, hooks, hooksGive }: Invocation, lines: unknown[]): InvokerOptions<Catalog> {
  const hook = () => {
    const value = make(hooksGive);
    if (hooks.length % 2 === 0) throw value;
    return value;
  };
  return {
    throws,
    conceal: isConcealed,
    // Without it the wrapper prints the line itself.
    ...(hooksGive !== null && { log: (line) => void lines.push(line) }),
    ...Object.fromEntries(hooks.filter((name) => name !== "headers").map((name) => [name, hook])),
  };
}

/** Longer than any wrapper takes, and shorter than a test. In milliseconds. */
const PATIENCE = 20_000;

/** Runs something to its end, and fails where it has none. */
export async function settled(
  run: () => Promise<unknown>,
): Promise<{ readonly value: unknown } | { readonly thrown: unknown }> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("it does not settle")), PATIENCE);
  });
  try {
    return { value: await Promise.race([Promise.resolve().then(run), late]) };
  } catch (thrown) {
    if ((thrown as Error | undefined)?.message === "it does not settle") throw thrown;
    return { thrown };
  } finally {
    clearTimeout(timer);
  }
}

/** Everything of an answer that its receiver, or a logger on its way, may get to see. */
function seen(answer: unknown): string {
  const { name, message, stack, details } = Object(answer) as Partial<Error> & { details?: unknown };
  return [answer, name, message, stack, details].map(textOf).join();
}

/** Whether an answer has a part of the secret. */
export function isSecretIn(answered: Awaited<ReturnType<typeof settled>>): boolean {
  return seen("thrown" in answered ? answered.thrown : answered.value).includes("s3cr3t");
}

function assertFits(text: string): void {
  assert.ok(Buffer.byteLength(text) <= 256_000, "a log line of more than 256 kB");
}

async function answers(name: string, invoked: Invocation): Promise<void> {
  const run = { ...WRAPPERS, ...WITHIN }[name];
  assert.ok(run);
  const event = invoked.event === undefined ? undefined : make(invoked.event);
  const [lines, printed]: [unknown[], unknown[]] = [[], []];
  const handler = (): unknown => {
    const value = make(invoked.given);
    if (invoked.ends === "throws") throw value;
    return invoked.ends === "rejects" ? Promise.reject(value) : value;
  };
  const { error } = console;
  console.error = (line: unknown) => void printed.push(line);
  try {
    const options = optionsOf(invoked, lines);
    const result = await unchangedAfter(event, () => settled(() => run(handler, options, event)));
    for (const line of lines) assertFits(JSON.stringify(line));
    for (const line of printed) {
      assertFits(String(line));
      assert.ok(!/[\r\n\u0085\u2028\u2029]/.test(String(line)), "a log line of several lines");
    }
    if (invoked.ends === "returns") return;
    if ("thrown" in result) {
      const { thrown } = result;
      // An error that is not concealed may pass as Lambda itself would send it.
      if (invoked.isConcealed) assert.ok(thrown instanceof Error, "it rejects with what is not an error");
      const isAnswered = ANSWERING.includes(name) || (name.endsWith("over HTTP") && event === undefined);
      if (isAnswered) assert.ok(isMalformedBatch(thrown), `rejects: ${textOf(thrown)}`);
    }
    if (invoked.isConcealed) assert.ok(!isSecretIn(result), "the secret is in the answer");
  } finally {
    console.error = error;
  }
}

/** An event that is not the wrapper's own is the mistake of who set it up. */
function isMalformedBatch(thrown: unknown): boolean {
  return thrown instanceof TypeError && /^wrap\w+: |^wrap\w+\(\)/.test(thrown.message);
}

const NAMES = Object.keys({ ...WRAPPERS, ...WITHIN });
const wraps = (given: fc.Arbitrary<Recipe>) =>
  fc.asyncProperty(fc.constantFrom(...NAMES), invocation(given), answers);

export const wrappers = [
  target("wrappers", 600, wraps(liveOf(tree(planted)))),
  target("wrappers of JSON", 200, wraps(tree(planted))),
];

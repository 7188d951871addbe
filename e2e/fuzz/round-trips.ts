import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { fromLambdaError, parse, parseAppSync } from "@faultwire/caller";
import type { Catalog, Fault } from "@faultwire/catalog";
import fc from "fast-check";
import * as answerers from "../test/functions/answerers.ts";
import * as throwers from "../test/functions/thrower.ts";
import { expectedMembers, membersOf, script } from "../test/scripts.ts";
import { assertSurvivesJson } from "./readers.ts";
import { target } from "./target.ts";

/* A fault that is thrown is caught as the same, in one process: the same handlers as behind AWS's runtime client. */

const context = { awsRequestId: "r-1", functionName: "f", getRemainingTimeInMillis: () => 3000 } as never;
const http = (event: object) => ({
  version: "2.0",
  requestContext: { http: { method: "POST" } },
  body: JSON.stringify(event),
});
const rest = (event: object) => ({
  httpMethod: "POST",
  path: "/",
  resource: "/",
  requestContext: { requestId: "r" },
  body: JSON.stringify(event),
});

/** Posts an error as the runtime does. */
async function posted(invocation: Promise<unknown>): Promise<object> {
  const error = await invocation.then(
    () => assert.fail("nothing was thrown"),
    (thrown: Error) => thrown,
  );
  const { name: errorType, message: errorMessage, stack = "" } = error;
  const Payload = JSON.stringify({ errorType, errorMessage, trace: stack.split("\n") });
  return { StatusCode: 200, FunctionError: "Unhandled", Payload };
}

async function answered(invocation: Promise<unknown>): Promise<object> {
  const { statusCode, headers, body } = JSON.parse(JSON.stringify(await invocation));
  return { status: statusCode, headers, body };
}

type Thrower = (typeof throwers)["auto"];
type Wire = (script: throwers.Script, faults: Catalog) => Promise<Fault | undefined>;
const over =
  (thrower: Thrower, envelope: (event: object) => object): Wire =>
  async (given, faults) =>
    parse(await answered(thrower(envelope(given) as never, context)), faults);
/** A GraphQL response writes null where there is nothing, and has no place for a delay. */
const forAppSync = script.filter(({ details }) => details !== null).map(({ retryAfter: _, ...rest }) => rest);

const WIRES: Readonly<Record<string, Wire>> = {
  standard: async (given, faults) => parse(await posted(throwers.auto(given, context)), faults),
  custom: async (given, faults) => parse(await posted(throwers.custom(given, context)), faults),
  document: async (given, faults) => fromLambdaError(await throwers.document(given, context), faults),
  "REST API": over(throwers.auto, rest),
  "HTTP API": over(throwers.auto, http),
  "problem details": over(throwers.problem, http),
  restJson1: over(throwers.members, http),
  edge: async (given, faults) => {
    const { status, headers, body } = (await answerers.edge({ script: given }, context)) as EdgeAnswer;
    const plain = Object.values(headers)
      .flat()
      .map(({ key, value }) => [key, value]);
    return parse({ status: Number(status), headers: Object.fromEntries(plain), body }, faults);
  },
};

interface EdgeAnswer {
  readonly status: string;
  readonly headers: Readonly<Record<string, readonly { readonly key: string; readonly value: string }[]>>;
  readonly body: string;
}

const arrives = fc.asyncProperty(fc.constantFrom(...Object.keys(WIRES)), script, async (name, given) => {
  // As it comes in an event.
  const sent: throwers.Script = JSON.parse(JSON.stringify(given));
  const faults = throwers.catalogOf(sent);
  assertArrived(await silently(async () => WIRES[name]?.(sent, faults)), sent, faults);
});

const arrivesByAppSync = fc.asyncProperty(forAppSync, async (given) => {
  const sent: throwers.Script = JSON.parse(JSON.stringify(given));
  const answer = await silently(() => answerers.appsync(sent, context));
  const faults = throwers.catalogOf(sent);
  assertArrived(parseAppSync(JSON.parse(JSON.stringify(answer)), faults), sent, faults);
});

/** Runs a handler without its log. */
async function silently<Result>(run: () => Promise<Result>): Promise<Result> {
  const { error } = console;
  console.error = () => undefined;
  try {
    return await run();
  } finally {
    console.error = error;
  }
}

function assertArrived(caught: Fault | undefined, sent: throwers.Script, faults: Catalog): void {
  assert.ok(caught, "it is a success");
  const [found, expected] = [membersOf(caught), expectedMembers(sent)];
  if (!isDeepStrictEqual(found, expected)) assert.deepEqual(found, expected);
  assertSurvivesJson(caught, faults);
}

export const roundTrips = [
  target("round trips", 300, arrives),
  target("round trips of AppSync", 60, arrivesByAppSync),
];

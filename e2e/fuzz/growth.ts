import assert from "node:assert/strict";
import { Session } from "node:inspector/promises";
import { gzipSync } from "node:zlib";
import { parse, parseInvocation, parseLogs, parseTrace } from "@faultwire/caller";
import { wrapHandler } from "@faultwire/handler";
import fc from "fast-check";
import { Faults } from "./faults.ts";
import { READERS } from "./readers.ts";
import { target } from "./target.ts";

/* Growth: twice the input costs twice the work. Counted are the calls of our functions, never time. */

/** Does something with an input of about so many characters. */
type Work = (size: number) => unknown;

const repeated = (part: string, size: number) => part.repeat(Math.ceil(size / part.length));
const list = <Item>(size: number, length: number, item: (index: number) => Item) =>
  Array.from({ length: Math.ceil(size / length) }, (_, index) => item(index));
const marked = (payload: unknown) =>
  parse({ StatusCode: 200, FunctionError: "Unhandled", Payload: JSON.stringify(payload) }, Faults);

/** Parts of which hostile texts are made: each begins something that a reader looks for. */
const PARTS = [
  ...["a", " ", "\n", "{", "[", "<", "\\", '"', "::", "#", ",", "(Service: ", "RequestId: ", "\tERROR\t"],
  ...["Task timed out after 1", "<Code>", "&lt;", "at a (", 'File "', '","', "Returned payload: ", "%7B"],
  ...[
    "2026-01-01T00:00:00.000Z\t",
    "data: {\n\n",
    '{"a":1}\n',
    "\ufeff",
    "[faultwire:1] {",
    "An error occurred (",
  ],
];

const context = { awsRequestId: "r", functionName: "f", getRemainingTimeInMillis: () => 3000 };
const throwing = (error: unknown) =>
  wrapHandler(
    () => {
      throw error;
    },
    { throws: Faults, log: () => undefined },
  )({ version: "2.0", requestContext: { http: { method: "GET" } } }, context);

/** Every shape whose growth is watched, by name. */
export const SHAPES: Readonly<Record<string, Work>> = {
  ...Object.fromEntries(
    PARTS.map((part) => [
      `text of ${JSON.stringify(part)}`,
      (size: number) => {
        const text = repeated(part, size);
        for (const read of Object.values(READERS)) read(text, Faults);
        marked({ errorType: text, errorMessage: text, trace: [text] });
        parse(
          { status: 500, headers: { "x-amzn-errortype": text, "retry-after": text }, body: text },
          Faults,
        );
        parse({ Error: text, Cause: text }, Faults);
        parseInvocation({ status: 500, headers: {}, body: text }, Faults);
      },
    ]),
  ),
  "entries of a stack": (size) =>
    marked({
      errorType: "E",
      errorMessage: "m",
      trace: list(size, 30, (line) => `    at f (/a.js:${line}:1)`),
    }),
  "members of details": (size) =>
    marked({
      errorType: "Anything",
      errorMessage: "m",
      details: Object.fromEntries(list(size, 12, (i) => [i, i])),
    }),
  headers: (size) =>
    parse(
      { status: 500, headers: Object.fromEntries(list(size, 12, (i) => [`x-${i}`, "v"])), body: "" },
      Faults,
    ),
  "failed records": (size) =>
    parse({ batchItemFailures: list(size, 30, (i) => ({ itemIdentifier: String(i) })) }, Faults),
  "failed tasks": (size) =>
    parse(
      { invocationSchemaVersion: "1.0", results: list(size, 40, () => ({ resultCode: "Succeeded" })) },
      Faults,
    ),
  "errors of GraphQL": (size) =>
    parse({ data: null, errors: list(size, 20, (i) => ({ message: `${i}` })) }, Faults),
  "events of a stream": (size) =>
    parse(
      list(size, 40, () => ({ PayloadChunk: { Payload: "aa" } })),
      Faults,
    ),
  "lines of a log": (size) =>
    parseLogs(
      {
        awslogs: {
          data: gzipSync(
            JSON.stringify({
              messageType: "DATA_MESSAGE",
              logEvents: list(size, 80, (i) => ({
                id: `${i}`,
                timestamp: i,
                message: "REPORT RequestId: a",
              })),
            }),
          ).toString("base64"),
        },
      },
      Faults,
    ),
  "exceptions of a segment": (size) => {
    const exceptions = list(size, 40, (i) => ({ id: `${i}`, cause: `${i + 1}`, type: "E" }));
    return parseTrace({ id: "s", name: "s", start_time: 1, cause: { exceptions } }, Faults);
  },
  "segments of a trace": (size) =>
    parseTrace(
      list(size, 60, (i) => ({ id: `${i}`, name: "s", start_time: i, fault: true })),
      Faults,
    ),
  "errors of an error": (size) =>
    throwing(
      new AggregateError(
        list(size, 40, (i) => new Error(`${i}`)),
        "m",
      ),
    ),
  "members of an error": (size) =>
    throwing(Object.assign(new Error("m"), Object.fromEntries(list(size, 12, (i) => [`k${i}`, i])))),
  "message of an error": (size) => throwing(new Error(repeated("\u0001", size))),
};

/** Counts the calls of our functions that each of several runs makes. */
async function countCalls(runs: readonly (() => unknown)[]): Promise<readonly number[]> {
  const session = new Session();
  session.connect();
  try {
    await session.post("Profiler.enable");
    await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
    const counts: number[] = [];
    for (const run of runs) {
      await run();
      // The counts of one run: they begin anew when they are taken.
      const { result } = await session.post("Profiler.takePreciseCoverage");
      const functions = result
        .filter(({ url }) => url.includes("/packages/"))
        .flatMap((one) => one.functions);
      counts.push(functions.reduce((sum, { ranges }) => sum + (ranges[0]?.count ?? 0), 0));
    }
    return counts;
  } finally {
    session.disconnect();
  }
}

/** Calls that are made once, whatever the size. */
const ONCE = 1000;

/** Holds the work of twice a size to little more than twice the work. */
export async function assertLinear(name: string, size: number): Promise<void> {
  const work = SHAPES[name];
  assert.ok(work);
  const [once = 0, twice = 0] = await countCalls([() => work(size), () => work(size * 2)]);
  assert.ok(once > 0, `${name}: nothing was counted`);
  assert.ok(twice <= once * 2.2 + ONCE, `${name}: ${once} calls, and ${twice} for twice the input`);
}

const grows = fc.asyncProperty(
  fc.constantFrom(...Object.keys(SHAPES)),
  // Up to the 6 MB of Lambda's largest result.
  fc.constantFrom(94_000, 188_000, 375_000, 750_000, 1_500_000, 3_000_000),
  assertLinear,
);

export const growth = [target("growth", 10, grows)];

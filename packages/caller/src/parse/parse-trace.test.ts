import { defineCatalog, fault } from "@faultwire/catalog";
import { decodeStackFrame } from "@faultwire/wire";
import { describe, expect, test } from "vitest";
import { parseTrace } from "./parse-trace.ts";

class OutOfStock extends fault("OutOfStock", { status: 503, message: "m" }) {}
const Stock = defineCatalog("stock", { OutOfStock });

const TRACE = "1-5759e988-bd862e3fe1be46a994272793";
const ARN = "arn:aws:lambda:us-east-1:123456789012:function:";
const stack = [{ label: "handler", path: "/var/task/index.mjs", line: 7 }];

/** The two segments that Lambda makes of one invocation. */
function invocation(name: string, startTime: number, more: object, id = name): object[] {
  const service = {
    ...{ id: `${id}-service`, name, trace_id: TRACE, start_time: startTime, end_time: startTime + 1 },
    ...{ http: { response: { status: 200 } }, aws: { request_id: `request-${id}` } },
    ...{ origin: "AWS::Lambda", resource_arn: ARN + name },
  };
  const own = {
    ...{ id: `${id}-function`, name, trace_id: TRACE, start_time: startTime + 0.1, end_time: startTime + 1 },
    ...{ parent_id: `${id}-service`, aws: { account_id: "123456789012", function_arn: ARN + name } },
    ...{ origin: "AWS::Lambda::Function", ...more },
  };
  return [service, own];
}

const failed = (type: string, message: string) => ({
  fault: true,
  cause: { working_directory: "/var/task", paths: [], exceptions: [{ type, message, stack }] },
});

const documents = (segments: readonly object[]) =>
  segments.map((segment, index) => ({ Id: String(index), Document: JSON.stringify(segment) }));

const answerOf = (...segments: object[]) => ({
  Traces: [{ Id: TRACE, Duration: 1, Segments: documents(segments) }],
  UnprocessedTraceIds: [],
});

describe("the trace of a chain of functions", () => {
  const chain = [
    ...invocation("c", 1_700_000_002, failed("RangeError", "below zero")),
    ...invocation("a", 1_700_000_000, failed("OutOfStock", "no lamp")),
    ...invocation("b", 1_700_000_001, failed("OutOfStock", "no lamp")),
  ];

  test("has the typed fault of each, from the first to the origin", () => {
    const traced = parseTrace(answerOf(...chain), Stock);
    expect(traced.map(({ segment, fault: { name } }) => [segment, name])).toEqual([
      ["a", "OutOfStock"],
      ["b", "OutOfStock"],
      ["c", "Undeclared"],
    ]);
    expect(traced[0]?.fault).toBeInstanceOf(OutOfStock);
    expect(traced[0]).toMatchObject({ timestamp: 1_700_000_000_100 });
    expect(traced[2]?.fault).toMatchObject({
      errorType: "RangeError",
      message: "below zero",
      execution: "started",
      origin: { wire: "x-ray", traceId: TRACE, requestId: "request-c", functionName: `${ARN}c` },
    });
    expect(traced[2]?.fault.origin?.remoteStack?.map(decodeStackFrame)).toMatchObject([
      { function: "handler", file: "/var/task/index.mjs", line: 7 },
    ]);
  });

  test("is read in every form in which it is held", () => {
    const [trace] = answerOf(...chain).Traces;
    for (const form of [trace, trace?.Segments, JSON.stringify(trace), chain]) {
      expect(parseTrace(form, Stock)).toHaveLength(3);
    }
    expect(parseTrace(JSON.stringify(chain[1]), Stock)).toMatchObject([
      { segment: "c", fault: { errorType: "RangeError", origin: { requestId: undefined } } },
    ]);
  });
});

describe("an exception", () => {
  const exception = { id: "1234567890abcdef", type: "OutOfStock", message: "no lamp", remote: false, stack };

  test("that a segment names by its id is the one of the subsegment, once", () => {
    const part = {
      id: "p",
      name: "## handler",
      start_time: 2,
      fault: true,
      cause: { exceptions: [exception] },
    };
    const segments = invocation("a", 1, { fault: true, cause: exception.id, subsegments: [part] });
    expect(parseTrace(answerOf(...segments), Stock)).toMatchObject([
      { segment: "## handler", fault: { name: "OutOfStock", execution: "started" } },
    ]);
  });

  test("has the exception that caused it, which is not another fault", () => {
    const outer = { id: "a", type: "OutOfStock", message: "no lamp", cause: "b" };
    const inner = { id: "b", type: "RangeError", message: "below zero" };
    const cause = { exceptions: [inner, outer] };
    const traced = parseTrace(answerOf(...invocation("a", 1, { fault: true, cause })), Stock);
    expect(traced).toHaveLength(1);
    expect(traced[0]?.fault).toMatchObject({ name: "OutOfStock", cause: { errorType: "RangeError" } });
  });

  test("that causes its own cause, or is not there, is not lost", () => {
    const loop = [
      { id: "a", type: "OutOfStock", cause: "b" },
      { id: "b", type: "Y", cause: "a" },
    ];
    const looped = invocation("a", 1, { fault: true, cause: { exceptions: loop } });
    expect(parseTrace(answerOf(...looped), Stock)).toMatchObject([
      { fault: { name: "OutOfStock", cause: { errorType: "Y" } } },
    ]);
    const dangling = invocation("a", 1, { fault: true, cause: "none" });
    expect(parseTrace(answerOf(...dangling), Stock)).toMatchObject([{ fault: { name: "Undeclared" } }]);
  });

  test("of what a function called does not prove that this ran", () => {
    const call = {
      ...{ id: "p", name: "DynamoDB", namespace: "aws", start_time: 2, error: true },
      http: { response: { status: 400 } },
      cause: {
        exceptions: [{ id: "e", type: "ConditionalCheckFailedException", message: "m", remote: true }],
      },
    };
    expect(parseTrace(answerOf(...invocation("a", 1, { subsegments: [call] })), Stock)).toMatchObject([
      { segment: "DynamoDB", fault: { status: 400, execution: "unknown" } },
    ]);
  });
});

describe("a mark without an exception", () => {
  test.each([
    [{ throttle: true, error: true, http: { response: { status: 429 } } }, 429, true, "a throttle"],
    [{ fault: true, http: { response: { status: 504 } } }, 504, true, "a fault"],
    [{ error: true, http: { response: { status: 404 } } }, 404, false, "an error"],
    [{ fault: true }, 500, false, "a fault"],
  ])("%j is a fault without a type", (mark, status, retryable, words) => {
    const segment = { id: "s", name: "shop", trace_id: TRACE, start_time: 1, ...mark };
    expect(parseTrace(answerOf(segment), Stock)).toMatchObject([
      {
        fault: {
          name: "Undeclared",
          status,
          retryable,
          execution: "unknown",
          message: expect.stringContaining(words),
        },
      },
    ]);
  });

  test("of a segment whose part has the exception is not another fault", () => {
    const part = { id: "p", name: "work", start_time: 2, ...failed("X", "m") };
    const segment = { id: "s", name: "shop", start_time: 1, fault: true, subsegments: [part] };
    expect(parseTrace(answerOf(segment), Stock)).toHaveLength(1);
  });
});

describe("a long chain of calls", () => {
  const length = 20;
  const call = (index: number) => ({
    ...{ id: `call-${index}`, name: "Lambda", namespace: "aws" },
    ...{ start_time: index + 0.2, fault: true },
  });
  const chain = Array.from({ length }, (_, index) => {
    const isLast = index === length - 1;
    const more = isLast ? failed("OutOfStock", "no lamp") : { fault: true, subsegments: [call(index)] };
    const [service = {}, own = {}] = invocation(`f${index}`, index, more);
    return [{ ...service, fault: true, ...(index > 0 && { parent_id: `call-${index - 1}` }) }, own];
  });

  test("in which only the last has an exception is one fault, in any order of its segments", () => {
    for (const segments of [chain.flat(), chain.flat().reverse()]) {
      expect(parseTrace(answerOf(...segments), Stock)).toMatchObject([
        { segment: "f19", fault: { name: "OutOfStock", execution: "started" } },
      ]);
    }
  });

  test("whose segments are each other's parents is read once", () => {
    const one = { id: "1", parent_id: "2", name: "a", start_time: 1, ...failed("X", "m") };
    const other = { id: "2", parent_id: "1", name: "b", start_time: 2, ...failed("Y", "m") };
    expect(parseTrace(answerOf(one, other), Stock).map(({ segment }) => segment)).toEqual(["a", "b"]);
  });
});

test.each([
  undefined,
  null,
  7,
  "hello",
  "{",
  {},
  [],
  { Traces: [] },
  { Traces: [{}] },
  { name: "a" },
  answerOf(),
])("%j has no faults", (value) => {
  expect(parseTrace(value, Stock)).toEqual([]);
});

test("the trace of calls that succeed has no faults", () => {
  expect(
    parseTrace(
      answerOf(...invocation("a", 1, { subsegments: [{ id: "o", name: "Overhead", start_time: 1 }] })),
      Stock,
    ),
  ).toEqual([]);
});

test("what throws when it is read is not a trace", () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  expect(parseTrace(proxy, Stock)).toEqual([]);
});

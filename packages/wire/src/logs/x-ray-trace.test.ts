import { describe, expect, test } from "vitest";
import cases from "../../../../cases/x-ray.json" with { type: "json" };
import type { WireError } from "../wire-error.ts";
import { documentsIn, exceptionsIn, idsIn } from "./x-ray-segments.ts";
import { decodeXRayTrace } from "./x-ray-trace.ts";

const TRACE = "1-5759e988-bd862e3fe1be46a994272793";
const ARN = "arn:aws:lambda:us-east-1:123456789012:function:";
const stack = [{ label: "handler", path: "/var/task/index.mjs", line: 7, more: 1 }];
const frame = '{"label":"handler","path":"/var/task/index.mjs","line":7}';

/** The two segments that Lambda makes of one invocation. */
function invocation(name: string, startTime: number, more: object): object[] {
  const service = {
    ...{ id: `${name}-service`, name, trace_id: TRACE, start_time: startTime, origin: "AWS::Lambda" },
    ...{ http: { response: { status: 200 } }, aws: { request_id: `request-${name}` } },
    resource_arn: ARN + name,
  };
  const own = {
    ...{ id: `${name}-function`, name, trace_id: TRACE, start_time: startTime + 0.1 },
    ...{ parent_id: `${name}-service`, aws: { function_arn: ARN + name } },
    ...{ origin: "AWS::Lambda::Function", ...more },
  };
  return [service, own];
}

const segment = (more: object) => ({ id: "s", name: "shop", trace_id: TRACE, start_time: 1, ...more });

/** The errors of a trace without their payloads. */
function errorsOf(value: unknown) {
  return decodeXRayTrace(value).map(({ error: { payload: _, ...error }, ...place }) => ({
    ...error,
    ...place,
  }));
}

describe("an exception", () => {
  const failed = { fault: true, cause: { exceptions: [{ type: "NoLamp", message: "m", stack }] } };
  const [service, own] = invocation("a", 5, failed);

  test("has the type, the message and the frames of the function, and the request of the service's segment", () => {
    const expected = {
      ...{ wire: "x-ray", errorType: "NoLamp", message: "m", remoteStack: [frame], execution: "started" },
      ...{ traceId: TRACE, requestId: "request-a", functionName: `${ARN}a`, cause: undefined },
      ...{ segment: "a", startTime: 5.1 },
    };
    expect(errorsOf([service, own])).toEqual([expected]);
    expect(errorsOf([own, service])).toEqual([expected]);
    expect(errorsOf(own)).toEqual([{ ...expected, requestId: undefined }]);
    expect(decodeXRayTrace([service, own])[0]?.error.payload).toBe(own);
  });

  test.each(cases.map((each) => [each.id, each.document] as const))("%s", (_id, document) => {
    const [exception] = document.cause.exceptions;
    expect(errorsOf(document)).toMatchObject([
      {
        ...{ errorType: exception?.type, message: exception?.message, execution: "started" },
        ...{ traceId: document.trace_id, functionName: document.aws.function_arn },
        ...{ segment: document.name, startTime: document.start_time },
      },
    ]);
  });

  test("is found in every form in which a trace is held", () => {
    const Segments = [service, own].map((each) => ({ Id: "i", Document: JSON.stringify(each) }));
    const forms = [{ Traces: [{ Id: TRACE, Segments }] }, { Segments }, Segments, [JSON.stringify(own)]];
    for (const form of [...forms, JSON.stringify({ Segments }), own])
      expect(errorsOf(form)).toMatchObject([{ errorType: "NoLamp" }]);
    for (const other of [undefined, null, 1, "text", "{", {}, { name: "a" }, { start_time: 1, ...failed }])
      expect(errorsOf(other)).toEqual([]);
    // A segment without a name or a beginning is not one.
    expect(
      errorsOf([null, 7, { ...segment(failed), name: 1 }, { ...segment(failed), start_time: "1" }]),
    ).toEqual([]);
  });

  test("that a segment names by its id is the one of a part of it, once", () => {
    const part = {
      id: "p",
      name: "## handler",
      start_time: 2,
      fault: true,
      cause: { exceptions: [{ id: "e", type: "E" }] },
    };
    const [, named] = invocation("a", 1, { fault: true, cause: "e", subsegments: [null, part] });
    expect(errorsOf(named)).toMatchObject([{ segment: "## handler", errorType: "E", execution: "started" }]);
    const [, unnamed] = invocation("a", 1, { fault: true, cause: "gone", subsegments: [part] });
    expect(errorsOf(unnamed)).toMatchObject([{ segment: "## handler", errorType: "E" }]);
  });

  test("has the one that caused it, which is not another error", () => {
    const inner = { id: "b", type: "Inner", message: "i" };
    const outer = { id: "a", type: "Outer", message: "o", cause: "b" };
    const [, own] = invocation("a", 1, { cause: { exceptions: [inner, outer, "text"] } });
    expect(errorsOf(own)).toMatchObject([
      { errorType: "Outer", cause: { errorType: "Inner", message: "i", cause: undefined } },
    ]);
  });

  test("that causes its own cause is not lost", () => {
    const loop = [
      { id: "a", type: "X", cause: "b" },
      { id: "b", type: "Y", cause: "a" },
    ];
    expect(errorsOf(segment({ cause: { exceptions: loop } }))).toMatchObject([
      { errorType: "X", cause: { errorType: "Y", cause: undefined } },
    ]);
  });

  test("without an id is a cause of none, and each of several is an error", () => {
    const exceptions = [{ type: "X" }, { type: "Y", stack: "text" }];
    expect(errorsOf(segment({ cause: { exceptions } }))).toMatchObject([
      { errorType: "X", remoteStack: undefined },
      { errorType: "Y", remoteStack: undefined },
    ]);
  });

  test("of what a function called, or that came from elsewhere, does not prove that the function ran", () => {
    const cause = { exceptions: [{ id: "e", type: "E", message: "m" }] };
    const called = {
      id: "p",
      name: "DynamoDB",
      namespace: "aws",
      start_time: 2,
      http: { response: { status: 400 } },
      cause,
    };
    const [, calling] = invocation("a", 1, { subsegments: [called] });
    expect(errorsOf(calling)).toMatchObject([
      { segment: "DynamoDB", status: 400, execution: "unknown", functionName: `${ARN}a` },
    ]);
    const [, remote] = invocation("a", 1, { cause: { exceptions: [{ type: "E", remote: true }] } });
    expect(errorsOf(remote)).toMatchObject([{ execution: "unknown" }]);
    // A service of one's own is not a function.
    expect(errorsOf(segment({ resource_arn: "arn", cause }))).toMatchObject([
      { functionName: undefined, execution: "unknown" },
    ]);
  });
});

describe("a mark without an exception", () => {
  test.each([
    [{ throttle: true, error: true, http: { response: { status: 200 } } }, 429, "a throttle"],
    [{ fault: true, http: { response: { status: 504 } } }, 504, "a fault"],
    [{ error: true, http: { response: { status: 400 } } }, 400, "an error"],
    [{ error: true, http: { response: { status: 399 } } }, undefined, "an error"],
    [{ fault: true, http: { response: { status: "500" } } }, undefined, "a fault"],
    [{ fault: true, http: {} }, undefined, "a fault"],
  ])("%j is an error without a type", (mark, status, words) => {
    expect(errorsOf(segment(mark))).toEqual([
      {
        ...{ wire: "x-ray", traceId: TRACE, requestId: undefined, functionName: undefined },
        ...{ message: `The segment shop has ${words} and no exception`, execution: "unknown" },
        ...{ ...(status !== undefined && { status }), segment: "shop", startTime: 1 },
      },
    ]);
  });

  test("that comes from further inside is not another error", () => {
    const part = { id: "p", name: "part", start_time: 2, error: true };
    expect(errorsOf(segment({ error: true, subsegments: [part] }))).toMatchObject([{ segment: "part" }]);
    const callee = { id: "c", name: "callee", start_time: 3, parent_id: "p", fault: true };
    expect(errorsOf([segment({ error: true, subsegments: [part] }), callee])).toMatchObject([
      { segment: "callee" },
    ]);
  });

  test("that is not true is a success", () => {
    expect(errorsOf(segment({ error: false, fault: "true", throttle: 1 }))).toEqual([]);
  });
});

test("the errors of a chain come in the order in which their segments began", () => {
  const exception = (type: string) => ({ cause: { exceptions: [{ type }] } });
  const chain = ["c", "a", "b"].flatMap((name) =>
    invocation(name, name.charCodeAt(0), exception(name.toUpperCase())),
  );
  expect(errorsOf(chain).map(({ errorType }) => errorType)).toEqual(["A", "B", "C"]);
});

test("a function without an ARN has the name of its segment", () => {
  const own = segment({ origin: "AWS::Lambda", fault: true, aws: { request_id: "r" } });
  expect(errorsOf(own)).toMatchObject([{ functionName: "shop", requestId: "r" }]);
  expect(errorsOf({ ...own, resource_arn: "arn" })).toMatchObject([{ functionName: "arn" }]);
});

test("segments that are each other's parents, or nest deeper than any trace, end", () => {
  const loop = [
    segment({ id: "a", parent_id: "b", fault: true }),
    segment({ id: "b", parent_id: "a", fault: true }),
  ];
  expect(errorsOf(loop)).toHaveLength(1);
  let deep: object = segment({ fault: true, cause: { exceptions: [{ id: "e", type: "E" }] } });
  for (let depth = 0; depth < 40; depth += 1) deep = segment({ id: `${depth}`, subsegments: [deep] });
  expect(errorsOf(deep)).toEqual([]);
});

test("long chains of exceptions and of documents, and lists in lists, end", () => {
  const ids = Array.from({ length: 5000 }, (_, index) => index);
  const exceptions = ids.map((id) => ({ id: `${id}`, cause: `${id + 1}`, type: "E" }));
  let error: WireError | undefined = decodeXRayTrace(segment({ cause: { exceptions } }))[0]?.error;
  let causes = 0;
  for (; error?.cause; error = error.cause) causes += 1;
  expect(causes).toBe(32);
  const chain = ids.map((id) => segment({ id: `${id}`, parent_id: `${id - 1}`, fault: true }));
  expect(errorsOf(chain).length).toBeGreaterThan(0);
  let lists: unknown = [];
  for (let level = 0; level < 20_000; level += 1) lists = [lists];
  expect(decodeXRayTrace(lists)).toEqual([]);
});

describe("an error is reported once", () => {
  const failed = (more: object) => ({
    fault: true,
    cause: { exceptions: [{ id: "e", type: "E", ...more }] },
  });

  test("where the segment of what failed comes before that of its caller", () => {
    const caller = segment({
      id: "caller",
      fault: true,
      subsegments: [{ id: "p", name: "part", start_time: 2 }],
    });
    const callee = segment({ id: "callee", name: "callee", start_time: 3, parent_id: "p", ...failed({}) });
    for (const documents of [
      [caller, callee],
      [callee, caller],
    ])
      expect(errorsOf(documents)).toMatchObject([{ segment: "callee", errorType: "E" }]);
  });

  test("where several segments have the same caller, whichever of them failed", () => {
    const caller = segment({ id: "caller", fault: true });
    const well = segment({ id: "well", name: "well", parent_id: "caller" });
    const callee = segment({ id: "callee", name: "callee", parent_id: "caller", ...failed({}) });
    for (const documents of [
      [caller, well, callee],
      [caller, callee, well],
    ])
      expect(errorsOf(documents)).toMatchObject([{ segment: "callee", errorType: "E" }]);
  });

  test("where another segment names its exception, or has the one that caused it", () => {
    const naming = segment({ id: "a", fault: true, cause: "e" });
    const having = segment({ id: "b", name: "b", start_time: 2, ...failed({}) });
    expect(errorsOf([naming, having])).toMatchObject([{ segment: "shop", errorType: "E" }]);
    const outer = segment({
      id: "a",
      fault: true,
      cause: { exceptions: [{ id: "o", type: "O", cause: "e" }] },
    });
    expect(errorsOf([outer, having])).toMatchObject([{ errorType: "O", cause: { errorType: "E" } }]);
  });
});

test("segments without ids are not each other's parents, and have no exceptions of one another", () => {
  const { id: _, ...unnamed } = segment({ fault: true });
  const first = { ...unnamed, aws: { request_id: "r" } };
  const exception = { type: "E", stack: [null, ...stack] };
  const second = { ...unnamed, name: "second", start_time: 2, cause: { exceptions: [exception] } };
  for (const documents of [
    [first, second],
    [second, first],
  ])
    expect(errorsOf(documents)).toMatchObject([
      { requestId: "r", segment: "shop", message: expect.stringContaining("no exception") },
      { errorType: "E", requestId: undefined, segment: "second", remoteStack: [frame] },
    ]);
});

test.each(["fault", "error", "throttle"])("%s alone marks an error", (mark) => {
  expect(errorsOf(segment({ [mark]: true }))).toHaveLength(1);
});

test("documents are found in lists and traces up to 31 levels down, and parts in parts up to 31", () => {
  const nested = (value: unknown, depth: number, wrap: (inner: unknown) => unknown): unknown =>
    depth === 0 ? value : wrap(nested(value, depth - 1, wrap));
  const document = segment({ fault: true });
  for (const wrap of [
    (inner: unknown) => [inner],
    (Segments: unknown) => ({ Segments }),
    (Document: unknown) => ({ Document }),
  ]) {
    expect(documentsIn(nested(document, 31, wrap))).toEqual([document]);
    expect(documentsIn(nested(document, 32, wrap))).toEqual([]);
  }
  for (const other of [7, null, "text", { name: "a" }]) expect(documentsIn(other)).toEqual([]);
  const part = { id: "last", cause: { exceptions: [{ id: "e" }, { type: "without an id" }] } };
  const parts = (depth: number) =>
    nested(part, depth, (inner) => ({ id: "p", subsegments: [inner] })) as Record<string, unknown>;
  expect(exceptionsIn(parts(31))).toEqual([{ id: "e" }]);
  expect(exceptionsIn(parts(32))).toEqual([]);
  expect(idsIn(parts(31))).toHaveLength(32);
  expect(idsIn(parts(32))).toEqual(Array.from({ length: 32 }, () => "p"));
  expect(idsIn({ id: "a", subsegments: "none" })).toEqual(["a"]);
});

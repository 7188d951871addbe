import { expect, test } from "vitest";
import observations from "../../../../cases/node-ric-observations.json" with { type: "json" };
import { decodeStandard } from "../function-error/standard.ts";
import { decodeLogLine, decodeLogRecord } from "./log-line.ts";

const details = { orderId: "o-1" };
const stack = [
  "OrderNotFound: m",
  '[faultwire:1] {"catalog":"orders","details":{"orderId":"o-1"},"status":404}',
  "    at f (a:1:1)",
];

test("a line of the runtime's text format brings the fault that it logs", () => {
  const line = `2026-11-22T09:00:00.000Z\tr-1\tERROR\tInvoke Error \t${JSON.stringify({ errorType: "OrderNotFound", errorMessage: "m", stack })}\n`;
  expect(decodeLogLine(line)).toMatchObject({
    wire: "log",
    errorType: "OrderNotFound",
    message: "m",
    details,
    status: 404,
    requestId: "r-1",
    execution: "started",
    payload: line,
  });
});

test("a line of the runtime's JSON format does too", () => {
  const line = JSON.stringify({
    timestamp: "t",
    level: "ERROR",
    requestId: "r-1",
    message: { errorType: "OrderNotFound", errorMessage: "m", stackTrace: stack },
  });
  expect(decodeLogLine(line)).toMatchObject({ errorType: "OrderNotFound", details, requestId: "r-1" });
});

test("a line of the handler's wrapper brings what was kept from callers", () => {
  const report = {
    faultwire: "InternalFailure",
    requestId: "r-1",
    error: {
      errorType: "RangeError",
      errorMessage: "secret",
      stack: ["RangeError: secret"],
      cause: { errorType: "Error", errorMessage: "deeper" },
    },
  };
  expect(decodeLogLine(`2026-11-22T09:00:00.000Z\tr-1\tERROR\t${JSON.stringify(report)}`)).toMatchObject({
    errorType: "RangeError",
    message: "secret",
    requestId: "r-1",
    cause: { message: "deeper" },
  });
  expect(decodeLogLine(JSON.stringify({ level: "ERROR", requestId: "r-1", message: report }))).toMatchObject({
    errorType: "RangeError",
    requestId: "r-1",
  });
  expect(
    decodeLogLine(
      JSON.stringify({ ...report, error: { errorType: "OrderNotFound", errorMessage: "m", details } }),
    ),
  ).toMatchObject({ details });
});

test("own properties of an error, and details of its causes, were lost when a line of the wrapper was read", () => {
  const error = {
    errorType: "Error",
    errorMessage: "m",
    stack: ["Error: m"],
    code: "23505",
    requestId: "another call's",
    stackTrace: ["not the stack"],
    errors: [{ errorType: "A", errorMessage: "a", code: 1 }],
    cause: { errorType: "OrderNotFound", errorMessage: "c", stack: [], details, retryAfter: 3 },
  };
  const line = { faultwire: "InternalFailure", requestId: "r-1", error };
  const expected = {
    ...{ wire: "log", errorType: "Error", message: "m", remoteStack: ["Error: m"], requestId: "r-1" },
    members: {
      ...{ code: "23505", requestId: "another call's", stackTrace: ["not the stack"] },
      errors: [{ errorType: "A", errorMessage: "a", code: 1 }],
    },
    cause: { errorType: "OrderNotFound", message: "c", details, members: { retryAfter: 3 } },
  };
  expect(decodeLogLine(`t\tr-1\tERROR\t${JSON.stringify(line)}`)).toMatchObject(expected);
  expect(decodeLogLine(JSON.stringify({ level: "ERROR", message: line }))).toMatchObject(expected);
  expect(decodeLogRecord(line)).toMatchObject({ ...expected, payload: line });
});

test("the wrapper's line could not be read where Powertools' Logger had written it", () => {
  const error = {
    ...{
      name: "Error",
      location: "a.ts:1",
      message: "m\n    at nothing",
      stack: "Error: m\n    at f (a.ts:1:1)",
    },
    code: "E",
    cause: { name: "OrderNotFound", location: "", message: "c", stack: "OrderNotFound: c", details },
  };
  const line = {
    level: "ERROR",
    message: "Error: m\n    at nothing",
    service: "s",
    faultwire: "Error",
    requestId: "r-1",
    error,
  };
  expect(decodeLogLine(JSON.stringify(line))).toMatchObject({
    ...{ errorType: "Error", message: "m\n    at nothing", requestId: "r-1", members: { code: "E" } },
    remoteStack: ["Error: m", "    at f (a.ts:1:1)"],
    cause: { errorType: "OrderNotFound", message: "c", details },
  });
});

test("own members that the runtime prints were lost; the keys of its JSON format are not members", () => {
  const printed = { errorType: "Error", errorMessage: "m", code: "E", orderId: "o-1", stack: ["Error: m"] };
  const members = { code: "E", orderId: "o-1" };
  const text = `t\tr-1\tERROR\tInvoke Error \t${JSON.stringify(printed)}`;
  expect(decodeLogLine(text)).toMatchObject({ members });
  const keys = { timestamp: "t", level: "ERROR", requestId: "r-1" };
  expect(decodeLogLine(JSON.stringify({ ...keys, message: printed }))).toMatchObject({ members });
  const beside = { ...keys, message: "Error: m", errorType: "Error", errorMessage: "m", stackTrace: [] };
  expect(decodeLogLine(JSON.stringify(beside))).not.toHaveProperty("members");
});

test("details that were too large for the caller are whole in the runtime's line", () => {
  const note = '[faultwire:1] {"catalog":"orders","details":{"dropped":20000},"status":404}';
  const printed = { errorType: "E", errorMessage: "m", details, stack: ["E: m", note] };
  expect(decodeLogLine(`t\tr-1\tERROR\tInvoke Error \t${JSON.stringify(printed)}`)).toMatchObject({
    details,
    dropped: undefined,
  });
  const line = {
    faultwire: "E",
    requestId: "r-1",
    error: { errorType: "E", errorMessage: "m", details: { dropped: 5 } },
  };
  expect(decodeLogLine(JSON.stringify(line))).toMatchObject({ dropped: 5 });
});

test("a platform's line is recognised by its text, any other line is not an error", () => {
  const id = "160788cd-45ff-4583-809f-c7e31127cb95";
  expect(decodeLogLine(`2026-11-22T09:00:00.000Z ${id} Task timed out after 3.00 seconds`)).toMatchObject({
    requestId: id,
  });
  for (const line of [
    "",
    "START RequestId: x Version: $LATEST",
    `END RequestId: ${id}`,
    "2026-11-22T09:00:00.000Z\tr\tINFO\thello",
    '{"level":"INFO","message":"hello"}',
    "{broken",
  ]) {
    expect(decodeLogLine(line)).toBeUndefined();
  }
});

const ID = "7db0b12d-0e37-4f1c-9f29-a0dc4b7b9ed0";
const REPORT = `REPORT RequestId: ${ID}\tDuration: 3000.00 ms\tBilled Duration: 3000 ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB\t`;

test.each([
  [
    "a time-out, of which REPORT alone tells",
    `${REPORT}Status: timeout\n`,
    { errorType: "Sandbox.Timedout", requestId: ID },
  ],
  [
    "a time-out of a traced function",
    `${REPORT}\nXRAY TraceId: 1-5e1d\tSegmentId: 1\tSampled: true\t\nStatus: timeout`,
    { errorType: "Sandbox.Timedout", requestId: ID },
  ],
  [
    "a want of memory, of which REPORT alone tells",
    `${REPORT}Init Duration: 551.73 ms\tStatus: error\tError Type: Runtime.OutOfMemory\t\n`,
    { errorType: "Runtime.OutOfMemory", requestId: ID },
  ],
  [
    "an exit, with its type on a line of its own",
    `RequestId: ${ID} Error: Runtime exited with error: exit status 1\nRuntime.ExitError\n`,
    {
      errorType: "Runtime.ExitError",
      message: `RequestId: ${ID} Error: Runtime exited with error: exit status 1`,
      requestId: ID,
    },
  ],
  [
    "a time-out in the JSON format",
    `{"time":"t","type":"platform.report","record":{"requestId":"${ID}","metrics":{},"status":"timeout"}}`,
    { errorType: "Sandbox.Timedout", requestId: ID },
  ],
  [
    "an exit in the JSON format",
    `{"time":"t","type":"platform.report","record":{"requestId":"${ID}","status":"error","errorType":"Runtime.ExitError"}}`,
    { errorType: "Runtime.ExitError", requestId: ID },
  ],
  [
    "what Node.js 22 did not catch",
    `2026-11-22T09:00:00.000Z\t${ID}\tERROR\tUncaught Exception \t{"errorType":"Error","errorMessage":"boom","stack":["Error: boom"]}`,
    { errorType: "Error", message: "boom", requestId: ID, remoteStack: ["Error: boom"] },
  ],
  [
    "an exception of Python",
    '[ERROR] KeyError: \'sku\'\rTraceback (most recent call last):\r  File "/var/task/app.py", line 3, in handler\r    event["sku"]\n',
    {
      errorType: "KeyError",
      message: "'sku'",
      remoteStack: ['  File "/var/task/app.py", line 3, in handler', '    event["sku"]'],
    },
  ],
  [
    "an error of Go",
    '2026/11/22 09:00:00 {"errorMessage":"boom","errorType":"errorString","stackTrace":[{"path":"main.go","line":3,"label":"main.h"}]}\n',
    {
      errorType: "errorString",
      message: "boom",
      remoteStack: ['{"path":"main.go","line":3,"label":"main.h"}'],
    },
  ],
  [
    "an exception of Java, with its causes",
    "boom: at 1: java.lang.RuntimeException\njava.lang.RuntimeException: boom: at 1\n\tat example.H.handle(H.java:5)\n\tSuppressed: java.lang.Error: s\n\t\tat example.H.close(H.java:9)\nCaused by: java.io.IOException: gone\nfor good\n\tat example.H.read(H.java:9)\n\t... 1 more\nCaused by: java.util.NoSuchElementException\n\t... 2 more\n\n",
    {
      errorType: "java.lang.RuntimeException",
      message: "boom: at 1",
      remoteStack: [
        "\tat example.H.handle(H.java:5)",
        "\tSuppressed: java.lang.Error: s",
        "\t\tat example.H.close(H.java:9)",
      ],
      cause: {
        errorType: "java.io.IOException",
        message: "gone\nfor good",
        remoteStack: ["\tat example.H.read(H.java:9)", "\t... 1 more"],
        cause: { errorType: "java.util.NoSuchElementException", message: "" },
      },
    },
  ],
  [
    "an exception of Python without a message",
    '[ERROR] AssertionError\nTraceback (most recent call last):\n  File "/var/task/app.py", line 3, in handler\n',
    { errorType: "AssertionError", message: "" },
  ],
])("%s is read", (_what, line, expected) => {
  expect(decodeLogLine(line)).toMatchObject({ wire: "log", payload: line, ...expected });
});

test("an invocation that ended well is not an error, and neither is a line that a logger of Python wrote", () => {
  for (const line of [
    REPORT,
    `{"type":"platform.report","record":{"requestId":"${ID}","status":"success"}}`,
    `{"type":"platform.start","record":{"requestId":"${ID}"}}`,
    `[ERROR]\t2026-11-22T09:00:00.000Z\t${ID}\tno such order`,
    "2026/11/22 09:00:00 {}",
    "2026/11/22 09:00:00 hello",
    "told: java.lang.Error\nno stack of it\n",
  ])
    expect(decodeLogLine(line)).toBeUndefined();
});

test("causes are followed, and only so deep", () => {
  let depth = 0;
  const line = `a: X\nX: a\n at y${"\nCaused by: Z: b".repeat(1000)}`;
  for (let error = decodeLogLine(line)?.cause; error; error = error.cause) depth += 1;
  expect(depth).toBe(31);
});

test("a hostile line takes no longer than its length", () => {
  const many = 100_000;
  for (const line of [
    `a: X\nX: ${"b: X\nX: ".repeat(many)}`,
    `a: X\nX${"\n".repeat(many)}\n at `,
    `a: X\nX\n at y${"\nCaused by: Z: ".repeat(many)}`,
    `[ERROR] X: ${"\nTraceback ".repeat(many)}`,
  ])
    expect(() => decodeLogLine(line)).not.toThrow();
});

test("every error that the runtime client was seen to log reads like the payload that it posted", () => {
  let compared = 0;
  for (const { name, stdout, posts } of observations.cases) {
    const [post] = posts;
    const line = stdout.split("\n").find((text) => text.includes("Invoke Error"));
    if (
      !post?.path.endsWith("/error") ||
      line === undefined ||
      line.includes(" chars]") ||
      post.body.includes(" chars]")
    )
      continue;
    const posted = decodeStandard(post.body);
    const logged = decodeLogLine(line);
    // A thrown value that is not an Error is logged as one, and a toJSON or a field of the error's own changes the line.
    if (
      logged === undefined ||
      /^(?:throw-|name-|error-tojson|getter-|rejected|cross-realm|handled|stack-|message-nonstring|del-char|proxy)/.test(
        name,
      ) ||
      logged.errorType !== posted.errorType
    )
      continue;
    expect([name, logged.message]).toEqual([name, posted.message]);
    compared += 1;
  }
  expect(compared).toBeGreaterThan(10);
});

test("a line that quotes another invocation's error has neither the error nor its request id", () => {
  const quoted = `2026-11-22T09:00:00.000Z ${ID} Task timed out after 3.00 seconds`;
  for (const line of [
    `2026-11-22T09:00:00.000Z\tr-1\tINFO\tcall again: ${quoted}`,
    `2026-11-22T09:00:00.000Z\tr-1\tINFO\t{"errorType":"E","errorMessage":"m"}`,
    `the callee: ${quoted}`,
  ])
    expect(decodeLogLine(line)).toBeUndefined();
  const own = `2026-11-22T09:00:00.000Z\tr-1\tERROR\tInvoke Error \t{"errorType":"E","errorMessage":"m","requestId":"${ID}"}`;
  expect(decodeLogLine(own)?.requestId).toBe("r-1");
});

test("an unhandled rejection keeps its reason as the cause", () => {
  const line = `t\tr-1\tERROR\tUnhandled Promise Rejection \t{"errorType":"Runtime.UnhandledPromiseRejection","errorMessage":"m","reason":{"errorType":"OrderNotFound","errorMessage":"m"}}`;
  expect(decodeLogLine(line)).toMatchObject({ cause: { errorType: "OrderNotFound" } });
});

test.each([
  ["Ruby", 'Error raised from handler method\n{"errorMessage":"m","errorType":"Function<E>"}', "m"],
  [
    "Python's logger",
    `[ERROR]\tt\t${ID}\tfailed\nTraceback (most recent call last):\n  File "a.py", line 1, in f\nKeyError: m`,
    "m",
  ],
  [
    "a restore",
    "RESTORE_REPORT Restore Duration: 1 ms\tStatus: error\tError Type: Runtime.ExitError",
    undefined,
  ],
  [
    "API Gateway",
    `(a-1) Lambda execution failed with status 200 due to customer function error: m. Lambda request id: ${ID}`,
    "m",
  ],
  [
    "the Telemetry API",
    '{"time":"t","type":"function","record":"[ERROR] KeyError: m\\nTraceback (most recent call last):\\n"}',
    "m",
  ],
])("an error of %s is read", (_what, line, message) => {
  expect(decodeLogLine(line)).toMatchObject(
    message === undefined ? { wire: "log" } : { wire: "log", message },
  );
});

test("a line of a quiet level, and a part of a line, report no error of their own", () => {
  const trace = "System.Exception: m\n   at A.B() in /f.cs:line 1";
  const json = '{"errorType":"E","errorMessage":"m"}';
  expect(decodeLogLine(`2026-11-22T09:00:00.000Z\t${ID}\tfail\t${trace}`)).toMatchObject({ message: "m" });
  expect(decodeLogLine(`2026-11-22T09:00:00.000Z\t${ID}\t${trace}`)).toMatchObject({ message: "m" });
  expect(decodeLogLine(`2026-11-22T09:00:00.000Z\t${ID}\tinfo\t${trace}`)).toBeUndefined();
  expect(decodeLogLine(json)).toMatchObject({ message: "m" });
  expect(decodeLogLine(`  ${json}`)).toBeUndefined();
});

test.each(["undefined", "null", "-", "''"])("%s in the place of an id is not one", (id) => {
  const line = `2026-11-22T09:00:00.000Z\t${id}\tERROR\t{"errorType":"E","errorMessage":"m"}`;
  expect(decodeLogLine(line)).toMatchObject({ errorType: "E", requestId: undefined });
  const record = { level: "ERROR", message: "m", errorType: "E", errorMessage: "m" };
  expect(decodeLogRecord({ ...record, requestId: id, AWSRequestId: "" })?.requestId).toBeUndefined();
  expect(decodeLogRecord({ ...record, requestId: "", AWSRequestId: "r-1" })?.requestId).toBe("r-1");
});

test("an exit before the first invocation has no request", () => {
  expect(decodeLogLine("RequestId: '' Error: Runtime exited\nRuntime.ExitError")).toEqual({
    ...{ wire: "log", payload: expect.anything(), reportedBy: "platform", requestId: undefined },
    ...{ message: "RequestId: '' Error: Runtime exited", errorType: "Runtime.ExitError" },
  });
});

test.each<[string, object]>([
  ["Execution failed due to an internal error\n", { message: "an internal error", execution: "unknown" }],
  [
    "Execution failed due to configuration error: Malformed Lambda proxy response",
    { message: "configuration error: Malformed Lambda proxy response", execution: "finished" },
  ],
  [
    `Lambda invocation failed with status: 429. Lambda request id: ${ID}`,
    {
      ...{ message: "Lambda invocation failed with status: 429", status: 429, reportedBy: "service" },
      ...{ requestId: ID, execution: "unknown" },
    },
  ],
  [
    `Lambda execution failed with status 200 due to customer function error: {"errorType":"E","errorMessage":"m"}. Lambda request id: ${ID}`,
    { errorType: "E", message: "m", requestId: ID, execution: "started" },
  ],
  [
    "Lambda execution failed with status 200 due to customer function error: m",
    { message: "m", execution: "started" },
  ],
])("a line of API Gateway has its words without those around them: %s", (words, expected) => {
  const line = `(a-1) ${words}`;
  expect(decodeLogLine(line)).toEqual({ wire: "log", payload: line, ...expected });
});

test.each<[string, object]>([
  [
    "EXTENSION\tName: agent\tState: Ready\tEvents: [INVOKE,SHUTDOWN]\tError Type: Extension.Crash\n",
    { errorType: "Extension.Crash" },
  ],
  [
    `RequestId: ${ID} Process exited before completing request\n`,
    { errorType: "Runtime.ExitError", requestId: ID },
  ],
])("a line of the platform is the message of its error: %s", (line, expected) => {
  expect(decodeLogLine(line)).toEqual({
    ...{ wire: "log", payload: line, message: line.trim(), reportedBy: "platform", ...expected },
  });
});

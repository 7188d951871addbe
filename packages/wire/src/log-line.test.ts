import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import observations from "../test/cases/node-ric-observations.json" with { type: "json" };
import { decodeLogLine } from "./log-line.ts";
import { decodeLogSubscription } from "./log-subscription.ts";
import { decodeStandard } from "./standard.ts";

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

test("a line of the handler's wrapper brings what callers were not told", () => {
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

test("a platform's line is told by its text, any other line is none", () => {
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
    // What is no Error is logged as one, and a toJSON or a field of the error's own changes the line.
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

test("a subscription's event is opened, and anything else is none", async () => {
  const record = {
    messageType: "DATA_MESSAGE",
    logGroup: "/aws/lambda/f",
    logStream: "s",
    logEvents: [{ id: "1", timestamp: 1, message: "hello" }],
  };
  const pack = (value: unknown) => ({
    awslogs: { data: gzipSync(JSON.stringify(value)).toString("base64") },
  });
  expect(await decodeLogSubscription(pack(record))).toEqual({
    logGroup: "/aws/lambda/f",
    logStream: "s",
    logEvents: record.logEvents,
  });
  for (const value of [
    undefined,
    {},
    { awslogs: {} },
    { awslogs: { data: "no gzip" } },
    pack({ ...record, messageType: "CONTROL_MESSAGE" }),
    pack(7),
  ]) {
    expect(await decodeLogSubscription(value)).toBeUndefined();
  }
});

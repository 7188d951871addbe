import { expect, test } from "vitest";
import { decodeLogLine, decodeLogRecord } from "./log-line.ts";

const ID = "7db0b12d-0e37-4f1c-9f29-a0dc4b7b9ed0";
const event = (type: string, record: unknown) => ({ time: "2026-11-22T09:00:00.000Z", type, record });

test.each([
  [
    "platform.report",
    { status: "timeout" },
    "Sandbox.Timedout",
    "The invocation ended with the status timeout",
  ],
  ["platform.runtimeDone", { status: "error" }, undefined, "The invocation ended with the status error"],
  [
    "platform.initReport",
    { status: "failure" },
    undefined,
    "The initialisation ended with the status failure",
  ],
  [
    "platform.restoreReport",
    { status: "error", errorType: "E" },
    "E",
    "The initialisation ended with the status error",
  ],
  [
    "platform.extension",
    { errorType: "Extension.Crash" },
    "Extension.Crash",
    "The extension ended with the status error",
  ],
])("%s of %j is an error of the platform", (type, record, errorType, message) => {
  const payload = event(type, { requestId: ID, ...record });
  expect(decodeLogRecord(payload)).toEqual({
    ...{ wire: "log", payload, reportedBy: "platform", errorType, message, requestId: ID },
  });
});

test("an older event has a line of the text format", () => {
  const line = `RequestId: ${ID} Error: Runtime exited\nRuntime.ExitError`;
  const payload = event("platform.fault", line);
  expect(decodeLogRecord(payload)).toEqual({
    ...{ wire: "log", payload, reportedBy: "platform", errorType: "Runtime.ExitError", requestId: ID },
    message: `RequestId: ${ID} Error: Runtime exited`,
  });
  expect(decodeLogRecord(event("platform.logsDropped", line))).toBeUndefined();
  expect(decodeLogRecord(event("function", line))).toMatchObject({ errorType: "Runtime.ExitError" });
});

test.each([
  ["a success", event("platform.report", { status: "success" })],
  ["an event without a status", event("platform.report", {})],
  ["an event of another kind", event("platform.start", { status: "error", errorType: "E" })],
  ["an event of another text", event("platform.fault", {})],
  ["a record that is a text", event("platform.report", "text")],
  ["a record that is null", event("platform.report", null)],
  ["a line of the function that reports none", event("function", "all is well")],
])("%s is not an error", (_what, value) => {
  expect(decodeLogRecord(value)).toBeUndefined();
  expect(decodeLogLine(JSON.stringify(value))).toBeUndefined();
});

test("members whose conversion to text throws are left out", () => {
  const hostile = JSON.parse('{"toString":1,"valueOf":1}');
  expect(decodeLogRecord({ level: "ERROR", message: hostile, type: hostile })).toBeUndefined();
  expect(decodeLogRecord(event("platform.report", { status: hostile, errorType: "E" }))).toMatchObject({
    ...{ errorType: "E", message: "The invocation ended with the status error" },
  });
});

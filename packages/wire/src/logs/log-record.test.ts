import { describe, expect, test } from "vitest";
import { decodeLogLine, decodeLogRecord } from "./log-line.ts";

const error = { errorType: "E", errorMessage: "m" };
const logged = { level: "ERROR", message: "failed", ...error };
const TRACE = "System.Exception: first\n   at A.B() in /f.cs:line 1";

test("of a list of records the first error counts, and the list is its payload", () => {
  const list = [null, "text", { level: "INFO", message: "hello" }, logged, { ...logged, errorType: "F" }];
  expect(decodeLogRecord(list)).toMatchObject({ errorType: "E", message: "m", payload: list });
  expect(decodeLogRecord(list.slice(0, 3))).toBeUndefined();
  expect(decodeLogRecord([])).toBeUndefined();
});

test.each([
  ["a level and a message", logged],
  ["a level and Pino's message", { level: "ERROR", msg: "failed", ...error }],
  ["a number as its level", { level: 50, msg: "failed", ...error }],
  ["the number of a warning", { level: 40, msg: "failed", ...error }],
  ["the level of Powertools for Java", { log_level: "ERROR", message: "failed", ...error }],
  ["a type, a time and a record", { type: "t", time: "t", record: "r", ...error }],
])("an object is a record by %s", (_what, record) => {
  expect(decodeLogRecord(record)).toMatchObject({ wire: "log", errorType: "E", payload: record });
});

test.each([
  ["a message alone", { message: "failed", ...error }],
  ["a level alone", { level: "ERROR", ...error }],
  ["a quiet level", { level: "info", message: "failed", ...error }],
  ["the number of a quiet level", { level: 39, msg: "failed", ...error }],
  ["a type and a time", { type: "t", time: "t", ...error }],
  ["a record alone", { record: "r", ...error }],
  ["a record and a time", { type: 7, time: "t", record: "r", ...error }],
  ["a record and a type", { type: "t", time: 7, record: "r", ...error }],
  ["the wrapper's name alone", { faultwire: "E", ...error }],
  ["an error alone", { error }],
])("an object is not a record by %s", (_what, value) => {
  expect(decodeLogRecord(value)).toBeUndefined();
});

describe("a message that is a trace", () => {
  test("is the error of a logger that has no other", () => {
    const record = { level: "ERROR", message: TRACE, requestId: "r-1" };
    expect(decodeLogRecord(record)).toMatchObject({
      errorType: "System.Exception",
      message: "first",
      requestId: "r-1",
    });
    expect(decodeLogRecord({ ...record, level: "DEBUG" })).toBeUndefined();
  });

  test("is not that of a record that names its error", () => {
    expect(decodeLogRecord({ ...logged, message: TRACE })).toMatchObject({ errorType: "E", message: "m" });
  });
});

test("the id of another call, in an error that was logged as the message, is not the record's", () => {
  const printed = { ...error, requestId: "another call's" };
  expect(decodeLogRecord({ level: "ERROR", message: printed })?.requestId).toBeUndefined();
  expect(decodeLogRecord({ level: "ERROR", message: printed, requestId: "r-1" })?.requestId).toBe("r-1");
});

test("a text in a record that is not a line of a function is not read", () => {
  const line = "RequestId: r Error: Runtime exited\nRuntime.ExitError";
  expect(decodeLogRecord({ type: "extension", time: "t", record: line })).toBeUndefined();
});

describe("an error of the wrapper's line", () => {
  const read = (wrapped: object) => decodeLogLine(JSON.stringify({ faultwire: "E", error: wrapped }));

  test("has 32 causes, and members only where it has any", () => {
    const nested = (depth: number): object =>
      depth === 0 ? { errorType: "Last" } : { errorType: "E", errorMessage: "m", cause: nested(depth - 1) };
    const lastOf = (value: object) => {
      let found = read(value);
      while (found?.cause) found = found.cause;
      return found?.errorType;
    };
    expect(lastOf(nested(32))).toBe("Last");
    expect(lastOf(nested(33))).toBe("E");
    expect(read(error)).not.toHaveProperty("members");
  });

  test("is that of Powertools where it has a name and a message and no type", () => {
    const formatted = {
      name: "NoSeat",
      message: "row 7",
      location: "a.ts:1",
      stack: ["NoSeat: row 7", "at a"],
    };
    expect(read(formatted)).toMatchObject({
      ...{ errorType: "NoSeat", message: "row 7", remoteStack: formatted.stack },
    });
    expect(read({ ...formatted, stack: "NoSeat: row 7\nat a" })?.remoteStack).toEqual(formatted.stack);
    expect(read({ ...formatted, ...error })).toMatchObject({
      ...{ errorType: "E", message: "m", members: { name: "NoSeat", message: "row 7", location: "a.ts:1" } },
    });
    for (const other of [{ name: 7 }, { message: 7 }])
      expect(read({ ...formatted, ...other }), JSON.stringify(other)).toBeUndefined();
  });
});

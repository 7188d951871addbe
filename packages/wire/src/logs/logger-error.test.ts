import { describe, expect, test } from "vitest";
import { decodeLoggerError } from "./logger-error.ts";

const error = { name: "NoSeat", message: "row 7", stack: "NoSeat: row 7\r\n\n    at a\n" };
const read = {
  ...{ wire: "log", errorType: "NoSeat", message: "row 7", execution: "started" },
  remoteStack: ["NoSeat: row 7", "    at a"],
};

describe("an error that a logger wrote beside its message", () => {
  test.each(["error", "err", "exception"])("is in %s", (holder) => {
    expect(decodeLoggerError({ message: "m", [holder]: error })).toEqual({ ...read, payload: error });
  });

  test("may have a type and a list of frames", () => {
    const { name: type, stack, ...others } = error;
    const listed = { ...others, type, stack_trace: ["a", "", { b: 1 }] };
    expect(decodeLoggerError({ err: listed })).toEqual({
      ...{ ...read, payload: listed, remoteStack: ["a", '{"b":1}'] },
    });
    expect(stack).toBe(error.stack);
  });

  test("has its causes, to a depth", () => {
    expect(decodeLoggerError({ error: { ...error, cause: { ...error, name: "Full" } } })).toEqual({
      ...{ ...read, payload: expect.anything() },
      cause: { ...read, payload: expect.anything(), errorType: "Full" },
    });
    expect(decodeLoggerError({ error: { ...error, cause: "text" } })).not.toHaveProperty("cause");
    let deep: object = error;
    for (let depth = 0; depth < 40; depth += 1) deep = { ...error, cause: deep };
    let found = decodeLoggerError({ error: deep });
    for (let depth = 0; depth < 32; depth += 1) found = found?.cause;
    expect(found).toMatchObject({ errorType: "NoSeat" });
    expect(found).not.toHaveProperty("cause");
  });

  test("is not in any other record", () => {
    for (const other of [
      ...[{}, { error: "text" }, { error: {} }, { error: { ...error, name: 7 } }],
      ...[{ error: { ...error, message: 7 } }, { error: { ...error, stack: 7 } }, { failure: error }],
    ])
      expect(decodeLoggerError(other)).toBeUndefined();
  });
});

describe("a traceback that Powertools for Python wrote", () => {
  const exception = 'Traceback (most recent call last):\n  File "a.py", line 1, in f\nValueError: row 7';

  test("has the name that is beside it", () => {
    expect(decodeLoggerError({ exception_name: "NoSeat", exception })).toMatchObject({
      ...{ errorType: "NoSeat", message: "row 7" },
    });
  });

  test("is not one without a name, or that is anything else", () => {
    for (const other of [
      { exception },
      { exception_name: 7, exception },
      { exception_name: "E", exception: 7 },
    ])
      expect(decodeLoggerError(other)).toBeUndefined();
    expect(decodeLoggerError({ exception_name: "E", exception: "text" })).toBeUndefined();
  });
});

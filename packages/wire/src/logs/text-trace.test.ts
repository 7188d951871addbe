import { describe, expect, test } from "vitest";
import { decodePythonTrace, decodeTextTrace } from "./text-trace.ts";

const ID = "7db0b12d-0e37-4f1c-9f29-a0dc4b7b9ed0";
const trace = (end: string) =>
  `Traceback (most recent call last):\n  File "a.py", line 1, in f\n    g()\n${end}`;
const frames = ['  File "a.py", line 1, in f', "    g()"];

test.each<[string, string, string, string, readonly string[]]>([
  [
    "Python without a message",
    '[ERROR] AssertionError\nTraceback (most recent call last):\n  File "a.py", line 1, in f\n\n',
    ...(["AssertionError", "", ['  File "a.py", line 1, in f']] as const),
  ],
  [
    "the runtime of Python",
    "[ERROR] Runtime.ImportModuleError: Unable to import module 'app'\n",
    ...(["Runtime.ImportModuleError", "Unable to import module 'app'", []] as const),
  ],
  [
    "Java without a message",
    "null: java.lang.NullPointerException\njava.lang.NullPointerException\n\tat a.B.c(B.java:1)\n\tat a.B.d(B.java:2)\n",
    ...(["java.lang.NullPointerException", "", ["\tat a.B.c(B.java:1)", "\tat a.B.d(B.java:2)"]] as const),
  ],
  [
    "a thread of Java, with a message of two lines",
    'Exception in thread "main" java.lang.IllegalStateException: no seat\nin row 7\n\tat a.B.c(B.java:1)',
    ...(["java.lang.IllegalStateException", "no seat\nin row 7", ["\tat a.B.c(B.java:1)"]] as const),
  ],
  [
    "a logger of Java, the exception on the next line",
    "10:00:00 ERROR Handler - failed\r\njava.lang.IllegalStateException: no seat\n\tat a.B.c(B.java:1)",
    ...(["java.lang.IllegalStateException", "no seat", ["\tat a.B.c(B.java:1)"]] as const),
  ],
  [
    "PHP",
    "PHP Fatal error:  Uncaught App\\NoSeat: row 7 in /var/task/a.php:3\nStack trace:\n#0 /var/task/b.php(4): f()\n",
    ...(["App\\NoSeat", "row 7", ["#0 /var/task/b.php(4): f()"]] as const),
  ],
  [
    ".NET",
    "Unhandled exception. System.Exception: m\n   at A.B() in /f.cs:line 1\n   \n",
    ...(["System.Exception", "m", ["   at A.B() in /f.cs:line 1"]] as const),
  ],
])("an error in the text of %s is read", (_what, text, errorType, message, remoteStack) => {
  expect(decodeTextTrace(text)).toEqual({
    ...{ wire: "log", payload: expect.any(String), errorType, message, remoteStack, execution: "started" },
  });
});

test("a cause of Java without frames, and one that cannot be read, are causes", () => {
  const head = "java.lang.IllegalStateException: no seat";
  const text = `no seat: java.lang.IllegalStateException\n${head}\n\tat a.B.c(B.java:1)\nCaused by: `;
  expect(decodeTextTrace(`${text}java.io.IOException: gone\n`)?.cause).toMatchObject({
    ...{ errorType: "java.io.IOException", message: "gone", remoteStack: [] },
  });
  expect(decodeTextTrace(`${text}<unreadable>`)).toMatchObject({
    ...{ message: "no seat", cause: { errorType: undefined, message: "", remoteStack: [] } },
  });
});

describe("a traceback of Python", () => {
  test("ends in the exception, with or without a message", () => {
    expect(decodePythonTrace(trace("NoSeat: row 7\n"))).toMatchObject({
      ...{ errorType: "NoSeat", message: "row 7", remoteStack: frames },
    });
    expect(decodePythonTrace(trace("app.NoSeat"))).toMatchObject({ errorType: "app.NoSeat", message: "" });
  });

  test("is below the line of a logger, which has the request", () => {
    const text = `[ERROR]\t2026-11-22T09:00:00.000Z\t${ID}\tfailed\n${trace("NoSeat: row 7\n")}`;
    expect(decodeTextTrace(text)).toEqual({
      ...{ wire: "log", payload: text, errorType: "NoSeat", message: "row 7", execution: "started" },
      ...{ remoteStack: frames, requestId: ID },
    });
    expect(decodeTextTrace(text.replace("NoSeat: row 7", "  raise"))).toBeUndefined();
  });

  test("is not a text that begins or ends with anything else", () => {
    for (const text of [
      "NoSeat",
      "NoSeat: row 7",
      "Traceback",
      `see ${trace("NoSeat: row 7")}`,
      trace("  raise"),
    ])
      expect(decodePythonTrace(text)).toBeUndefined();
  });
});

test.each([
  [
    "a quoted exception of Java",
    "no error here\njava.lang.IllegalStateException: no seat\n\tat a.B.c(B.java:1)",
  ],
  ["a thread without an exception", 'Exception in thread "main" oops\n\tat a.B.c(B.java:1)'],
  ["a line of a log", "all is well"],
  ["an empty text", ""],
])("%s is not an error of the text", (_what, text) => {
  expect(decodeTextTrace(text)).toBeUndefined();
});

import { describe, expect, test } from "vitest";
import { local } from "../src/index.ts";
import { readFrames } from "../src/lambda/environment/telemetry-frames.ts";
import { call } from "./call.ts";

const root = `${import.meta.dirname}/functions`;

describe.each(["nodejs24.x", "nodejs22.x"] as const)("a log message under %s", (runtime) => {
  test("keeps its line breaks, between what is written to stdout and stderr", async () => {
    await using lambda = await local({ root, functions: { f: { handler: "talking.handler", runtime } } });
    const { log, payload } = await call(lambda, "f");
    const written = log.split("\n").filter((line) => !/^(START|END|REPORT) /.test(line));
    expect(written.map((line) => line.replace(/^\S+Z\t[0-9a-f-]{36}/, "<head>"))).toEqual([
      "before",
      "<head>\tINFO\tfirst line",
      "second line: ü 💥",
      "",
      "fourth line",
      "between",
      "<head>\tERROR\tat the end",
      "after",
      "",
    ]);
    expect(payload).toEqual({ descriptor: null });
  });

  test("is JSON on a line of its own with the log format JSON", async () => {
    const environment = { AWS_LAMBDA_LOG_FORMAT: "JSON" };
    const handler = "talking.handler";
    await using lambda = await local({ root, functions: { f: { handler, runtime, environment } } });
    const { log } = await call(lambda, "f");
    const lines = log.split("\n").filter((line) => line.startsWith("{"));
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: "INFO", message: "first line\nsecond line: ü 💥\n\nfourth line" },
      { level: "ERROR", message: "at the end" },
    ]);
  });
});

/** A frame as AWS's runtime client writes it. */
const frame = (message: string, { type = 0xa55a000f, length = Buffer.byteLength(message) } = {}) => {
  const header = Buffer.alloc(16);
  header.writeUInt32BE(type, 0);
  header.writeInt32BE(length, 4);
  header.writeBigInt64BE(1_700_000_000_000_000n, 8);
  return Buffer.concat([header, Buffer.from(message)]);
};

test.each([
  ["a message", [frame("a\nb\n")], "a\nb\n"],
  ["a message without an end", [frame('{"a":1}', { type: 0xa55a000e }), frame("b\n")], '{"a":1}\nb\n'],
  ["text that has no end before a message", [Buffer.from("raw"), frame("m\n")], "raw\nm\n"],
  ["text after a message", [frame("m\n"), Buffer.from("raw")], "m\nraw"],
  ["an empty message", [frame("\n"), frame("b\n")], "\nb\n"],
  ["a message that broke off", [frame("ab", { length: 100 })], "ab\n"],
  ["text alone", [Buffer.from("raw")], "raw"],
  [
    "a text with the bytes that begin a frame",
    [Buffer.from("¥Z\0\x0f and more than a header")],
    "¥Z\0\x0f and more than a header",
  ],
])("%s in the log is read", (_, parts, text) => {
  expect(readFrames(Buffer.concat(parts)).toString("utf8")).toBe(text);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeMessage, foldMessage, MESSAGE_LIMIT } from "./message.ts";

test("a message becomes one line", () => {
  expect(foldMessage("a\nb\r\nc\u2028d\x7fe")).toBe("a b c d e");
});

test("a short message is left as it is", () => {
  expect(encodeMessage("déjà vu 😀")).toBe("déjà vu 😀");
});

test("a long message is cut where it still fits when escaped, and never inside a character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 4000, maxLength: 9000, size: "max" }), (message) => {
      const encoded = encodeMessage(message);
      expect(JSON.stringify(encoded).length - 2).toBeLessThanOrEqual(MESSAGE_LIMIT);
      if (encoded !== foldMessage(message)) {
        expect(encoded.endsWith("…")).toBe(true);
        expect(foldMessage(message).startsWith(encoded.slice(0, -1))).toBe(true);
      }
    }),
    { numRuns: 100 },
  );
  expect(encodeMessage("😀".repeat(4096))).toBe(`${"😀".repeat(2047)}…`);
});

test("a message with a quote at the limit is cut before it", () => {
  expect(encodeMessage('aaaaaaaa"aaaa', 10)).toBe("aaaaaaaa…");
  expect(encodeMessage('aaaaaaa"aaaaa', 10)).toBe('aaaaaaa"…');
});

test.each([-1000, -1, 0, 1, 2, 5])(
  "a message of control characters ends with room for %i characters",
  (limit) => {
    const encoded = encodeMessage("\0".repeat(9000), limit);
    expect(encoded.length).toBeLessThanOrEqual(Math.max(limit, 0));
    expect(encoded).toBe(limit > 0 ? "…" : "");
  },
);

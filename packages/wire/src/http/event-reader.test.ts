import fc from "fast-check";
import { expect, test } from "vitest";
import { readEvents } from "./event-reader.ts";

const read = (...pieces: readonly string[]) => {
  const reader = readEvents();
  return { events: pieces.flatMap((piece) => reader.read(piece)), isCut: reader.isCut() };
};
const message = (data: string, id = "") => ({ event: "message", data, id });

test.each([
  ["data: a\n\n", [message("a")]],
  ["data:a\ndata: b\ndata\n\n", [message("a\nb\n")]],
  ["data:  a: b\n\n", [message(" a: b")]],
  ["event: x\ndata: 1\n\ndata: 2\n\n", [{ event: "x", data: "1", id: "" }, message("2")]],
  ["event: x\n\n: comment\n\n\nretry: 10\nother: 1\n\n", []],
  ["id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n", [message("a", "1"), message("b", "1"), message("c")]],
  ["id: 1\n\nid: a\0b\ndata: a\n\n", [message("a", "1")]],
  ["data: a\r\rdata: b\r\n\r\ndata: c\n\r", [message("a"), message("b"), message("c")]],
])("%j is read as browsers read it, cut anywhere", (text, events) => {
  expect(read(text)).toEqual({ events, isCut: false });
  expect(read(...text)).toEqual({ events, isCut: false });
  fc.assert(
    fc.property(fc.nat(text.length), fc.nat(text.length), (one, other) => {
      const [from, to] = [Math.min(one, other), Math.max(one, other)];
      expect(read(text.slice(0, from), text.slice(from, to), text.slice(to)).events).toEqual(events);
    }),
  );
});

test.each([
  ["", false],
  ["data: a\n\n", false],
  [": ping", false],
  [": ping\n", false],
  ["retry: 10\n", false],
  ["data: a\n", true],
  ["data: a", true],
  ["event: a\n", true],
  ["id: a\n", true],
  ["data: a\n\nd", true],
])("%j ends in the middle of an event: %j", (text, isCut) => {
  expect(read(text).isCut).toBe(isCut);
});

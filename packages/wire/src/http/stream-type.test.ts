import { describe, expect, test } from "vitest";
import { decodeStreamType, encodeStreamType } from "./stream-type.ts";

const token = "5f0c6d0e-4a1b-4a57-9d0e-1d1f6d3f8a11";

describe("the token of a stream's frame", () => {
  test.each([
    ["text/event-stream", "events"],
    ["TEXT/Event-Stream; charset=utf-8", "events"],
    ['text/event-stream;charset="UTF-8" ;', "events"],
    ["application/x-ndjson", "rows"],
    ["application/ndjson; charset=us-ascii", "rows"],
    ["application/jsonl", "rows"],
    ["application/x-jsonlines", "rows"],
    ["application/json-lines", "rows"],
    ["text/x-ndjson", "rows"],
  ])("is a parameter of %s, and is read off it", (contentType, form) => {
    expect(decodeStreamType(contentType)).toEqual({ form, token: undefined });
    const announced = encodeStreamType(contentType, token) ?? "";
    expect(announced.startsWith(contentType.replace(/[ ;]+$/, ""))).toBe(true);
    expect(announced).toMatch(/[^;\s]; faultwire=[\w-]+$/);
    expect(decodeStreamType(announced)).toEqual({ form, token });
    // That of the function that began the stream stays.
    expect(encodeStreamType(announced, "another-token-0123")).toBeUndefined();
  });

  test.each([
    "",
    "text/plain",
    "application/json",
    "application/json-seq",
    "x-ndjson",
    "text/event-streams",
    "text/event-stream; charset=utf-16",
    "application/x-ndjson; CHARSET = latin1",
  ])("is not a parameter of %j", (contentType) => {
    expect(encodeStreamType(contentType, token)).toBeUndefined();
  });

  test.each([
    undefined,
    "text/event-stream; faultwire",
    "text/event-stream; faultwire=short",
    `text/event-stream; faultwire=${"a".repeat(65)}`,
    `text/event-stream; faultwire="${token}\n"`,
    `text/plain; faultwire=${token}`,
  ])("is not read off %j", (contentType) => {
    expect(decodeStreamType(contentType).token).toBeUndefined();
  });

  test("may be quoted, as a proxy may write it", () => {
    expect(decodeStreamType(`text/event-stream;FaultWire="${token}"; a=b=c`).token).toBe(token);
  });
});

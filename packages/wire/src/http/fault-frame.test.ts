import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeFaultFrame, decodeFramedBody, encodeFaultFrame } from "./fault-frame.ts";
import { splitAtFrame } from "./frame-splitter.ts";

const token = "5f0c6d0e-4a1b-4a57-9d0e-1d1f6d3f8a11";
const fault = { errorType: "Cut", message: "cut off", status: 503, retryable: true, retryAfter: 3 };
const frameOf = (more: object = {}, form: "events" | "rows" = "rows") =>
  encodeFaultFrame({ ...fault, ...more }, { form, token, requestId: "r-1" });
const bytes = (text: string) => new TextEncoder().encode(text);

/** Gives pieces to a splitter, and joins what it passes on. */
function split(form: "events" | "rows", pieces: readonly Uint8Array[]) {
  const splitter = splitAtFrame(form, token);
  const passed = Buffer.concat(pieces.map((piece) => splitter.pass(piece)));
  const end = splitter.end();
  return { passed: passed.toString(), isOver: splitter.isOver(), end };
}

describe("a frame", () => {
  test("is a line of JSON, or an event called error", () => {
    const json = `{"faultwire":"${token}","error":{"errorType":"Cut","message":"cut off","details":{"row":7},"status":503,"retryable":true,"retryAfter":3,"requestId":"r-1"}}`;
    expect(frameOf({ details: { row: 7 } })).toBe(`${json}\n`);
    expect(frameOf({ details: { row: 7 } }, "events")).toBe(`event: error\ndata: ${json}\n\n`);
  });

  test("is one line of ASCII, whatever is in it, and all of it is read back", () => {
    const odd = ["a", '"', "\n", "\0", "\x7f", "\x85", "é", "\u2028", "\uffff", "💥", "\ud83d"];
    const text = fc.array(fc.constantFrom(...odd)).map((characters) => characters.join(""));
    fc.assert(
      fc.property(
        text,
        text,
        fc.constantFrom("events" as const, "rows" as const),
        (message, detail, form) => {
          const frame = frameOf({ message, details: { detail } }, form);
          expect(frame).toMatch(/^[\n -~]+$/);
          expect(frame.split("\n")).toHaveLength(form === "events" ? 4 : 2);
          expect(decodeFaultFrame(frame)?.details).toEqual(JSON.parse(JSON.stringify({ detail })));
        },
      ),
    );
    expect(frameOf({ message: "a\u2028b\u0085é💥" })).toContain('"a b\\u0085\\u00e9\\ud83d\\udca5"');
  });

  test("has the size of details that are too large for it", () => {
    expect(decodeFaultFrame(frameOf({ details: "a".repeat(2_000_000) }))).toMatchObject({
      dropped: 2_000_002,
    });
    expect(decodeFaultFrame(frameOf({ details: "a".repeat(1_900_000) }))).not.toHaveProperty("dropped");
  });

  test.each(["", "{", "{}", '{"error":1}', "[]"])("is not %j", (text) => {
    expect(decodeFaultFrame(text)).toBeUndefined();
  });
});

describe.each(["events", "rows"] as const)("the body of %s that was collected", (form) => {
  const type = `text/event-stream;FaultWire="${token}" ; a=b`;

  test("has the error of its frame", () => {
    const body = `{}\n\n${frameOf({ details: { row: 7 } }, form)}`;
    expect(decodeFramedBody(type, body)).toMatchObject({
      errorType: "Cut",
      details: { row: 7 },
      retryAfter: 3,
    });
    expect(decodeFramedBody(type, body.slice(0, -9))).toMatchObject({
      ...{ reportedBy: "transport", execution: "started", message: expect.stringContaining("ended before") },
      payload: expect.stringMatching(/^\{"faultwire"/),
    });
  });

  test.each([
    ["without a token in its type", "text/event-stream", frameOf({}, form)],
    ["with a frame of another token", type, frameOf({}, form).replace(token, "another-token-0123")],
    ["without a frame", type, "{}\n"],
  ])("has no error %s", (_, contentType, body) => {
    expect(decodeFramedBody(contentType, body)).toBeUndefined();
  });
});

describe.each(["events", "rows"] as const)("the frame of %s is found", (form) => {
  const frame = frameOf({ details: { row: 7 } }, form);
  const before = form === "events" ? "data: eé\n\nevent: e\n\n" : '{"a":"é{"}\n{"faultwire":\n';
  const found = {
    passed: before,
    isOver: true,
    end: {
      error: expect.objectContaining({
        errorType: "Cut",
        details: { row: 7 },
        requestId: "r-1",
        execution: "started",
      }),
    },
  };

  test("wherever the stream is in pieces", () => {
    const all = bytes(before + frame);
    fc.assert(
      fc.property(fc.array(fc.nat(all.length), { maxLength: 5 }), (cuts) => {
        const places = [0, ...cuts.sort((one, other) => one - other), all.length];
        const pieces = places.slice(1).map((end, index) => all.subarray(places[index], end));
        expect(split(form, pieces)).toEqual(found);
      }),
    );
    expect(
      split(
        form,
        [...all].map((byte) => Uint8Array.of(byte)),
      ),
    ).toEqual(found);
  });

  test("and nothing after it is passed on", () => {
    expect(split(form, [bytes(before + frame), bytes("more"), bytes(frame)])).toEqual(found);
  });

  test("by its own token alone: a user's text does not pass for it", () => {
    const spoof = frame.replace(token, token.replace("5", "6"));
    expect(split(form, [bytes(spoof)])).toEqual({
      passed: spoof,
      isOver: false,
      end: { held: expect.anything() },
    });
  });

  test("to be cut where its end has not come", () => {
    const start = frame.slice(0, -20);
    expect(split(form, [bytes(before), bytes(start)])).toEqual({
      passed: before,
      isOver: false,
      end: { error: undefined },
    });
  });

  test("not to be there where the stream ends in the beginning of one, which is passed on at the end", () => {
    const { passed, end } = split(form, [bytes(before + frame.slice(0, 12))]);
    expect(passed + new TextDecoder().decode("held" in end ? end.held : undefined)).toBe(
      before + frame.slice(0, 12),
    );
  });

  test("to be cut where it is longer than any frame", () => {
    const splitter = splitAtFrame(form, token);
    splitter.pass(bytes(frame.slice(0, -2)));
    for (let size = 0; size <= 2_100_000; size += 100_000) splitter.pass(new Uint8Array(100_000).fill(32));
    expect([splitter.isOver(), splitter.end()]).toEqual([true, { error: undefined }]);
  });
});

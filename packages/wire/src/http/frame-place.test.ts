import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readEvents } from "./event-reader.ts";
import { cutEventName, followStream } from "./frame-place.ts";

const token = "t".repeat(16);
const cut = cutEventName(token);

function leadAfter(form: "events" | "rows", ...chunks: readonly string[]): string {
  const place = followStream(form, token);
  for (const chunk of chunks) place.follow(new TextEncoder().encode(chunk));
  return place.lead();
}

describe("before the frame of rows", () => {
  test.each([
    ["nothing", "", ""],
    ["a row", '{"a":1}\n', ""],
    ["a row with both line ends", '{"a":1}\r\n', ""],
    ["a row without its line end", '{"a":1}', "\n"],
    ["half a row", '{"a":"b', "\n"],
    ["a number, of which more may have come", "12", ".\n"],
  ])("comes after %s what ends the line", (_, written, lead) => {
    expect(leadAfter("rows", written)).toBe(lead);
    expect(leadAfter("rows", "1\n", written, "")).toBe(lead);
  });
});

describe("before the frame of events", () => {
  test.each([
    ["nothing", ""],
    ["an event", "data: 1\n\n"],
    ["an event of other line ends", "data: 1\r\n\r\n"],
    ["an event of old line ends", "data: 1\r\r"],
    ["an event and more line ends", "data: 1\n\n\n\r\n"],
  ])("comes nothing after %s", (_, written) => {
    expect(leadAfter("events", written)).toBe("");
    expect(leadAfter("events", ...written)).toBe("");
  });

  test("half an event gets a name without listeners", () => {
    expect(leadAfter("events", 'data: {"a"')).toBe(`.\nevent: ${cut}\n\n`);
    expect(leadAfter("events", "data: 1\n")).toBe(`event: ${cut}\n\n`);
    expect(leadAfter("events", "data: 1\r")).toBe(`event: ${cut}\n\n`);
    // Half of a number of milliseconds is a shorter one.
    expect(leadAfter("events", "retry: 10")).toBe(`.\nevent: ${cut}\n\n`);
  });

  test("the id of half an event is not one to resume from", () => {
    const whole = "id: é7\ndata: 1\n\n";
    expect(leadAfter("events", whole, "id: 8\ndata: 2")).toBe(`.\nevent: ${cut}\nid: é7\n\n`);
    expect(leadAfter("events", whole, "id:8\n")).toBe(`event: ${cut}\nid: é7\n\n`);
    expect(leadAfter("events", whole, "i")).toBe(`.\nevent: ${cut}\n\n`);
    expect(leadAfter("events", whole, "id: 8")).toBe(`.\nevent: ${cut}\nid: é7\n\n`);
    expect(leadAfter("events", "id: 8")).toBe(`.\nevent: ${cut}\nid: \n\n`);
    expect(leadAfter("events", "id: 7\n\ndata: 1\n\nid: \0\ndata: 2\n\nid\ndata: 3")).toContain("\nid: 7\n");
    expect(leadAfter("events", "id: a:b\n\n", "id")).toContain("\nid: a:b\n");
  });

  test("a reader finds the events that were whole, wherever the stream was cut, and the id of the last", () => {
    const stream =
      "\ufeffid: 1\ndata: a\n\nevent: x\r\nid: 2\r\ndata: é\r\n\r\n: c\rretry: 9\rid: 3\rdata\rdata: b\r\r";
    const bytes = new TextEncoder().encode(stream);
    const eventsIn = (given: Uint8Array) => readEvents().read(new TextDecoder().decode(given));
    fc.assert(
      fc.property(fc.nat(bytes.length), fc.nat(bytes.length), (end, middle) => {
        const place = followStream("events", token);
        for (const part of [
          bytes.subarray(0, Math.min(middle, end)),
          bytes.subarray(Math.min(middle, end), end),
        ])
          place.follow(part);
        const frame = new TextEncoder().encode(`${place.lead()}event: error\ndata: f\n\n`);
        const whole = eventsIn(bytes.subarray(0, end));
        const id = whole.at(-1)?.id ?? "";
        const events = eventsIn(Buffer.concat([bytes.subarray(0, end), frame]));
        expect(events.filter(({ event }) => event !== cut)).toEqual([
          ...whole,
          { event: "error", data: "f", id },
        ]);
      }),
    );
  });
});

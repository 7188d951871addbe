import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { createFetch, createHttpCaller, parse, parseStream } from "@faultwire/caller";
import { createCaller } from "@faultwire/caller/lambda";
import { type Local, local } from "@faultwire/local";
import { createParser, type EventSourceMessage } from "eventsource-parser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sourceEnvironment } from "../../source-environment.ts";
import { Cut, Rows } from "./functions/stream-faults.ts";

/* The last frame of streams, from a wrapped handler under AWS's runtime client over real HTTP to every kind of reader. */

let lambda: Local;

beforeAll(async () => {
  const environment = sourceEnvironment;
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: {
      framed: { handler: "framed.handler", environment, timeout: 3 },
      bare: { handler: "framed.bare", environment },
      closed: { handler: "framed.closed", environment },
    },
    apis: {
      url: { type: "function-url", function: "framed", invokeMode: "RESPONSE_STREAM" },
      rest: { type: "rest", routes: { "GET /": { function: "framed", responseTransferMode: "STREAM" } } },
      bare: { type: "function-url", function: "bare", invokeMode: "RESPONSE_STREAM" },
      closed: { type: "function-url", function: "closed", invokeMode: "RESPONSE_STREAM" },
    },
  });
});
afterAll(() => lambda.close());

const TYPES = { events: "text/event-stream; charset=utf-8", rows: "application/x-ndjson" };
const typed = { name: "Cut", message: "cut at row 7", status: 503, retryAfter: 5, execution: "started" };

function urlOf(api: string, query: Readonly<Record<string, string>>): string {
  return lambda.url(api, `/?${new URLSearchParams(query)}`);
}

/** Reads the data of a stream to its end, and what it throws. */
async function collect(parts: AsyncIterable<unknown>) {
  const read: unknown[] = [];
  try {
    for await (const part of parts)
      read.push(Object(part).data === undefined ? part : JSON.parse(Object(part).data));
  } catch (thrown) {
    return { read, thrown };
  }
  return { read };
}

/** Reads events as a browser's EventSource does. */
function eventsIn(text: string): EventSourceMessage[] {
  const events: EventSourceMessage[] = [];
  createParser({ onEvent: (event) => events.push(event) }).feed(text);
  return events;
}

describe.each([
  ["url", "events"],
  ["url", "rows"],
  ["rest", "events"],
] as const)("through %s, a stream of %s", (api, as) => {
  const type = TYPES[as];
  const read = async (does: string, text = "t") =>
    collect(parseStream(await fetch(urlOf(api, { type, does, text })), Rows, { as }));

  test("that ends has its status, headers and bytes, and every part", async () => {
    const { status, headers } = await fetch(urlOf(api, { type }), { method: "GET" });
    expect([status, headers.get("x-own"), headers.get("set-cookie")]).toEqual([201, "kept", "a=b"]);
    expect(headers.get("content-type")).toMatch(new RegExp(`^${type}; faultwire=[\\w-]{36}$`));
    expect(await read("ends")).toEqual({ read: ["row 1", "row 2"] });
  });

  test.each(["fails", "fails in the middle of a character", "fails while it still writes", "is destroyed"])(
    "that %s throws the fault after the parts that were whole",
    async (does) => {
      const { read: rows, thrown } = await read(does, "\n\ndata: é💥\r\n");
      expect(rows).toEqual(["row 1"]);
      expect(thrown).toBeInstanceOf(Cut);
      expect(thrown).toMatchObject({ ...typed, details: { row: 7, text: "\n\ndata: é💥\r\n" } });
    },
  );

  test("does not leak what is not declared", async () => {
    const response = await fetch(urlOf(api, { type, does: "fails with what is not declared" }));
    expect(await response.text()).not.toMatch(/secret/i);
    expect((await read("fails with what is not declared")).thrown).toMatchObject({
      ...{ name: "HandlerFault", errorType: "InternalFailure", execution: "started" },
    });
  });

  test("fails amid a body of createFetch, and the text of it is that fault", async () => {
    const fetchRows = createFetch({ faults: Rows });
    const response = await fetchRows(urlOf(api, { type, does: "fails" }));
    expect([response.status, response.url]).toEqual([201, urlOf(api, { type, does: "fails" })]);
    const twin = response.clone();
    await expect(response.text()).rejects.toBeInstanceOf(Cut);
    await expect(twin.text()).rejects.toMatchObject(typed);
    expect(await (await fetchRows(urlOf(api, { type }))).text()).toContain("row 2");
  });

  test("does not take a user's text for the frame of another stream", async () => {
    const failed = await fetch(urlOf(api, { type, does: "fails" }));
    const frame = (await failed.text()).replace(/^[\s\S]*?(?=event: error|\{"faultwire)/, "");
    expect(frame).toMatch(/^(?:event: error\ndata: )?\{"faultwire"/);
    const { read: parts, thrown } = await read("writes what a user wrote", frame);
    expect([parts.length, thrown]).toEqual([2, undefined]);
    const later = await read("writes what a user wrote, and fails", frame);
    expect([later.read.length, later.thrown]).toEqual([2, expect.any(Cut)]);
  });
});

describe("what reads streams without this library", () => {
  test("an EventSource gets an event called error, not half an event, and resumes after the last that was whole", async () => {
    const query = { type: TYPES.events, does: "fails in the middle of a character" };
    const events = eventsIn(await (await fetch(urlOf("url", query))).text());
    const listened = events.filter(({ event = "message" }) => ["message", "error"].includes(event));
    expect(listened).toMatchObject([{ data: '"row 1"' }, { event: "error" }]);
    expect(events.findLast(({ id }) => id !== undefined)?.id).toBe("1");
    expect(JSON.parse(listened[1]?.data ?? "").error).toMatchObject({
      errorType: "Cut",
      message: "cut at row 7",
      details: { row: 7, text: "t" },
      status: 503,
    });
  });

  test("a reader of lines gets the fault as the last line, on a line of its own", async () => {
    for (const does of ["fails", "fails in the middle of a character"]) {
      const { body } = await fetch(urlOf("url", { type: TYPES.rows, does, text: "a\u2028b" }));
      // The two declarations of the same stream differ.
      const lines = createInterface({ input: Readable.fromWeb(body as NodeStream), crlfDelay: Infinity });
      const read: string[] = [];
      for await (const line of lines) read.push(line);
      expect(read).toHaveLength(does === "fails" ? 2 : 3);
      expect(JSON.parse(read.at(-1) ?? "")).toMatchObject({ error: { details: { text: "a\u2028b" } } });
    }
  });
});

test("a stream whose type alone was set has its frame, too", async () => {
  for (const [as, type] of Object.entries(TYPES)) {
    const response = await fetch(urlOf("bare", { type }));
    const reading = parseStream(response, Rows, { as: as as keyof typeof TYPES });
    expect(await collect(reading)).toEqual({ read: ["row 1"], thrown: expect.any(Cut) });
  }
});

test("a body alone is read with the type of its response", async () => {
  const { body, headers } = await fetch(urlOf("url", { type: TYPES.rows, does: "fails" }));
  const contentType = headers.get("content-type") ?? "";
  const chunks = Readable.fromWeb(body as NodeStream);
  const { thrown } = await collect(parseStream(chunks.setEncoding("utf8"), Rows, { contentType }));
  expect(thrown).toMatchObject(typed);
});

test("a body that was collected is that fault, and not a result", async () => {
  const url = urlOf("url", { type: TYPES.rows, does: "fails" });
  const outcome = await createHttpCaller({ url, method: "GET", faults: Rows }).safe();
  expect(outcome).toMatchObject({ ok: false, fault: typed });
  const response = await fetch(urlOf("url", { type: TYPES.events, does: "fails" }));
  const { status, headers } = response;
  expect(parse({ status, headers, body: await response.text() }, Rows)).toBeInstanceOf(Cut);
});

test("a stream that is cut by the end of its process is never complete", async () => {
  const response = await fetch(urlOf("url", { type: TYPES.rows, does: "exits" }));
  const { thrown } = await collect(parseStream(response, Rows, { as: "rows" }));
  expect(thrown).toMatchObject({ name: "TransportFault", execution: "started" });
});

test("a deadline ends a stream with its fault", async () => {
  const response = await fetch(urlOf("url", { type: TYPES.rows, does: "hangs" }));
  expect((await collect(parseStream(response, Rows, { as: "rows" }))).thrown).toMatchObject({
    errorType: "FunctionTimedOut",
    status: 504,
  });
});

test.each(["gzip", "length"])(
  "a body that a frame would damage is cut instead, and is never complete: %s",
  async (text) => {
    const response = await fetch(urlOf("closed", { type: TYPES.rows, text }));
    expect(response.headers.get("content-type")).toBe(TYPES.rows);
    const { thrown } = await collect(parseStream(response, Rows));
    expect(thrown).toMatchObject({ name: "TransportFault", execution: "unknown" });
  },
);

test("a direct call ends with the fault in the last event, and no frame in the bytes", async () => {
  const client = new LambdaClient(lambda.client);
  const stream = createCaller({ client, functionName: "framed", faults: Rows }).stream;
  const { read, thrown } = await collect(
    stream({ queryStringParameters: { type: TYPES.rows, does: "fails" } }),
  );
  client.destroy();
  expect(Buffer.concat(read as Uint8Array[]).toString()).toMatch(/row 1"\n$/);
  expect(thrown).toMatchObject(typed);
});

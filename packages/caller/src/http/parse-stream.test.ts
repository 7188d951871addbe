import { Readable } from "node:stream";
import { defineCatalog, fault, isFault } from "@faultwire/catalog";
import { encodeFaultFrame, encodeStreamType } from "@faultwire/wire";
import { describe, expect, test } from "vitest";
import { createFetch } from "./create-fetch.ts";
import { parseStream } from "./parse-stream.ts";

class Cut extends fault("Cut", { status: 503, message: "cut off" }) {}
const faults = defineCatalog("rows", { Cut });
const token = "5f0c6d0e-4a1b-4a57-9d0e-1d1f6d3f8a11";
const TYPES = { events: "text/event-stream", rows: "application/x-ndjson" } as const;
const announced = (form: keyof typeof TYPES) => encodeStreamType(TYPES[form], token) ?? "";
const frameOf = (form: keyof typeof TYPES) =>
  encodeFaultFrame(
    { errorType: "Cut", message: "cut off", status: 503, retryable: false },
    { form, token, requestId: "r-1" },
  );

/** Reads a stream to its end, and what it throws. */
async function collect(parts: AsyncIterable<unknown>) {
  const read: unknown[] = [];
  try {
    for await (const part of parts) read.push(part);
  } catch (thrown) {
    return { read, thrown };
  }
  return { read };
}

function responseOf(
  body: ConstructorParameters<typeof Response>[0],
  contentType: string,
  more: object = {},
): Response {
  return new Response(body, { headers: { "Content-Type": contentType, ...more } });
}

const STARTED = { name: "TransportFault", errorType: "StreamEnded", execution: "started" };

describe("a stream of events", () => {
  const read = (body: string, contentType = announced("events")) =>
    collect(parseStream(responseOf(body, contentType), faults, { as: "events" }));

  test("yields events, and throws the fault of its frame", async () => {
    const body = `id: 1\ndata: é\n\n: ping\n\nevent: x\ndata: a\ndata: b\n\n`;
    const whole = [
      { event: "message", data: "é", id: "1" },
      { event: "x", data: "a\nb", id: "1" },
    ];
    expect(await read(body)).toEqual({ read: whole });
    const { read: events, thrown } = await read(body + frameOf("events"));
    expect([events, thrown]).toEqual([whole, expect.any(Cut)]);
    expect(thrown).toMatchObject({
      execution: "started",
      origin: { wire: "event-stream", requestId: "r-1", payload: { faultwire: token } },
    });
  });

  test.each(["data: a", "data: a\n", "event: x\r\n", "id: 7\n", "dat"])(
    "that ends in the middle of one is not complete: %j",
    async (rest) => {
      expect(await read(`data: a\n\n${rest}`)).toMatchObject({ read: [{ data: "a" }], thrown: STARTED });
      const unproven = { ...STARTED, execution: "unknown" };
      expect(await read(rest, "text/event-stream")).toMatchObject({ thrown: unproven });
    },
  );

  test("that ends in the middle of its frame is not complete", async () => {
    expect(await read(frameOf("events").slice(0, -20))).toMatchObject({ read: [], thrown: STARTED });
    // Only its last line feeds are missing.
    expect(await read(frameOf("events").slice(0, -2))).toMatchObject({ thrown: expect.any(Cut) });
  });

  test("with the frame of another stream has an event like any other", async () => {
    const spoof = frameOf("events").replace(token, "another-token-0123");
    const { read: events, thrown } = await read(spoof);
    expect([events, thrown]).toMatchObject([[{ event: "error" }], undefined]);
    const unannounced = await read(frameOf("events"), "text/event-stream");
    expect([unannounced.read, unannounced.thrown]).toMatchObject([[{ event: "error" }], undefined]);
  });

  test("is one by its type: a page is not a stream without events", async () => {
    for (const type of ["text/html", "application/x-ndjson"]) {
      const { thrown } = await read("<html>\n\n</html>", type);
      expect(thrown).toMatchObject({ name: "MalformedFault", execution: "unknown" });
      expect(String(thrown)).toContain("not a stream of events");
    }
  });
});

describe("a stream of rows", () => {
  const read = (body: string, contentType = announced("rows")) =>
    collect(parseStream(responseOf(body, contentType), faults, { as: "rows" }));

  test("yields the values of its lines, and throws the fault of its frame", async () => {
    expect(await read('\ufeff{"a":1}\r\n\n  \n[2]\n"é"\n4\nnull\n')).toEqual({
      read: [{ a: 1 }, [2], "é", 4, null],
    });
    expect(await read(`1\n${frameOf("rows")}`)).toEqual({ read: [1], thrown: expect.any(Cut) });
    // A line before it may be half a row.
    expect(await read(`1\n{"a":\n${frameOf("rows")}`)).toEqual({ read: [1], thrown: expect.any(Cut) });
  });

  test.each(['{"a":1}', "[2]", '"é"', "true", "null"])("may end without a line end: %s", async (row) => {
    expect(await read(`1\n${row}`)).toEqual({ read: [1, JSON.parse(row)] });
  });

  test.each(['{"a":', '"a', "12", "tru", frameOf("rows").slice(0, -9), frameOf("rows").slice(0, 20)])(
    "that may have ended in the middle of one is not complete: %s",
    async (row) => {
      expect(await read(`1\n${row}`)).toMatchObject({ read: [1], thrown: STARTED });
    },
  );

  test("with a line that is not JSON is malformed", async () => {
    for (const body of ["1\noops\n2\n", "1\noops\n", "1\noops\n2"]) {
      const { read: rows, thrown } = await read(body);
      expect([rows, thrown]).toMatchObject([[1], { name: "MalformedFault", execution: "started" }]);
      expect(thrown).toMatchObject({
        message: "The stream has a row that cannot be read",
        issues: "row 2 is not JSON",
      });
    }
  });

  test("does not take a user's own line for a frame", async () => {
    const spoof = frameOf("rows").replace(token, "another-token-0123");
    expect(await read(spoof)).toEqual({ read: [JSON.parse(spoof)] });
    expect(await read(frameOf("rows"), "application/x-ndjson")).toEqual({
      read: [JSON.parse(frameOf("rows"))],
    });
  });
});

describe("the bytes of a stream", () => {
  test("are those that came, without the frame", async () => {
    for (const form of ["events", "rows"] as const) {
      const { read, thrown } = await collect(
        parseStream(responseOf(`a\n${frameOf(form)}`, announced(form)), faults),
      );
      expect([Buffer.concat(read as Uint8Array[]).toString(), thrown]).toEqual(["a\n", expect.any(Cut)]);
    }
    const held = parseStream(responseOf('a\n{"fault', announced("rows")), faults);
    expect(Buffer.concat((await collect(held)).read as Uint8Array[]).toString()).toBe('a\n{"fault');
    const plain = parseStream(responseOf("a", "text/plain"), faults, { as: "bytes" });
    expect(await collect(plain)).toEqual({ read: [new Uint8Array([97])] });
  });

  test("of a response without a body do not exist", async () => {
    expect(await collect(parseStream(new Response(null, { status: 204 }), faults))).toEqual({ read: [] });
  });

  test("are read from streams of the web and of Node.js, and from anything that yields bytes or text", async () => {
    const text = `1\n${frameOf("rows")}`;
    const bytes = [...text].map((character) => new TextEncoder().encode(character));
    const sources = [
      new Response(text).body ?? [],
      ReadableStream.from(bytes),
      Readable.from(bytes),
      Readable.from(bytes).setEncoding("utf8"),
      (async function* () {
        yield* text;
      })(),
    ] as ReadableStream<Uint8Array>[];
    for (const source of sources) {
      const options = { as: "rows", contentType: announced("rows") } as const;
      expect(await collect(parseStream(source, faults, options))).toEqual({
        read: [1],
        thrown: expect.any(Cut),
      });
    }
  });

  test("are not read further than their reader asks, and the stream is cancelled when it stops", async () => {
    let [pulled, cancelled] = [0, 0];
    const body = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          pulled += 1;
          controller.enqueue(new TextEncoder().encode(`${pulled}\n`));
        },
        cancel: () => {
          cancelled += 1;
        },
      },
      { highWaterMark: 0 },
    );
    for await (const row of parseStream(body, faults, { as: "rows", contentType: announced("rows") })) {
      if (row === 2) break;
    }
    expect([pulled, cancelled]).toEqual([2, 1]);
  });

  test("end at the frame: what comes after is not waited for", async () => {
    let isCancelled = false;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(frameOf("rows"))),
      cancel: () => {
        isCancelled = true;
      },
    });
    const { thrown } = await collect(parseStream(body, faults, { contentType: announced("rows") }));
    expect([thrown, isCancelled]).toEqual([expect.any(Cut), true]);
  });

  test("that cannot be received are a fault of the transport, and a fault of a stream is thrown as it is", async () => {
    const cause = new TypeError("terminated");
    const failing = (error: unknown) =>
      new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(error) });
    for (const [contentType, execution] of [
      [announced("rows"), "started"],
      ["text/plain", "unknown"],
    ] as const) {
      const { thrown } = await collect(parseStream(failing(cause), faults, { contentType }));
      expect(thrown).toMatchObject({ name: "TransportFault", execution, cause });
    }
    const own = new Cut();
    expect((await collect(parseStream(failing(own), faults, { contentType: "" }))).thrown).toBe(own);
  });
});

describe("an error before the first byte", () => {
  test("is thrown with its status", async () => {
    const body = JSON.stringify({ errorType: "Cut", message: "cut off" });
    const response = new Response(body, { status: 503, headers: { "X-Amzn-ErrorType": "Cut" } });
    const { read, thrown } = await collect(parseStream(response, faults, { as: "events" }));
    expect([read, thrown]).toEqual([[], expect.any(Cut)]);
    expect(thrown).toMatchObject({ origin: { wire: "http" } });
  });
});

test("a fault's stack begins where the stream was asked for", async () => {
  const { thrown } = await collect(parseStream(responseOf(frameOf("rows"), announced("rows")), faults));
  expect(isFault(thrown) && thrown.stack?.split("\n")[1]).toContain("parse-stream.test.ts");
});

test.each([
  [undefined, {}, "it reads a Response, or the stream that is its body; it got undefined"],
  ["text", {}, 'it got "text"'],
  [new Response("").body, {}, "contentType is the Content-Type of its response; it is undefined"],
  [new Response(""), { as: "lines" }, 'as is "bytes", "events" or "rows"; it is "lines"'],
  [new Response(""), { as: "toString" }, "as is"],
  [new Response(""), { form: "rows" }, 'there is no option "form"'],
])("%s with %j is refused at once", (given, options, message) => {
  const wrong = parseStream as (...given: readonly unknown[]) => unknown;
  expect(() => wrong(given, faults, options)).toThrow(TypeError);
  expect(() => wrong(given, faults, options)).toThrow(message);
  expect(() => wrong(given, undefined, options)).toThrow("catalog");
});

test("a response that is read already, and chunks that are neither bytes nor text, are refused", async () => {
  const response = new Response("a");
  await response.text();
  expect(() => parseStream(response, faults)).toThrow("the body of the response is read already");
  const locked = new Response("a");
  locked.body?.getReader();
  expect(() => parseStream(locked, faults)).toThrow(TypeError);
  const objects = Readable.from([{ a: 1 }]);
  const { thrown } = await collect(parseStream(objects, faults, { contentType: "" }));
  expect(thrown).toBeInstanceOf(TypeError);
  expect(String(thrown)).toContain("yields bytes or text");
});

describe("a body of createFetch", () => {
  const fetchOf = (response: Response) => createFetch({ faults, fetch: async () => response });

  test("is the very response where no frame is announced", async () => {
    for (const response of [
      responseOf("a", "text/event-stream"),
      responseOf("a", "text/plain"),
      new Response(null),
    ])
      expect(await fetchOf(response)("https://a.example")).toBe(response);
  });

  test("fails with the fault of the frame, and has what fetch has set", async () => {
    const { port, close } = await serve(`1\n${frameOf("rows")}`, announced("rows"));
    const url = `http://127.0.0.1:${port}/`;
    const response = await createFetch({ faults })(`${url}redirect`);
    expect([response.url, response.redirected, response.type, response.status]).toEqual([
      url,
      true,
      "basic",
      200,
    ]);
    const copy = response.clone();
    expect([copy.url, copy.clone().url]).toEqual([url, url]);
    for (const each of [response, copy]) await expect(each.text()).rejects.toBeInstanceOf(Cut);
    const outcome = await createFetch({ faults }).safe(url);
    expect(outcome.ok && (await outcome.value.json().catch((thrown) => thrown))).toBeInstanceOf(Cut);
    const again = parseStream(await createFetch({ faults })(url), faults, { as: "rows" });
    expect(await collect(again)).toEqual({ read: [1], thrown: expect.any(Cut) });
    close();
  });

  test("reads nothing that is not asked for, and its end cancels the response", async () => {
    let pulled = 0;
    let reason: unknown;
    const body = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          pulled += 1;
          if (pulled < 3) controller.enqueue(new TextEncoder().encode("1\n"));
          // Else nothing comes.
        },
        cancel: (given) => {
          reason = given;
        },
      },
      { highWaterMark: 0 },
    );
    const response = await fetchOf(responseOf(body, announced("rows")))("https://a.example");
    expect(pulled).toBe(0);
    const reader = response.body?.getReader();
    await reader?.read();
    expect(pulled).toBe(1);
    await reader?.read();
    const waiting = reader?.read();
    await reader?.cancel("enough");
    expect([await waiting, reason]).toEqual([{ done: true, value: undefined }, "enough"]);
  });

  test("that is aborted is a fault of the transport with the reason", async () => {
    const { port, close } = await serve("1\n", announced("rows"), { isOpen: true });
    const stopping = new AbortController();
    const response = await createFetch({ faults })(`http://127.0.0.1:${port}/`, { signal: stopping.signal });
    const reader = response.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("1\n");
    stopping.abort(new Error("enough"));
    await expect(reader?.read()).rejects.toMatchObject({
      ...{ name: "TransportFault", execution: "started", cause: { message: "enough" } },
    });
    close();
  });

  test("that another copy of fetch made, without a stream of the web, is left as it is", async () => {
    const response = {
      status: 200,
      ok: true,
      headers: { "content-type": announced("rows") },
      body: Readable.from([]),
      text: 1,
    };
    expect(await fetchOf(response as never)("https://a.example")).toBe(response);
  });
});

/** Serves one answer, and a redirect to it. */
async function serve(body: string, contentType: string, { isOpen = false } = {}) {
  const { createServer } = await import("node:http");
  const server = createServer((request, response) => {
    if (request.url === "/redirect") return void response.writeHead(302, { location: "/" }).end();
    response.writeHead(200, { "Content-Type": contentType });
    if (isOpen) response.write(body);
    else response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = Object(server.address());
  return {
    port,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

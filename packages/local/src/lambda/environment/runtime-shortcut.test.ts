import { createConnection, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ReplyReader } from "../../runtime/reply-reader.ts";
import { writeNext, writePost } from "../../runtime/request-head.ts";
import { RuntimeApi, type RuntimeSignal } from "./runtime-api.ts";

/* The Runtime API to the stand-in for AWS's addon, byte by byte, and to a client that writes nearly the same. */

let api: RuntimeApi;
let signals: RuntimeSignal[];
/** Called when an event is asked for. */
let onNext: () => void;
let socket: Socket;
let replies: ReplyReader;

beforeEach(async () => {
  signals = [];
  onNext = () => deliver();
  api = await RuntimeApi.start((signal) => {
    signals.push(signal);
    if (signal.type === "next") onNext();
  });
  socket = createConnection(Number(api.address.split(":")[1]), "127.0.0.1");
  socket.setNoDelay();
  replies = new ReplyReader();
  socket.on("data", (chunk) => replies.push(chunk));
});
afterEach(async () => {
  socket.destroy();
  await api.close();
});

const next = () => writeNext(api.address);
const post = (requestId: string, body: string, cause = "") =>
  writePost(api.address, `${requestId}/response`, {
    bodyLength: Buffer.byteLength(body),
    xrayCause: cause,
  }) + body;

function deliver(): void {
  api.deliver({ requestId: "r-1", payload: Buffer.from('"é😀"'), headers: {} });
}

/** Writes requests, in pieces of so many bytes, and gives their answers. */
async function ask(requests: readonly string[], size = 1_000_000) {
  const answers = Promise.all(requests.map(() => replies.take()));
  const bytes = Buffer.from(requests.join(""));
  for (let at = 0; at < bytes.length; at += size) {
    socket.write(bytes.subarray(at, at + size));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return (await answers).map(({ status, headers, body }) => ({
    status,
    requestId: headers.get("lambda-runtime-aws-request-id"),
    body: body.toString("utf8"),
  }));
}
const ACCEPTED = { status: 202, requestId: undefined, body: '{"status":"OK"}\n' };

test.each([1, 7, 1_000_000])("an event and its result pass in pieces of %i bytes", async (size) => {
  const event = { status: 200, requestId: "r-1", body: '"é😀"' };
  expect(await ask([next()], size)).toEqual([event]);
  expect(await ask([post("r-1", '"😀é"'), next()], size)).toEqual([ACCEPTED, event]);
  expect(signals).toEqual([
    { type: "next" },
    { type: "response", requestId: "r-1", body: Buffer.from('"😀é"') },
    { type: "next" },
  ]);
});

test("what is posted twice is refused at once, although the next event is waited for", async () => {
  await ask([next()]);
  onNext = () => undefined;
  const refusals = ask([post("r-1", "1"), post("r-1", "2")]);
  socket.write(next());
  expect((await refusals).map(({ status }) => status)).toEqual([202, 400]);
});

describe("a request that is written in another way is answered too, and so is what follows it:", () => {
  const chunked =
    'POST /2018-06-01/runtime/invocation/r-1/response HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n"a"\r\n0\r\n\r\n';
  test.each([
    ["chunked", () => chunked],
    ["with a cause of 100 kB", () => post("r-1", '"a"', "x".repeat(100_000))],
    ["with other letters", () => post("r-1", '"a"').replace("content-type", "Content-Type")],
  ])("%s", async (_, other) => {
    // Such requests are read side by side.
    onNext = () => setImmediate(deliver);
    await ask([next()]);
    const [accepted, event] = await ask([other(), next()]);
    expect([accepted, event?.requestId]).toEqual([ACCEPTED, "r-1"]);
    expect(signals).toContainEqual({ type: "response", requestId: "r-1", body: Buffer.from('"a"') });
    expect(await ask([post("r-1", "2")])).toEqual([ACCEPTED]);
  });
});

test("the API has drained when the connection has closed, and what it sent has been read", async () => {
  await ask([next()]);
  socket.end(post("r-1", "1"));
  await api.drained();
  expect(signals.map(({ type }) => type)).toEqual(["next", "response"]);
});

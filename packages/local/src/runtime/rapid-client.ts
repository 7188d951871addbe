/**
 * The three functions of aws-lambda-ric's native addon (`src/native/rapid-client.cc` of the 4.0.2 package), in
 * JavaScript: one socket to the Runtime API, `next()` asynchronous, `done()` and `error()` synchronous. Bundled
 * with AWS's runtime client in place of the addon, which needs a C++ toolchain and is never built on macOS.
 *
 * This module runs inside the function's process, so it keeps no handle that would keep the process alive while
 * a handler runs: a handler that never settles must end with exit code 0, as it does on AWS.
 */
import { createRequire } from "node:module";
import type { Socket } from "node:net";
import { ReplyReader, type RuntimeReply } from "./reply-reader.ts";
import { writeNext, writePost } from "./request-head.ts";

/*
 * Required, as the client does: an import touches every export, and with them unused modules, which takes as long
 * as a tenth of the process's start.
 */
const require = createRequire(import.meta.url);
// The casts: require returns any.
const { openSync, writeSync } = require("node:fs") as typeof import("node:fs");
const { createConnection } = require("node:net") as typeof import("node:net");
const { MessageChannel } = require("node:worker_threads") as typeof import("node:worker_threads");

interface Invocation {
  readonly bodyJson: string;
  readonly headers: Readonly<Record<string, string | number>>;
}

const RUNTIME_API = process.env.AWS_LAMBDA_RUNTIME_API ?? "";
const [HOST = "", PORT = ""] = RUNTIME_API.split(":");
const FORWARDED = [
  "lambda-runtime-aws-request-id",
  "lambda-runtime-trace-id",
  "lambda-runtime-invoked-function-arn",
  "lambda-runtime-client-context",
  "lambda-runtime-cognito-identity",
  "lambda-runtime-aws-tenant-id",
];

/** The file that records which event the handler has: should the process end, only this side knows. */
const DELIVERED = process.env._FAULTWIRE_LOCAL_DELIVERED;
const deliveredFile = DELIVERED === undefined ? undefined : openSync(DELIVERED, "r+");

let socket: Socket | undefined;
/** Whether it waits for the next event. */
let isWaiting = false;
/** A result that leaves together with the question for the next event. */
let unsent = "";
process.on("exit", flush);
const replies = new ReplyReader();
const { port1: sent, port2: received } = new MessageChannel();

/** Waits for the next event. */
export async function next(): Promise<Invocation> {
  isWaiting = true;
  const connection = await connected();
  connection.ref();
  unsent += writeNext(RUNTIME_API);
  flush();
  const reply = await replies.take();
  connection.unref();
  await ownTurn();
  isWaiting = false;
  if (reply.status !== 200) throw new Error(`Failed to get next invocation, error ${reply.status}`);
  if (deliveredFile !== undefined) {
    writeSync(deliveredFile, reply.headers.get("lambda-runtime-aws-request-id") ?? "", 0);
  }
  return { bodyJson: reply.body.toString("utf8"), headers: invocationHeaders(reply) };
}

/**
 * Posts a result. The client asks for the next event before this turn ends, and the bytes of both leave at once; they
 * leave without it where it does not ask, or the process exits.
 */
export function done(id: string, body: string): void {
  checkText(body, done);
  post(`${id}/response`, body, "");
  process.nextTick(flush);
}

/** Posts an error and returns when its bytes have left this process. */
export function error(id: string, body: string, xrayCause: string): void {
  checkText(body, error);
  post(`${id}/error`, body, xrayCause);
  flush();
}

/** Throws as the addon does, whose own calls are not in the stack. */
function checkText(body: unknown, from: typeof done | typeof error): void {
  if (typeof body === "string") return;
  const wrong = new TypeError("Wrong arguments");
  Error.captureStackTrace(wrong, from);
  throw wrong;
}

/**
 * Waits for a turn in which the compiled client would resolve: it does so from libuv's thread pool, after the timers
 * that came due while the process was frozen, and before the next immediates. A message to oneself arrives there too,
 * and no thread has to be woken. Stacks have no frames of it then.
 */
async function ownTurn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => {
    // A listener keeps the process alive only until it has its message.
    received.once("message", resolve);
    sent.postMessage(undefined);
  });
}

function post(path: string, body: string, xrayCause: string): void {
  // The compiled client has one connection, which the question for the next event occupies: nothing leaves then.
  if (isWaiting) return;
  unsent += writePost(RUNTIME_API, path, { bodyLength: Buffer.byteLength(body), xrayCause }) + body;
  replies.take().then(reportRefusal, () => undefined);
}

/** The compiled client prints a refusal to the function's log and goes on. */
function reportRefusal(reply: RuntimeReply): void {
  if (reply.status < 300) return;
  const text = `Failed to post handler success response. Http response code: ${reply.status}. ${reply.body}`;
  writeAll(1, `[ERROR] [${Date.now()}] LAMBDA_RUNTIME ${text}\n`);
}

function connected(): Promise<Socket> {
  if (socket !== undefined) return Promise.resolve(socket);
  return new Promise((resolve, reject) => {
    const connection = createConnection({ host: HOST, port: Number(PORT), noDelay: true });
    connection.once("connect", () => {
      socket = connection;
      resolve(connection);
    });
    connection.once("error", reject);
    connection.on("data", (chunk) => replies.push(chunk));
    connection.on("close", () => replies.fail(new Error("Failed to get next invocation, error -1")));
  });
}

function flush(): void {
  const text = unsent;
  unsent = "";
  // node:net keeps the descriptor on an undeclared member.
  if (text !== "") writeAll((socket as Socket & { _handle: { fd: number } })._handle.fd, text);
}

/**
 * Writes past the event loop: the process may exit right after `done()`, and what it posted must have left. A full
 * buffer answers EAGAIN; the only thing to do then is to wait and write on.
 */
function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let sent = 0; sent < bytes.length; ) {
    try {
      sent += writeSync(descriptor, bytes, sent);
    } catch (failure) {
      // The cast: only the system's errors come from a write.
      if ((failure as NodeJS.ErrnoException).code !== "EAGAIN") throw failure;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

function invocationHeaders(reply: RuntimeReply): Record<string, string | number> {
  const headers: Record<string, string | number> = {
    "lambda-runtime-deadline-ms": Number(reply.headers.get("lambda-runtime-deadline-ms")),
  };
  for (const name of FORWARDED) {
    const value = reply.headers.get(name);
    if (value !== undefined) headers[name] = value;
  }
  return headers;
}

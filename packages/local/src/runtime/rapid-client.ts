/**
 * The three functions of aws-lambda-ric's native addon (`src/native/rapid-client.cc` of the 4.0.2 package), in
 * JavaScript: `next()` asynchronous, `done()` and `error()` synchronous. Bundled with AWS's runtime client in place of
 * the addon, which needs a C++ toolchain and is never built on macOS.
 *
 * This module runs inside the function's process, so it keeps no handle that would keep the process alive while
 * a handler runs: a handler that never settles must end with exit code 0, as it does on AWS.
 */
import { createRequire } from "node:module";
import type { RuntimeReply } from "./reply-reader.ts";
import { writeNext, writePost } from "./request-head.ts";
import { RuntimeConnection } from "./runtime-connection.ts";
import { writeAll } from "./write-all.ts";

/*
 * Required, as the client does: an import touches every export, and with them unused modules, which takes as long
 * as a tenth of the process's start.
 */
const require = createRequire(import.meta.url);
// The casts: require returns any.
const { openSync, writeSync } = require("node:fs") as typeof import("node:fs");
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

/**
 * True on Managed Instances, where several invocations run at once: each thread of the client has a copy of this module,
 * and asks for the next event while it runs others.
 */
const IS_CONCURRENT = process.env.AWS_LAMBDA_MAX_CONCURRENCY !== undefined;

/** The file that records which events the handler has: should the process end, only this side knows. */
const DELIVERED = process.env._FAULTWIRE_LOCAL_DELIVERED;
const deliveredFile = DELIVERED === undefined ? undefined : openSync(DELIVERED, IS_CONCURRENT ? "a" : "r+");

const asking = new RuntimeConnection(HOST, Number(PORT));
/** The connection of results: an answer to one is not to wait for the next event. */
const posting = IS_CONCURRENT ? new RuntimeConnection(HOST, Number(PORT)) : asking;
/** Whether it waits for the next event. */
let isWaiting = false;
process.on("exit", flush);
const { port1: sent, port2: received } = new MessageChannel();

/** Waits for the next event. */
export async function next(): Promise<Invocation> {
  isWaiting = true;
  const socket = await asking.open();
  if (IS_CONCURRENT) await posting.open();
  socket.ref();
  const answer = asking.ask(writeNext(RUNTIME_API));
  asking.flush();
  const reply = await answer;
  socket.unref();
  await ownTurn();
  isWaiting = false;
  if (reply.status !== 200) throw new Error(`Failed to get next invocation, error ${reply.status}`);
  recordDelivery(reply.headers.get("lambda-runtime-aws-request-id") ?? "");
  return { bodyJson: reply.body.toString("utf8"), headers: invocationHeaders(reply) };
}

function recordDelivery(requestId: string): void {
  // One invocation at a time overwrites the one before it; several are listed.
  if (deliveredFile !== undefined) writeSync(deliveredFile, `${requestId}\n`, IS_CONCURRENT ? null : 0);
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
  if (isWaiting && !IS_CONCURRENT) return;
  const head = writePost(RUNTIME_API, path, { bodyLength: Buffer.byteLength(body), xrayCause });
  posting.ask(head + body).then(reportRefusal, () => undefined);
}

function flush(): void {
  posting.flush();
}

/** The compiled client prints a refusal to the function's log and goes on. */
function reportRefusal(reply: RuntimeReply): void {
  if (reply.status < 300) return;
  const text = `Failed to post handler success response. Http response code: ${reply.status}. ${reply.body}`;
  writeAll(1, `[ERROR] [${Date.now()}] LAMBDA_RUNTIME ${text}\n`);
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

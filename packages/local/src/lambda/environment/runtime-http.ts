import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { readBody } from "../../loopback-server.ts";
import { refuseWebPages } from "../../web-pages.ts";
import {
  type Acknowledgement,
  eventHeaders,
  type RuntimeOperations,
  type RuntimeResult,
} from "./runtime-operations.ts";

const PREFIX = "/2018-06-01/runtime/";
const INVOCATION = /^invocation\/([^/]+)\/(response|error)$/;
/** The header with the mode of a response: `streaming`, or all at once. */
const RESPONSE_MODE = "lambda-runtime-function-response-mode";
/** The type of a stream whose runtime gives none. */
const DEFAULT_TYPE = "application/octet-stream";
/** The error that ended a stream, in base64. */
const ERROR_TRAILER = "lambda-runtime-function-error-body";

/** Answers requests of the Runtime API, from any client. */
export function answerRuntime(api: RuntimeOperations): RequestListener {
  return (request, response) => {
    if (refuseWebPages(request, response)) return;
    answer(api, request, response).catch(() => response.destroy());
  };
}

async function answer(
  api: RuntimeOperations,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = request.url?.startsWith(PREFIX) ? request.url.slice(PREFIX.length) : "";
  const [, requestId, kind] = INVOCATION.exec(path) ?? [];
  if (request.method === "GET" && path === "invocation/next") {
    const withdraw = api.next((event) => response.writeHead(200, eventHeaders(event)).end(event.payload));
    response.once("close", withdraw);
  } else if (request.method === "POST" && path === "init/error") {
    const type = request.headers["lambda-runtime-function-error-type"];
    send(response, api.initError(await readBody(request), typeof type === "string" ? type : undefined));
  } else if (request.method === "POST" && requestId !== undefined) {
    const type = kind === "error" ? "error" : "response";
    const acknowledgement = api.answer(await readResult(api, request, { type, requestId }));
    // The caller who waits for the result comes first: the runtime can wait.
    setImmediate(send, response, acknowledgement);
  } else {
    send(response, { status: 404, body: "" });
  }
}

/** Reads a result or an error to its end, passing on the chunks of a stream. */
async function readResult(
  api: RuntimeOperations,
  request: IncomingMessage,
  { type, requestId }: Pick<RuntimeResult, "type" | "requestId">,
): Promise<RuntimeResult> {
  const listener = request.headers[RESPONSE_MODE] === "streaming" ? api.chunkListener(requestId) : undefined;
  const contentType = request.headers["content-type"] ?? DEFAULT_TYPE;
  const onChunk = listener && ((chunk: Buffer) => listener(chunk, contentType));
  const body = await readBody(request, onChunk);
  if (body.length === 0) onChunk?.(body);
  const error = request.trailers[ERROR_TRAILER];
  return error === undefined
    ? { type, requestId, body, streamed: onChunk !== undefined }
    : { type: "error", requestId, body: Buffer.from(error, "base64"), streamed: true };
}

function send(response: ServerResponse, { status, body }: Acknowledgement): void {
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  response.writeHead(status, headers).end(body);
}

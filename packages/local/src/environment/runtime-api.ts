import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { type LoopbackServer, listen, readBody, refuseWebPages } from "../loopback-server.ts";

/** An event on its way to the runtime. */
export interface RuntimeEvent {
  readonly requestId: string;
  readonly payload: Buffer;
  /** The headers of the answer to `next`, without the request id. */
  readonly headers: Readonly<Record<string, string>>;
  /** Gets the pieces of a streamed answer. */
  readonly onChunk?: ((chunk: Buffer) => void) | undefined;
}

/** What the runtime did. */
export type RuntimeSignal =
  | { readonly type: "next" }
  | {
      readonly type: "response" | "error";
      readonly requestId: string;
      readonly body: Buffer;
      readonly headers: IncomingHttpHeaders;
    }
  | { readonly type: "too-large"; readonly requestId: string }
  | {
      readonly type: "init-error";
      readonly body: Buffer;
      /** The error's type, which the runtime tells beside the body. */
      readonly errorType: string | undefined;
    };

/** 6 MiB and a little: `MaxPayloadSize` in aws-lambda-runtime-interface-emulator, internal/lambda/interop/model.go. */
export const RESPONSE_LIMIT_BYTES = 6 * 1024 * 1024 + 100;

const PREFIX = "/2018-06-01/runtime/";
/** How a handler answers: `streaming`, or all at once. */
const RESPONSE_MODE = "lambda-runtime-function-response-mode";
/** The error that ended a stream, in base64. */
const ERROR_TRAILER = "lambda-runtime-function-error-body";
const INVOCATION = /^invocation\/([^/]+)\/(response|error)$/;

/**
 * The Runtime API of one environment.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export class RuntimeApi {
  readonly #onSignal: (signal: RuntimeSignal) => void;
  #server: LoopbackServer | undefined;
  #waiting: ServerResponse | undefined;
  #event: RuntimeEvent | undefined;
  #connections = new Set<object>();
  #whenDrained: (() => void) | undefined;

  private constructor(onSignal: (signal: RuntimeSignal) => void) {
    this.#onSignal = onSignal;
  }

  static async start(onSignal: (signal: RuntimeSignal) => void): Promise<RuntimeApi> {
    const api = new RuntimeApi(onSignal);
    api.#server = await listen((request, response) => {
      if (refuseWebPages(request, response)) return;
      api.#answer(request, response).catch(() => response.destroy());
    });
    return api;
  }

  /** What the runtime gets as `AWS_LAMBDA_RUNTIME_API`. */
  get address(): string {
    return `127.0.0.1:${this.#server?.port}`;
  }

  /** Hands an event to the runtime that asked for the next one. */
  deliver(event: RuntimeEvent): void {
    const response = this.#waiting;
    if (response === undefined) throw new Error("the runtime has not asked for an event");
    this.#waiting = undefined;
    this.#event = event;
    response.writeHead(200, {
      ...event.headers,
      "content-type": "application/json",
      "content-length": event.payload.length,
      "lambda-runtime-aws-request-id": event.requestId,
    });
    response.end(event.payload);
  }

  /** Resolves when the runtime's connections are closed, so that all it sent has been read. */
  drained(): Promise<void> {
    if (this.#connections.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#whenDrained = resolve;
    });
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#track(request);
    const path = request.url?.startsWith(PREFIX) ? request.url.slice(PREFIX.length) : "";
    if (request.method === "GET" && path === "invocation/next") {
      this.#waiting = response;
      this.#onSignal({ type: "next" });
    } else if (request.method === "POST" && path === "init/error") {
      const type = request.headers["lambda-runtime-function-error-type"];
      const errorType = typeof type === "string" ? type : undefined;
      this.#onSignal({ type: "init-error", body: await readBody(request), errorType });
      accept(response);
    } else {
      const [, requestId, kind] = INVOCATION.exec(path) ?? [];
      if (request.method !== "POST" || requestId === undefined) send(response, 404, "");
      else await this.#take(request, response, requestId, kind === "error" ? "error" : "response");
    }
  }

  async #take(
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
    type: "response" | "error",
  ): Promise<void> {
    const event = this.#event?.requestId === requestId ? this.#event : undefined;
    const onChunk = request.headers[RESPONSE_MODE] === "streaming" ? event?.onChunk : undefined;
    const body = await readBody(request, onChunk);
    if (event === undefined || event !== this.#event)
      return refuse(response, 400, "Invalid request ID", "InvalidRequestID");
    this.#event = undefined;
    const error = request.trailers[ERROR_TRAILER];
    if (error !== undefined) {
      this.#onSignal({
        type: "error",
        requestId,
        body: Buffer.from(error, "base64"),
        headers: request.headers,
      });
      return accept(response);
    }
    if (type === "response" && body.length > RESPONSE_LIMIT_BYTES && onChunk === undefined) {
      this.#onSignal({ type: "too-large", requestId });
      const message = `Exceeded maximum allowed payload size (${RESPONSE_LIMIT_BYTES} bytes).`;
      return refuse(response, 413, message, "RequestEntityTooLarge");
    }
    this.#onSignal({ type, requestId, body, headers: request.headers });
    // Whoever waits for the answer comes first: the runtime asks for the next event without waiting for this.
    setImmediate(accept, response);
  }

  #track({ socket }: IncomingMessage): void {
    if (this.#connections.has(socket)) return;
    this.#connections.add(socket);
    socket.once("close", () => {
      this.#connections.delete(socket);
      if (this.#connections.size === 0) this.#whenDrained?.();
    });
  }
}

function accept(response: ServerResponse): void {
  send(response, 202, '{"status":"OK"}\n');
}

function refuse(response: ServerResponse, status: number, errorMessage: string, errorType: string): void {
  send(response, status, JSON.stringify({ errorMessage, errorType }));
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}

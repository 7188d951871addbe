import type { Socket } from "node:net";
import { type ConnectionListener, type LoopbackServer, listen } from "../../loopback-server.ts";
import { answerRuntime } from "./runtime-http.ts";
import type {
  Acknowledgement,
  RuntimeEvent,
  RuntimeOperations,
  RuntimeResult,
} from "./runtime-operations.ts";
import { readShortcuts } from "./runtime-shortcut.ts";

/** An action of the runtime. */
export type RuntimeSignal =
  | { readonly type: "next" }
  | { readonly type: "response" | "error"; readonly requestId: string; readonly body: Buffer }
  | { readonly type: "too-large"; readonly requestId: string }
  | {
      readonly type: "init-error";
      readonly body: Buffer;
      /** The error's type, which the runtime sends beside the body. */
      readonly errorType: string | undefined;
    };

/** 6 MiB and a little: `MaxPayloadSize` in aws-lambda-runtime-interface-emulator, internal/lambda/interop/model.go. */
export const RESPONSE_LIMIT_BYTES = 6 * 1024 * 1024 + 100;

const ACCEPTED: Acknowledgement = { status: 202, body: '{"status":"OK"}\n' };

/**
 * The Runtime API of one environment.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export class RuntimeApi implements RuntimeOperations {
  readonly #onSignal: (signal: RuntimeSignal) => void;
  #server: LoopbackServer | undefined;
  #deliver: ((event: RuntimeEvent) => void) | undefined;
  #event: RuntimeEvent | undefined;
  #connections = new Set<Socket>();
  #whenDrained: (() => void) | undefined;

  private constructor(onSignal: (signal: RuntimeSignal) => void) {
    this.#onSignal = onSignal;
  }

  static async start(onSignal: (signal: RuntimeSignal) => void): Promise<RuntimeApi> {
    const api = new RuntimeApi(onSignal);
    const onConnection: ConnectionListener = (socket, serve) => {
      api.#track(socket);
      readShortcuts(socket, api, serve);
    };
    api.#server = await listen(answerRuntime(api), 0, { onConnection });
    return api;
  }

  /** The value of `AWS_LAMBDA_RUNTIME_API`. */
  get address(): string {
    return `127.0.0.1:${this.#server?.port}`;
  }

  /** Hands an event to the runtime that asked for the next one. */
  deliver(event: RuntimeEvent): void {
    const deliver = this.#deliver;
    if (deliver === undefined) throw new Error("the runtime has not asked for an event");
    this.#deliver = undefined;
    this.#event = event;
    deliver(event);
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

  next(deliver: (event: RuntimeEvent) => void): void {
    this.#deliver = deliver;
    this.#onSignal({ type: "next" });
  }

  answer({ type, requestId, body, streamed }: RuntimeResult): Acknowledgement {
    if (this.#event?.requestId !== requestId) return refusal(400, "Invalid request ID", "InvalidRequestID");
    this.#event = undefined;
    if (type === "response" && body.length > RESPONSE_LIMIT_BYTES && !streamed) {
      this.#onSignal({ type: "too-large", requestId });
      const message = `Exceeded maximum allowed payload size (${RESPONSE_LIMIT_BYTES} bytes).`;
      return refusal(413, message, "RequestEntityTooLarge");
    }
    this.#onSignal({ type, requestId, body });
    return ACCEPTED;
  }

  initError(body: Buffer, errorType: string | undefined): Acknowledgement {
    this.#onSignal({ type: "init-error", body, errorType });
    return ACCEPTED;
  }

  chunkListener(requestId: string): RuntimeEvent["onChunk"] {
    return this.#event?.requestId === requestId ? this.#event.onChunk : undefined;
  }

  #track(socket: Socket): void {
    this.#connections.add(socket);
    socket.once("close", () => {
      this.#connections.delete(socket);
      if (this.#connections.size === 0) this.#whenDrained?.();
    });
  }
}

function refusal(status: number, errorMessage: string, errorType: string): Acknowledgement {
  return { status, body: JSON.stringify({ errorMessage, errorType }) };
}

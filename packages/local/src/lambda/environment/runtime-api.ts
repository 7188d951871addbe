import type { Socket } from "node:net";
import { type ConnectionListener, type LoopbackServer, listen } from "../../loopback-server.ts";
import { answerRuntime } from "./runtime-http.ts";
import type {
  Acknowledgement,
  EventReceiver,
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

/** `timeoutCacheSize` in the same repository, internal/lambda-managed-instances/invoke/timeout. */
const LATE_EVENTS = 1000;

const ACCEPTED: Acknowledgement = { status: 202, body: '{"status":"OK"}\n' };

/**
 * The Runtime API of one environment.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export class RuntimeApi implements RuntimeOperations {
  readonly #onSignal: (signal: RuntimeSignal) => void;
  #server: LoopbackServer | undefined;
  /** The questions for an event, first to last. */
  readonly #receivers = new Set<EventReceiver>();
  /** The events that no question was there for, first to last. */
  readonly #undelivered: RuntimeEvent[] = [];
  /** The events that have no result, by request id. */
  readonly #events = new Map<string, RuntimeEvent>();
  /** The last events that have timed out while their process goes on. */
  readonly #late = new Set<string>();
  readonly #connections = new Set<Socket>();
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

  /** The number of events that the runtime waits for. */
  get questions(): number {
    return this.#receivers.size;
  }

  /** Hands an event to the runtime that asked first, or asks next. */
  deliver(event: RuntimeEvent): void {
    this.#events.set(event.requestId, event);
    this.#undelivered.push(event);
    this.#handOver();
  }

  /** Takes no result of an event any more: the runtime goes on, and gets a refusal. */
  giveUp(requestId: string): void {
    this.#events.delete(requestId);
    const index = this.#undelivered.findIndex((event) => event.requestId === requestId);
    if (index !== -1) this.#undelivered.splice(index, 1);
    this.#late.add(requestId);
    const [oldest] = this.#late;
    if (this.#late.size > LATE_EVENTS && oldest !== undefined) this.#late.delete(oldest);
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

  next(receive: EventReceiver): () => void {
    this.#receivers.add(receive);
    this.#onSignal({ type: "next" });
    this.#handOver();
    return () => void this.#receivers.delete(receive);
  }

  answer({ type, requestId, body, streamed }: RuntimeResult): Acknowledgement {
    if (!this.#events.delete(requestId)) return this.#refuse(requestId);
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
    return this.#events.get(requestId)?.onChunk;
  }

  #handOver(): void {
    const [receive] = this.#receivers;
    const event = receive && this.#undelivered.shift();
    if (receive === undefined || event === undefined) return;
    this.#receivers.delete(receive);
    receive(event);
  }

  #refuse(requestId: string): Acknowledgement {
    return this.#late.delete(requestId)
      ? refusal(410, "Invoke timeout", "InvokeTimeout")
      : refusal(400, "Invalid request ID", "InvalidRequestID");
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

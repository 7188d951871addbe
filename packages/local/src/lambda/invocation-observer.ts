import type { IncomingMessage, ServerResponse } from "node:http";
import type { InvocationResult } from "./environment/environment.ts";

/** The front that a caller has sent a request to. */
export type ObservedFront =
  | { readonly type: "lambda" }
  | { readonly type: "api"; readonly name: string; readonly kind: string };

/** An invocation that is about to run. */
export interface ObservedRun {
  readonly functionName: string;
  readonly version: string;
  readonly requestId: string;
  readonly traceId: string;
  readonly payload: Buffer;
}

/** An event that waits in the queue of a function. */
export interface ObservedEvent {
  readonly functionName: string;
  /** The same for every try. */
  readonly requestId: string;
}

/** An event or records that a service is about to give to a function. */
export interface ObservedDelivery {
  readonly functionName: string;
  /** The id of an event; undefined for records, which have ids of their own. */
  readonly requestId: string | undefined;
  readonly payload: Buffer;
}

/**
 * The one place from which calls can be observed, for the inspector. Without an observer nothing is recorded, and calls
 * take no longer.
 */
export interface InvocationObserver {
  /** Follows a request of a caller to its answer; all that `serve` starts belongs to it. */
  request(front: ObservedFront, exchange: ObservedExchange, serve: () => void): void;
  /** Records that the present request has met an injected failure. */
  injected(label: string): void;
  /** Records that the present request has put an event into a queue, or the destination of a function. */
  accepted(event: ObservedEvent, destinationOf?: string): void;
  /** Follows one delivery, which may be lost or refused before the function runs. */
  delivery<Result extends object>(
    delivery: ObservedDelivery,
    work: () => Promise<Result | "lost">,
  ): Promise<Result | "lost">;
  /** Records why an event has left its queue. */
  completed(requestId: string, condition: string): void;
  /** Follows an invocation through its environment. */
  run(run: ObservedRun, work: () => Promise<InvocationResult>): Promise<InvocationResult>;
}

/** A request and its response, neither of them read nor written yet. */
export interface ObservedExchange {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * The way on which a call comes to a function: a request of the Lambda API, the delivery of an asynchronous event, an API in
 * front of the function, a queue, or a stream.
 */
export type CallRoute = "invoke" | "event" | "api" | "queue" | "stream";

/** All routes. */
export const CALL_ROUTES: readonly CallRoute[] = ["invoke", "event", "api", "queue", "stream"];

/** A step at which a call can fail: its route, or `accept`, the request that hands an event over to Lambda. */
export type CallStep = CallRoute | "accept";

/** A call, as an injection sees it. */
export interface FunctionCall {
  readonly functionName: string;
  /** The event, as bytes of JSON. */
  readonly payload: Buffer;
  readonly step: CallStep;
  readonly api?: CalledApi;
}

/** The API that a call came to. */
export interface CalledApi {
  readonly name: string;
  /** The route as it was written: `POST /orders`. */
  readonly routeKey: string;
  /** The statuses that the API itself can fail with. */
  readonly statuses: readonly number[];
}

import type { HttpResult } from "./http-result.ts";

/** The types of a wrapped handler that a caller needs: `createCaller<typeof handler>` reads them. */
export interface HandlerTypes<Input, Output, Faults> {
  readonly input: Input;
  readonly output: Output;
  readonly faults: Faults;
}

/**
 * The input of a handler with `request` schemas: its declared parts, of `path`, `query`, `headers` and `body`. The mark
 * is a type only; it has an HTTP caller send the parts as a request instead of as one JSON body.
 */
export type HttpRequest<Parts> = Parts & { readonly "~request"?: true };

/** An HTTP answer as API Gateway, a Function URL and an ALB take it from a function. */
export interface HandlerResponse {
  statusCode: number;
  headers?: Record<string, string>;
  multiValueHeaders?: Record<string, string[]>;
  body: string;
  isBase64Encoded?: boolean;
}

/** The least that is known of a request's event, whichever HTTP front sent it. */
export interface RequestEvent {
  readonly requestContext: object;
}

/** A wrapped handler, ready to be exported. It has two parameters, because the runtime of Node.js 24 refuses three. */
export interface WrappedHandler<Event, Result, Context, Types> {
  (event: Event, context: Context): Promise<Result>;
  readonly "~types"?: Types;
}

/**
 * A wrapped handler with `input` or `request` schemas, ready to be exported: it takes a request's event, and on direct
 * invocations its input.
 */
export interface WrappedRequestHandler<Event, Answer, Input, Result, Context, Types> {
  (event: Event, context: Context): Promise<Answer>;
  (event: Input, context: Context): Promise<Result>;
  readonly "~types"?: Types;
}

/** The type of a handler's result without the status and headers of {@link HttpResult}. */
type PlainResult<Value> = Value extends HttpResult<infer Plain> ? Plain : Value;

// biome-ignore lint/suspicious/noConfusingVoidType: handler types of @types/aws-lambda have it
type IsVoid<Value> = Value extends void ? (void extends Value ? true : false) : false;

/** The same without a `void` beside other types, which the handler types of `@types/aws-lambda` have for callbacks. */
export type ResultOf<Value> = [IsVoid<Value>] extends [true]
  ? Value
  : PlainResult<Value extends unknown ? (IsVoid<Value> extends true ? never : Value) : never>;

/** True for the type of a request's event. Authorizers name their kind in `type`. */
export type IsRequest<Event> = unknown extends Event
  ? false
  : Event extends { readonly type: string }
    ? false
    : Event extends RequestEvent
      ? true
      : false;

/** The result over HTTP of a handler that returns its own responses: these, or the answer of the wrapper. */
export type OwnAnswer<Value> = HandlerResponse extends Value ? Value : Value | HandlerResponse;

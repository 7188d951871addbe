import type { Catalog, FaultsOf } from "@faultwire/catalog";
import { checkFunction } from "@faultwire/catalog/internal";
import { deliver } from "./answer/answer.ts";
import { type AnswerContext, idsOf } from "./answer/answer-context.ts";
import { answerEvent } from "./answer/answer-event.ts";
import { headersFor } from "./answer/event-headers.ts";
import { flavourOf } from "./answer/flavour.ts";
import { checkHandler, checkWrapper } from "./check-wrapper.ts";
import { withGuards } from "./guards/with-guards.ts";
import type {
  HandlerResponse,
  HandlerTypes,
  HttpRequest,
  IsRequest,
  OwnAnswer,
  RequestEvent,
  ResultOf,
  WrappedHandler,
  WrappedRequestHandler,
} from "./handler-types.ts";
import type { HttpResult } from "./http-result.ts";
import { isHttpResult } from "./http-result.ts";
import type { JsonResult } from "./json.ts";
import type { LambdaContext } from "./lambda-context.ts";
import { readInput } from "./payload/read-input.ts";
import { readRequest } from "./payload/read-request.ts";
import type { ReadParts, RequestSchemas, SentParts } from "./payload/request-schemas.ts";
import { writeResult } from "./payload/write-result.ts";
import { unlessError } from "./unless-error.ts";
import type { RequestOptions, WrapOptions } from "./wrap-options.ts";

const OPTIONS = ["input", "request", "output", "issues", "wire", "trace", "body", "headers"];

/** The event that a handler with schemas takes for a request: as its third parameter declares it. */
type EventOf<Event> = unknown extends Event ? RequestEvent : Event;

/** The answer over HTTP of a handler, which writes its own responses if it has no `output`. */
type AnswerOf<Value, Returned> = unknown extends Returned ? OwnAnswer<ResultOf<Value>> : HandlerResponse;

/**
 * Wraps a handler whose requests have more than a body: the handler gets the declared parts of the request, validated,
 * the context, and the unchanged event.
 *
 * @throws TypeError for options that cannot work.
 * @example
 * wrapHandler(async ({ path, query }) => list(path.shopId, query.limit), {
 *   throws: Orders,
 *   request: { path: z.object({ shopId: z.string() }), query: z.object({ limit: z.coerce.number() }) },
 * });
 */
export function wrapHandler<
  Throws extends Catalog,
  Parts extends RequestSchemas,
  Value extends Returned | HttpResult<Returned>,
  Context extends LambdaContext = LambdaContext,
  Event = unknown,
  Returned = unknown,
  Received = ResultOf<Value>,
>(
  // biome-ignore lint/suspicious/noConfusingVoidType: handler types of @types/aws-lambda have it
  handler: (input: ReadParts<Parts>, context: Context, event: Event) => Promise<Value> | Value | void,
  options: RequestOptions<Throws, Parts, Returned, Received>,
): WrappedRequestHandler<
  EventOf<Event>,
  AnswerOf<Value, Returned>,
  SentParts<Parts>,
  ResultOf<Value>,
  Context,
  HandlerTypes<HttpRequest<SentParts<Parts>>, JsonResult<Received>, FaultsOf<Throws>>
>;

/**
 * Wraps a handler: what it throws becomes the right bytes for its invoker.
 *
 * - Without `input` the handler gets the event and the context. Every `Handler<Event, Result>` of `@types/aws-lambda`
 *   fits, and the wrapped handler fits that type.
 * - With `input` it gets its input, validated, the context, and the unchanged event.
 *
 * @throws TypeError for options that cannot work, and for a handler with a callback: use `wrapCallback`.
 * @example
 * export const handler = wrapHandler(async (event: { orderId: string }) => find(event.orderId), { throws: Orders });
 */
export function wrapHandler<
  Throws extends Catalog,
  Input,
  Value extends Returned | HttpResult<Returned>,
  Context extends LambdaContext = LambdaContext,
  Event = unknown,
  Sent = never,
  Returned = unknown,
  Received = ResultOf<Value>,
>(
  // biome-ignore lint/suspicious/noConfusingVoidType: handler types of @types/aws-lambda have it
  handler: (input: Input, context: Context, event: Event) => Promise<Value> | Value | void,
  options: WrapOptions<Throws, Sent, Input, Returned, Received>,
): [Sent] extends [never]
  ? WrappedHandler<
      Input,
      IsRequest<Input> extends true ? AnswerOf<Value, Returned> : ResultOf<Value>,
      Context,
      IsRequest<Input> extends true
        ? HandlerTypes<unknown, unknown extends Returned ? unknown : JsonResult<Received>, FaultsOf<Throws>>
        : HandlerTypes<Input, JsonResult<Received>, FaultsOf<Throws>>
    >
  : WrappedRequestHandler<
      EventOf<Event>,
      AnswerOf<Value, Returned>,
      Sent,
      ResultOf<Value>,
      Context,
      HandlerTypes<Sent, JsonResult<Received>, FaultsOf<Throws>>
    >;

/** Implements the overloads above. */
export function wrapHandler(
  handler: (input: never, context: never, event: never) => unknown,
  options: WrapOptions<Catalog, unknown, unknown, unknown, unknown> & { readonly request?: RequestSchemas },
): (event: unknown, context: LambdaContext) => Promise<unknown> {
  const where = "wrapHandler()";
  checkFunction(where, "the handler", handler);
  checkWrapper(where, options, { more: OPTIONS });
  const { input, request, output, issues = "words", wire, guards } = options;
  if (!input && !request) checkHandler(where, handler);
  // The overloads declare the handler's parameters; here it gets whatever was read for it.
  const run = handler as (input: unknown, context: LambdaContext, event?: unknown) => unknown;

  function contextOf(event: unknown, context: LambdaContext): AnswerContext {
    return { event, flavour: flavourOf(event, wire), ...idsOf(context) };
  }

  const wrappedAt = output && placeOf(wrapHandler);

  function write(value: unknown, answered: AnswerContext): Promise<unknown> {
    const { event, flavour, requestId, traceId } = answered;
    const headers = flavour && options.headers ? headersFor(event, { ...options, requestId, traceId }) : {};
    return writeResult(value, { output, flavour, headers, wrappedAt });
  }

  async function runFull(answered: AnswerContext, context: LambdaContext): Promise<unknown> {
    const { event } = answered;
    if (request) return run(await readRequest(request, answered, issues), context, event);
    if (input) return run(await readInput(input, answered, issues), context, event);
    return run(event, context);
  }

  const full = withGuards(
    async (answered: AnswerContext, context: LambdaContext) =>
      write(unlessError(await runFull(answered, context)), answered),
    guards,
  );
  // Without schemas and headers nothing is added to the handler except the promise that catching needs.
  const plain = withGuards((event: unknown, context: LambdaContext) => run(event, context), guards);
  const isFull = [input, request, output, options.headers].some((option) => option !== undefined);

  return async function invoke(event, context) {
    const answered = isFull ? contextOf(event, context) : undefined;
    try {
      if (answered) return await full(answered, context, event);
      const value = unlessError(await plain(event, context, event));
      return isHttpResult(value) ? await write(value, contextOf(event, context)) : value;
    } catch (thrown) {
      const answer = answerEvent(thrown, answered ?? contextOf(event, context), options);
      return deliver(answer instanceof Promise ? await answer : answer);
    }
  };
}

/** Captures the place where a function was called. The stack is written when it is first read. */
function placeOf(called: typeof wrapHandler): Error {
  const place = new Error("wrapped here");
  Error.captureStackTrace(place, called);
  return place;
}

import type { Catalog, FaultsOf } from "@faultwire/catalog";
import { checkFunction, isError } from "@faultwire/catalog/internal";
import { encodeStreamEnd, fitStreamEnd, type ProxyResponse } from "@faultwire/wire";
import { type Answer, deliver } from "../answer/answer.ts";
import { type AnswerContext, idsOf } from "../answer/answer-context.ts";
import { answerError } from "../answer/answer-error.ts";
import { answerEvent, type EventSettings } from "../answer/answer-event.ts";
import { concealed, type DisclosedError } from "../answer/disclose.ts";
import { flavourOf } from "../answer/flavour.ts";
import { checkWrapper } from "../check-wrapper.ts";
import { readText, toText } from "../foreign/safe-read.ts";
import { withGuards } from "../guards/with-guards.ts";
import type { HandlerTypes } from "../handler-types.ts";
import type { LambdaContext } from "../lambda-context.ts";
import { readInput } from "../payload/read-input.ts";
import { unlessError } from "../unless-error.ts";
import type { WrapOptions } from "../wrap-options.ts";
import { type FaultFrame, prepareFrame } from "./fault-frame.ts";
import type { ResponseStream } from "./response-stream.ts";
import { watchStream } from "./watch-stream.ts";
import { writeResponse } from "./write-response.ts";

/** The options of {@link wrapStreamHandler}. */
export type StreamOptions<Throws extends Catalog, Sent, Input> = Omit<
  WrapOptions<Throws, Sent, Input, never, never>,
  "output" | "wire" | "trace"
>;

/** A wrapped streaming handler, ready to be exported. */
export interface WrappedStreamHandler<Event, Stream, Context, Types> {
  (event: Event, stream: Stream, context: Context): Promise<void>;
  readonly "~types"?: Types;
}

/** The runtime's addition to the global scope. */
interface Runtime {
  readonly awslambda?: { streamifyResponse?<Handler>(handler: Handler): Handler };
}

/**
 * Wraps a handler that streams its response. An error before the first byte becomes a real status and body behind a
 * Function URL or a REST API. After it, server-sent events and lines of JSON end there with the fault as their last
 * event or line. Any other stream, and that of a direct call, ends with the fault, small enough for the runtime's
 * trailers. The stream ends with the handler's promise, unless the handler or a pipe has ended it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
 * @example
 * export const handler = wrapStreamHandler(async (event, stream) => pipeline(rows(event), stream), { throws: Orders });
 */
export function wrapStreamHandler<
  Throws extends Catalog,
  Input,
  Stream = ResponseStream,
  Context extends LambdaContext = LambdaContext,
  Sent = Input,
>(
  handler: (input: Input, stream: Stream, context: Context, event: unknown) => Promise<void> | void,
  options: StreamOptions<Throws, Sent, Input>,
): WrappedStreamHandler<
  unknown extends Sent ? Input : Sent,
  Stream,
  Context,
  HandlerTypes<Sent, undefined, FaultsOf<Throws>>
>;

/**
 * Wraps the streaming handler of a framework that types it as any other handler, such as Hono's `streamHandle`.
 *
 * @example
 * export const handler = wrapStreamHandler(streamHandle(app), { throws: Orders });
 */
export function wrapStreamHandler<Throws extends Catalog, Event>(
  handler: (event: Event, context: never, callback: () => void) => unknown,
  options: Omit<StreamOptions<Throws, Event, Event>, "input" | "issues">,
): WrappedStreamHandler<
  Event,
  ResponseStream,
  LambdaContext,
  HandlerTypes<Event, undefined, FaultsOf<Throws>>
>;

/** Implements the overloads above. */
export function wrapStreamHandler(
  handler: (input: never, stream: never, context: never, event: unknown) => unknown,
  options: StreamOptions<Catalog, unknown, unknown>,
): WrappedStreamHandler<unknown, ResponseStream, LambdaContext, unknown> {
  const where = "wrapStreamHandler()";
  checkFunction(where, "the handler", handler);
  checkWrapper(where, options, { more: ["input", "issues", "body", "headers"] });
  const { input, issues = "words", guards } = options;

  // The overloads declare the handler's parameters; here it gets whatever was read for it, and the runtime's stream.
  const write = handler as (...given: readonly unknown[]) => unknown;

  function contextOf(event: unknown, context: LambdaContext): AnswerContext {
    return { event, flavour: flavourOf(event), ...idsOf(context) };
  }

  async function run(response: ResponseStream, context: LambdaContext, event: unknown) {
    const given = input ? await readInput(input, contextOf(event, context), issues) : event;
    unlessError(await write(given, response, context, event));
  }

  async function invoke(event: unknown, stream: ResponseStream, context: LambdaContext): Promise<void> {
    const frame = flavourOf(event) === undefined ? undefined : prepareFrame(stream);
    const watched = watchStream(stream, frame);
    const guarded = withGuards((_: undefined, given: LambdaContext) => run(stream, given, event), guards);
    try {
      await Promise.race([guarded(undefined, context, event), watched.destroyed]);
      watched.finish();
    } catch (thrown) {
      watched.stop();
      const isStarted = watched.isStarted();
      if (frame?.isAnnounced() && isStarted && !watched.isEnded()) {
        watched.endWith(await answerFrame(thrown, contextOf(event, context), { options, frame }));
        return;
      }
      const answer = await answerStream(thrown, contextOf(event, context), { options, isStarted });
      if ("thrown" in answer) throw asStreamEnd(answer.thrown);
      // A request is always answered with an HTTP response.
      writeResponse(stream, watched.endWith, answer.returned as ProxyResponse);
    }
  }

  // Outside of Lambda, in a test, there is no runtime to mark the handler for; `awslambda` may exist all the same.
  const { awslambda } = globalThis as Runtime;
  return awslambda?.streamifyResponse?.(invoke) ?? invoke;
}

function answerStream(
  thrown: unknown,
  context: AnswerContext,
  { options, isStarted }: { readonly options: EventSettings; readonly isStarted: boolean },
): Answer | Promise<Answer> {
  const encode = encodeStreamEnd;
  if (!isStarted) return answerEvent(thrown, context, { ...options, encode });
  // An end user reads the bytes that were sent and this end of them.
  const isPublic = context.flavour !== undefined;
  const conceal = isPublic ? { conceal: true } : {};
  const rest = { ...context, flavour: undefined };
  return answerEvent(thrown, rest, { ...options, ...conceal, encode, wire: "standard" });
}

/** Answers an error with the frame that ends the stream, which an end user reads. */
async function answerFrame(
  thrown: unknown,
  context: AnswerContext,
  { options, frame }: { readonly options: EventSettings; readonly frame: FaultFrame },
): Promise<string> {
  const encode = ({ disclosure = concealed() }: DisclosedError) => ({
    returned: frame.encode(disclosure.data, context.requestId),
  });
  const encoding = { isPublic: true, encode };
  return deliver(await answerError(thrown, context, { settings: options, encoding }));
}

/** Fits an error into the headers that the runtime writes it to. */
function asStreamEnd(thrown: unknown): unknown {
  const isThrownError = isError(thrown);
  const name = isThrownError ? (readText(thrown, "name") ?? "Error") : typeof thrown;
  const message = readText(thrown, "message") ?? toText(thrown);
  const stack = readText(thrown, "stack") ?? name;
  const error = { name, message, stack };
  const fit = fitStreamEnd(error);
  // The runtime of Node.js 22 ends its process over a symbol, and cannot read undefined.
  if (fit === error && isThrownError) return thrown;
  return Object.defineProperties(new Error(fit.message), {
    name: { value: fit.name },
    stack: { value: fit.stack },
  });
}

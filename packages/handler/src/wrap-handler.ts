import type { Catalog, FaultsOf } from "@faultwire/catalog";
import type { BodyFormat } from "@faultwire/wire";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { deliver } from "./answer/answer.ts";
import { type AnswerContext, requestIdOf } from "./answer/answer-context.ts";
import { answerEvent } from "./answer/answer-event.ts";
import { type HttpEvent, headersFor } from "./answer/event-headers.ts";
import { flavourOf, type WireChoice } from "./answer/flavour.ts";
import { withGuards } from "./guards/with-guards.ts";
import type { InvokerOptions } from "./invoker-options.ts";
import type { LambdaContext } from "./lambda-context.ts";
import { type IssueStyle, readInput } from "./payload/read-input.ts";
import { writeOutput } from "./payload/write-output.ts";

/** What a caller knows of a handler from its type alone. */
export interface HandlerTypes<Input, Output, Faults> {
  readonly input: Input;
  readonly output: Output;
  readonly faults: Faults;
}

/** A wrapped handler, ready to be exported; two parameters, because the runtime refuses three. */
export interface WrappedHandler<Event, Result, Context, Types> {
  (event: Event, context: Context): Promise<Result>;
  readonly "~types"?: Types;
}

/** What JSON makes of a value: the caller has no schema of the result at run time. */
export type Json<Value> = unknown extends Value
  ? unknown
  : Value extends { toJSON(...args: never): infer Plain }
    ? Plain
    : Value extends string | number | boolean | null | undefined
      ? Value
      : Value extends bigint | symbol | ((...args: never) => unknown)
        ? never
        : Value extends ReadonlyMap<unknown, unknown> | ReadonlySet<unknown>
          ? Record<string, never>
          : { [Key in keyof Value]: Json<Value[Key]> };

/** What JSON makes of a result: where there is none, the runtime posts null. */
export type JsonResult<Value> = unknown extends Value
  ? unknown
  : Value extends undefined
    ? null
    : // biome-ignore lint/suspicious/noConfusingVoidType: the type of a handler that returns nothing
      void extends Value
      ? null
      : Json<Value>;

/** How a handler is wrapped. */
export interface WrapOptions<Throws extends Catalog, Sent, Input, Returned, Received>
  extends InvokerOptions<Throws> {
  /** Validates the event, or the JSON body of a request; the handler gets its output. */
  readonly input?: StandardSchemaV1<Sent, Input>;
  /** Validates the result, and makes a JSON response of it where the event is a request. */
  readonly output?: StandardSchemaV1<Returned, Received>;
  /** `auto` unless told. */
  readonly wire?: WireChoice;
  /** Adds function, line and file to the `custom` wire, as API Gateway's documentation shows. */
  readonly trace?: boolean;
  /** `verbatim` tells issues of the input in the schema library's words, which may repeat the input. */
  readonly issues?: IssueStyle;
  /** How the body of an HTTP answer tells a fault: `problemDetails()`, `restJson1`, or one of your own. */
  readonly body?: BodyFormat;
  /** Headers for every HTTP answer that the wrapper writes, such as those of CORS. A fault's own stand over them. */
  headers?(event: HttpEvent): Readonly<Record<string, string>>;
}

/**
 * Wraps a handler: whatever it throws becomes the right bytes for whoever invoked it. The handler gets its input,
 * the context, and the untouched event.
 *
 * @example
 * export const handler = wrapHandler(async (event: { orderId: string }) => find(event.orderId), { throws: Orders });
 */
export function wrapHandler<
  Throws extends Catalog,
  Input,
  Value extends Returned,
  Context extends LambdaContext = LambdaContext,
  Sent = Input,
  Returned = unknown,
  Received = Awaited<Value>,
>(
  handler: (input: Input, context: Context, event: unknown) => Promise<Value> | Value,
  options: WrapOptions<Throws, Sent, Input, Returned, Received>,
): WrappedHandler<
  unknown extends Sent ? Input : Sent,
  Value,
  Context,
  HandlerTypes<Sent, JsonResult<Received>, FaultsOf<Throws>>
> {
  const { input, output, issues = "words", wire, guards } = options;
  const contextOf = (event: unknown, context: Context): AnswerContext => ({
    event,
    flavour: flavourOf(event, wire),
    requestId: requestIdOf(context),
  });

  async function validated(answered: AnswerContext, context: Context): Promise<unknown> {
    const { event, flavour, requestId } = answered;
    const given = input ? await readInput(input, answered, issues) : event;
    // Without a schema, the input is the event.
    const value = await handler(given as Input, context, event);
    if (!output) return value;
    const headers = flavour && options.headers ? headersFor(event, { ...options, requestId }) : {};
    return writeOutput(output, value, { flavour, headers });
  }
  const runValidated = withGuards(validated, guards);

  // Without validation nothing is added to the handler except the promise that catching needs; its input is the event.
  const runUnchecked = withGuards(
    handler as (event: unknown, context: Context, untouched: unknown) => unknown,
    guards,
  );
  const isValidated = input !== undefined || output !== undefined;

  async function invoke(event: unknown, context: Context): Promise<unknown> {
    const answered = isValidated ? contextOf(event, context) : undefined;
    try {
      return await (answered ? runValidated(answered, context, event) : runUnchecked(event, context, event));
    } catch (thrown) {
      return deliver(await answerEvent(thrown, answered ?? contextOf(event, context), options));
    }
  }

  // On the proxy and document wires it resolves with a response or a document that stands for the error.
  return invoke as never;
}

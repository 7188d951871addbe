import type { Catalog } from "@faultwire/catalog";
import { checkFunction, checkOptions } from "@faultwire/catalog/internal";
import { encodeAppSyncEvent, isJsonObject } from "@faultwire/wire";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { type Answer, deliver } from "../answer/answer.ts";
import { idsOf } from "../answer/answer-context.ts";
import { answerError } from "../answer/answer-error.ts";
import type { DisclosedError } from "../answer/disclose.ts";
import { nameAndMessageOf } from "../answer/name-and-message.ts";
import type { ResultOf } from "../handler-types.ts";
import type { InvokerOptions } from "../invoker-options.ts";
import type { LambdaContext } from "../lambda-context.ts";
import { readInput } from "../payload/read-input.ts";
import type { IssueStyle } from "../payload/word-issue.ts";
import { unlessError } from "../unless-error.ts";
import type { AppSyncEventsAnswer, AppSyncEventsRequest } from "./appsync-events.ts";
import { wrapInvoker } from "./wrap-invoker.ts";

/** The handlers of a channel namespace; without one, AppSync's default: events are published, subscriptions accepted. */
export interface AppSyncEventsHandlers<Payload, Value, Context> {
  /** Gets each published event. The result is broadcast in its place; for `undefined` nothing is. */
  readonly onPublish?: (payload: Payload, context: Context, request: AppSyncEventsRequest) => Value;
  /** Accepts a subscription by returning, and refuses it by throwing. */
  readonly onSubscribe?: (request: AppSyncEventsRequest, context: Context) => unknown;
}

/** The options of {@link wrapAppSyncEvents}. */
export interface AppSyncEventsOptions<Throws extends Catalog, Payload> extends InvokerOptions<Throws> {
  /** Validates the payload of each published event; the handler gets its output. */
  readonly input?: StandardSchemaV1<unknown, Payload>;
  /**
   * The wording of validation issues. `verbatim` is the schema library's, which may repeat the input.
   *
   * @default "words"
   */
  readonly issues?: IssueStyle;
}

/**
 * Wraps the handlers of a channel namespace of AppSync Events, for a direct integration in the mode
 * `REQUEST_RESPONSE`. An event whose handler throws is answered with an error of its own, and the others are
 * published. The publisher of that event, or the subscriber who is refused, reads the fault with `parseAppSync`.
 *
 * @throws TypeError without a handler.
 * @see https://docs.aws.amazon.com/appsync/latest/eventapi/direct-lambda-integrations.html
 * @example
 * export const handler = wrapAppSyncEvents({ onPublish: (order) => check(order) }, { throws: Orders });
 */
export function wrapAppSyncEvents<
  Throws extends Catalog,
  Payload,
  Value,
  Context extends LambdaContext = LambdaContext,
>(
  handlers: AppSyncEventsHandlers<Payload, Value, Context>,
  options: AppSyncEventsOptions<Throws, Payload>,
): (
  request: AppSyncEventsRequest,
  context: Context,
) => Promise<AppSyncEventsAnswer<ResultOf<Awaited<Value>>>> {
  const { onPublish, onSubscribe } = checkHandlers(handlers);
  const { input, issues = "words" } = options;
  const rules = { settings: options, encoding: { isPublic: true, encode: encodeText } };

  async function publish(
    { id, payload }: { readonly id: string; readonly payload: unknown },
    request: AppSyncEventsRequest,
    context: Context,
  ): Promise<{ readonly id: string; readonly payload?: unknown; readonly error?: string } | undefined> {
    if (!onPublish) return { id, payload };
    try {
      // Without a schema the handler declares what it is sent.
      const given = input ? await readInput(input, { event: payload }, issues) : (payload as Payload);
      const value = unlessError(await onPublish(given, context, request));
      return value === undefined ? undefined : { id, payload: value };
    } catch (thrown) {
      const answered = { event: request, ...idsOf(context), item: String(id) };
      return { id, error: deliver(await answerError(thrown, answered, rules)) };
    }
  }

  async function answer(request: AppSyncEventsRequest, context: Context): Promise<unknown> {
    if (operationOf(request) === "SUBSCRIBE") {
      unlessError(await onSubscribe?.(request, context));
      return null;
    }
    const { events } = request;
    if (!Array.isArray(events))
      throw new TypeError("wrapAppSyncEvents(): the event is not of AppSync Events");
    const answers = await Promise.all(events.map((event) => publish(event, request, context)));
    return { events: answers.filter((each) => each !== undefined) };
  }

  const wrapped = wrapInvoker(answer, options, {
    name: "wrapAppSyncEvents",
    isPublic: true,
    more: ["input", "issues"],
    encode: (error, { event }) => {
      const { returned } = encodeText(error);
      const { events } = Object(event);
      const isPublish = operationOf(event) !== "SUBSCRIBE" && Array.isArray(events);
      // AppSync logs an error of a whole publish, and does not return it to the publisher.
      return {
        returned: isPublish ? { events: events.map((each) => failed(each, returned)) } : { error: returned },
      };
    },
  });
  // A payload is what the handler returns, or the event as it came.
  return wrapped as never;
}

function checkHandlers<Handlers extends AppSyncEventsHandlers<never, unknown, never>>(
  handlers: Handlers,
): Handlers {
  const where = "wrapAppSyncEvents()";
  checkOptions(where, handlers, ["onPublish", "onSubscribe"]);
  const { onPublish, onSubscribe } = handlers;
  if (onPublish !== undefined || onSubscribe === undefined) checkFunction(where, "onPublish", onPublish);
  if (onSubscribe !== undefined) checkFunction(where, "onSubscribe", onSubscribe);
  return handlers;
}

function operationOf(request: unknown): unknown {
  const { info } = Object(request);
  return isJsonObject(info) ? info.operation : undefined;
}

function failed(event: unknown, error: string): { readonly id: unknown; readonly error: string } {
  return { id: Object(event).id, error };
}

function encodeText(error: DisclosedError): { readonly returned: string } & Answer<string> {
  return { returned: encodeAppSyncEvent(error.disclosure?.data ?? nameAndMessageOf(error)) };
}

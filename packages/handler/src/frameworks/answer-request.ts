import type { Catalog, Fault } from "@faultwire/catalog";
import type { InvocationIds } from "../answer/answer-context.ts";
import { answerEvent } from "../answer/answer-event.ts";
import { flavourOf } from "../answer/flavour.ts";
import { checkWrapper } from "../check-wrapper.ts";
import { read, readText } from "../foreign/safe-read.ts";
import type { HttpAnswerOptions } from "./answer-options.ts";

/** An error of a request, with the invocation as far as the framework knows it. */
export interface RequestError extends InvocationIds {
  readonly thrown: unknown;
  readonly event: unknown;
}

/** An HTTP answer in the form that every framework can send. */
export interface PlainAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Checks the options of an error handler.
 *
 * @throws TypeError naming the option and what to do.
 */
export function checkHttpAnswer(options: HttpAnswerOptions<Catalog>, more: readonly string[] = []): void {
  checkWrapper("answerFaults()", options, { more: ["body", "headers", ...more], isWithoutGuards: true });
}

/**
 * Answers an error as `wrapHandler` answers the request. Never throws.
 *
 * @param mapped the fault that `mapError` made of the error
 */
export async function answerRequest<Throws extends Catalog>(
  { thrown, event, requestId, traceId }: RequestError,
  mapped: Fault | undefined,
  options: HttpAnswerOptions<Throws>,
): Promise<PlainAnswer> {
  const wire = "proxy";
  const context = { event, requestId, traceId, flavour: flavourOf(event, wire) };
  const answer = await answerEvent(thrown, context, { ...options, wire, mapError: () => mapped });
  const returned = "returned" in answer ? answer.returned : undefined;
  // An ALB's answer may have the other form of headers.
  const headers = { ...Object(read(returned, "headers")), ...Object(read(returned, "multiValueHeaders")) };
  return {
    status: Number(read(returned, "statusCode")),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body: readText(returned, "body") ?? "",
  };
}

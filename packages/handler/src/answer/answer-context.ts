import { currentTrace } from "@faultwire/catalog/internal";
import { decodeTraceId, type ProxyFlavour } from "@faultwire/wire";
import { readText } from "../foreign/safe-read.ts";
import type { AnswerSettings } from "../invoker-options.ts";
import type { ReportSettings } from "../report/report.ts";

/** The ids of an invocation. */
export interface InvocationIds {
  readonly requestId: string;
  /** The X-Ray trace id; undefined outside of Lambda. */
  readonly traceId?: string | undefined;
}

/** The invocation that is answered. */
export interface AnswerContext extends InvocationIds {
  readonly event: unknown;
  /** The form of HTTP answer that the event asks for; undefined if it asks for none. */
  readonly flavour?: ProxyFlavour | undefined;
  /** The record of a batch that failed. */
  readonly item?: string;
}

/** Makes the settings of a log line about an invocation. */
export function reportSettings(
  { redact, log, logProperties }: AnswerSettings,
  { requestId, traceId, item }: AnswerContext,
): ReportSettings {
  return { requestId, traceId, item, redact, log, logProperties };
}

/** Reads the ids of an invocation; an empty text if there is no context, as in a careless test. */
export function idsOf(context: unknown): InvocationIds {
  const traceId = decodeTraceId(currentTrace(readText(context, "xRayTraceId")));
  return { requestId: readText(context, "awsRequestId") ?? "", traceId };
}

import type { ProxyFlavour } from "@faultwire/wire";
import { readText } from "../foreign/safe-read.ts";

/** The invocation that is answered. */
export interface AnswerContext {
  readonly event: unknown;
  readonly requestId: string;
  /** The form of HTTP answer that the event asks for; undefined if it asks for none. */
  readonly flavour?: ProxyFlavour | undefined;
  /** The record of a batch that failed. */
  readonly item?: string;
}

/** Reads the id of an invocation; an empty text if there is no context, as in a careless test. */
export function requestIdOf(context: unknown): string {
  return readText(context, "awsRequestId") ?? "";
}

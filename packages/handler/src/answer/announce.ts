import { read, readText } from "../foreign/safe-read.ts";
import type { AnswerSettings } from "../invoker-options.ts";
import { type FaultReport, notifyHooks } from "../report/notify-hooks.ts";
import { report } from "../report/report.ts";
import type { AnswerContext } from "./answer-context.ts";
import type { Disclosure } from "./disclose.ts";

/** An error that has its answer. */
export interface AnsweredError {
  readonly thrown: unknown;
  readonly disclosure: Disclosure | undefined;
  /** Whether the runtime gets the error, logs it and counts it. */
  readonly isThrown: boolean;
  /** Whether the runtime logs all of it. */
  readonly isLogged: boolean;
}

/** Writes an error's log line and calls the hooks; undefined if there are no hooks to wait for. Never throws. */
export function announce(
  { thrown, disclosure, isThrown, isLogged }: AnsweredError,
  { requestId, item }: AnswerContext,
  { onFault, log, redact }: AnswerSettings,
): Promise<void> | undefined {
  const { errorType, status } = disclosure?.data ?? { errorType: undefined, status: 500 };
  const settings = { requestId, item, log, redact };
  if (needsLine(thrown, disclosure, isLogged)) report(thrown, errorType ?? "undeclared", settings);
  if (onFault === undefined) return undefined;
  const fault: FaultReport = {
    errorType: errorType ?? readText(thrown, "name") ?? "Error",
    status,
    thrown,
    isDeclared: disclosure?.fault !== undefined,
    isThrown,
    requestId,
    ...(item !== undefined && { item }),
  };
  return notifyHooks(onFault, fault, settings);
}

/** Whether the log needs a line: not for errors that the runtime logs, and not for faults that are the client's. */
function needsLine(thrown: unknown, disclosure: Disclosure | undefined, isLogged: boolean): boolean {
  if ((disclosure && !disclosure.fault) || read(thrown, "cause") !== undefined) return true;
  return !isLogged && (disclosure?.data.status ?? 500) >= 500;
}

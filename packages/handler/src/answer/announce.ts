import { isDetailsLine } from "@faultwire/wire";
import { read, readText } from "../foreign/safe-read.ts";
import type { AnswerSettings } from "../invoker-options.ts";
import { type FaultReport, notifyHooks } from "../report/notify-hooks.ts";
import { report } from "../report/report.ts";
import type { Answer } from "./answer.ts";
import { type AnswerContext, reportSettings } from "./answer-context.ts";
import type { Disclosure } from "./disclose.ts";
import { isLoggedWhole } from "./is-logged-whole.ts";

/** An error that has its answer. */
export interface AnsweredError {
  readonly thrown: unknown;
  readonly disclosure: Disclosure | undefined;
  /** The answer: the runtime gets a thrown error, logs it and counts it. */
  readonly answer: Answer;
  /** Whether the runtime logs the error that it gets with its stack. */
  readonly isLogged: boolean;
}

/** Writes an error's log line and calls the hooks; undefined if there are no hooks to wait for. Never throws. */
export function announce(
  answered: AnsweredError,
  context: AnswerContext,
  settings: AnswerSettings,
): Promise<void> | undefined {
  const { thrown, disclosure, answer } = answered;
  const { onFault, logProperties } = settings;
  const errorType = disclosure?.data.errorType;
  if (needsLine(answered, logProperties)) {
    // An error that a function logs itself has no details line.
    const isLoggedByRuntime =
      disclosure && "thrown" in answer && isDetailsLine(readText(answer.thrown, "stack")?.split("\n")[1]);
    const line = { ...reportSettings(settings, context), isLoggedByRuntime };
    report(thrown, errorType ?? "undeclared", line);
  }
  if (onFault === undefined) return undefined;
  const { requestId, traceId, item } = context;
  const fault: FaultReport = {
    errorType: errorType ?? readText(thrown, "name") ?? "Error",
    status: disclosure?.data.status ?? 500,
    thrown,
    isDeclared: disclosure?.fault !== undefined,
    isThrown: "thrown" in answer,
    requestId,
    traceId,
    ...(item !== undefined && { item }),
  };
  return notifyHooks(onFault, fault, reportSettings(settings, context));
}

/** Whether the log needs a line: not for errors that the runtime logs whole, and not for faults that are the client's. */
function needsLine({ thrown, disclosure, answer, isLogged }: AnsweredError, hasProperties = true): boolean {
  if ((disclosure && !disclosure.fault) || read(thrown, "cause") !== undefined) return true;
  if (!isLogged || !("thrown" in answer)) return (disclosure?.data.status ?? 500) >= 500;
  return !isLoggedWhole({ thrown, posted: answer.thrown }, disclosure, hasProperties);
}

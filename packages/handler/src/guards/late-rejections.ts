import { checkOptions } from "@faultwire/catalog/internal";
import { type InvocationIds, idsOf } from "../answer/answer-context.ts";
import type { Guard } from "../guard.ts";
import type { FaultLog } from "../report/fault-line.ts";
import type { Redact } from "../report/redact.ts";
import { report } from "../report/report.ts";

/** The settings of {@link lateRejections}, as in the options of the wrappers. */
export interface LateRejectionOptions {
  /**
   * Writes the log line.
   *
   * @default console.error
   */
  readonly log?: FaultLog;
  /** Makes details of faults and own properties of errors safe to show. */
  readonly redact?: Redact;
  /**
   * Whether the line has the own properties of what was thrown.
   *
   * @default true
   */
  readonly logProperties?: boolean;
}

/**
 * Logs a promise that was rejected after the answer and that nothing awaits. Without this guard the runtime ends the
 * process at the next event, whose caller gets a `Runtime.ExitError`. The line has the request id of the invocation
 * that is running or was the last. Make one guard per process, where the module is loaded. On Node.js 22 it takes the
 * place of the runtime's own listener, which would end the process; the listeners of others stay.
 *
 * @see https://nodejs.org/api/process.html#event-unhandledrejection
 */
export function lateRejections(options: LateRejectionOptions = {}): Guard {
  checkOptions("lateRejections()", options, ["log", "redact", "logProperties"]);
  const { log, redact, logProperties } = options;
  let ids: InvocationIds = { requestId: "" };
  for (const listener of process.listeners("unhandledRejection").filter(isOfRuntime))
    process.off("unhandledRejection", listener);
  process.on("unhandledRejection", (reason) =>
    report(reason, "UnhandledRejection", { ...ids, log, redact, logProperties }),
  );
  return (run, context) => {
    ids = idsOf(context);
    return run(context);
  };
}

/** The runtime client of Node.js 22 and before posts the rejection by a method of this name, which then ends the process. */
function isOfRuntime(listener: NodeJS.UnhandledRejectionListener): boolean {
  return /\.unhandledRejection\(/.test(Function.prototype.toString.call(listener));
}

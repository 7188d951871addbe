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
 * in whose code the promise was made, or of the last one that began where that is not known. Make one guard per
 * process, where the module is loaded. On Node.js 22 it takes the place of the runtime's own listener, which would end
 * the process; the listeners of others stay.
 *
 * @see https://nodejs.org/api/process.html#event-unhandledrejection
 */
export function lateRejections(options: LateRejectionOptions = {}): Guard {
  checkOptions("lateRejections()", options, ["log", "redact", "logProperties"]);
  const { log, redact, logProperties } = options;
  // Asked for here, so that a bundle without this guard does not load the module.
  const { AsyncLocalStorage } = process.getBuiltinModule("node:async_hooks");
  const invocation = new AsyncLocalStorage<InvocationIds>();
  let last: InvocationIds = { requestId: "" };
  for (const listener of process.listeners("unhandledRejection").filter(isOfRuntime))
    process.off("unhandledRejection", listener);
  process.on("unhandledRejection", (reason) =>
    report(reason, "UnhandledRejection", {
      ...(invocation.getStore() ?? last),
      ...{ log, redact, logProperties },
    }),
  );
  return (run, context) => {
    last = idsOf(context);
    return invocation.run(last, run, context);
  };
}

/** The runtime client of Node.js 22 and before posts the rejection by a method of this name, which then ends the process. */
function isOfRuntime(listener: NodeJS.UnhandledRejectionListener): boolean {
  return /\.unhandledRejection\(/.test(Function.prototype.toString.call(listener));
}

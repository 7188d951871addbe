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
  /** Makes details of faults safe to show. */
  readonly redact?: Redact;
}

/**
 * Logs a promise that was rejected after the answer and that nothing awaits. Without this guard the runtime ends the
 * process at the next event, whose caller gets a `Runtime.ExitError`. The line has the request id of the invocation
 * that is running or was the last. Make one guard per process. On Node.js 22 the runtime has a listener of its own and
 * ends the process in any case.
 *
 * @see https://nodejs.org/api/process.html#event-unhandledrejection
 */
export function lateRejections({ log, redact }: LateRejectionOptions = {}): Guard {
  let requestId = "";
  process.on("unhandledRejection", (reason) =>
    report(reason, "UnhandledRejection", { requestId, log, redact }),
  );
  return (run, context) => {
    requestId = context.awsRequestId;
    return run(context);
  };
}

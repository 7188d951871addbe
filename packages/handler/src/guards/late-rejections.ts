import type { Redact } from "../report/redact.ts";
import { type FaultLog, report } from "../report/report.ts";
import type { Guard } from "./guards.ts";

/** How late rejections are logged, as in the options of the wrappers. */
export interface LateRejectionOptions {
  /** Takes the line. `console.error` unless told. */
  readonly log?: FaultLog;
  /** Makes details of faults fit to be seen. */
  readonly redact?: Redact;
}

/**
 * Keeps a promise that nobody awaited from ending the function when it is rejected: the runtime would end the process
 * at the next event, whose caller would get a `Runtime.ExitError`. It goes to the log instead, with the request id of
 * the invocation that is running or was the last. Make one for a process. On Node.js 22 the runtime listens too, and
 * ends the process all the same.
 *
 * @see https://nodejs.org/api/process.html#event-unhandledrejection
 */
export function lateRejections(options: LateRejectionOptions = {}): Guard {
  let requestId = "";
  process.on("unhandledRejection", (reason) => report(reason, requestId, "UnhandledRejection", options));
  return (run, context) => {
    requestId = context.awsRequestId;
    return run(context);
  };
}

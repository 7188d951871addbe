import { report } from "../report/report.ts";
import type { Guard } from "./guards.ts";

/**
 * Keeps a promise that nobody awaited from ending the function when it is rejected: the runtime would end the process
 * at the next event, whose caller would get a `Runtime.ExitError`. It goes to the log instead, with the request id of
 * the invocation that is running or was the last. Make one for a process. On Node.js 22 the runtime listens too, and
 * ends the process all the same.
 *
 * @see https://nodejs.org/api/process.html#event-unhandledrejection
 */
export function lateRejections(): Guard {
  let requestId = "";
  process.on("unhandledRejection", (reason) => report(reason, requestId, "UnhandledRejection"));
  return (run, context) => {
    requestId = context.awsRequestId;
    return run(context);
  };
}

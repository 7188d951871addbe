import type { BuildError } from "../code/build-source.ts";
import type { Invocation, InvocationResult } from "./environment/environment.ts";
import { InvocationLog } from "./invocation-log.ts";

/** Makes the result of an invocation of code that cannot be built, as that of code which the runtime cannot read. */
export function notBuilt(
  { message }: BuildError,
  { requestId, trace }: Pick<Invocation, "requestId" | "trace">,
): InvocationResult {
  const error = { errorType: "Runtime.UserCodeSyntaxError", errorMessage: message, trace: [] };
  return {
    requestId,
    traceId: trace.root,
    outcome: "init failed",
    failed: true,
    body: Buffer.from(JSON.stringify(error)),
    ran: false,
    log: new InvocationLog(Buffer.from(`${message}\n`)),
  };
}

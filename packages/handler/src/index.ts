export type { FaultReport, OnFault } from "./fault-report.ts";
export type { ErrorRecord, FaultLine, FaultLog } from "./report.ts";
export { type LambdaErrorOptions, toLambdaError } from "./to-lambda-error.ts";
export {
  type HandlerTypes,
  type Json,
  type LambdaContext,
  type WrapOptions,
  type WrappedHandler,
  wrapHandler,
} from "./wrap-handler.ts";

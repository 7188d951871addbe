export type { CallArguments, Caller, CallOptions } from "./caller.ts";
export { createFetch, type FetchOptions } from "./create-fetch.ts";
export { fromLambdaError } from "./from-lambda-error.ts";
export type { DeclaredBy, InputOf, OutputOf } from "./handler-types.ts";
export { createHttpCaller, type HttpCallerOptions, type HttpCallOptions } from "./http-caller.ts";
export type { Meta, Outcome } from "./outcome.ts";
export { parse } from "./parse.ts";
export { parseInvocation } from "./parse-invocation.ts";
export { type LoggedFault, parseLogs } from "./parse-logs.ts";
export { parseResponse } from "./parse-response.ts";
export {
  parseAppSync,
  parseBatchResponse,
  parseBedrock,
  parseCloudFormation,
  parseCognito,
  parseDeadLetter,
  parseDestination,
  parseErrorObject,
  parseEventStream,
  parseLogLine,
  parseS3Batch,
  parseStepFunctions,
} from "./parse-wires.ts";
export { type Plan, type PlanOptions, plan } from "./plan.ts";
export type { RetryOptions } from "./retry.ts";
export type { Found, WireReader } from "./wire-reader.ts";

export type { HttpResponse, ServerSentEvent } from "@faultwire/wire";
export type { CallArguments, Caller, CallOptions } from "./caller.ts";
export type { BaseCallerOptions, InputFor, OutputFor } from "./caller-options.ts";
export type { AnyWrappedHandler, DeclaredBy, ExpectedFaults, InputOf, OutputOf } from "./handler-types.ts";
export { createFetch, type FaultFetch, type FetchOptions } from "./http/create-fetch.ts";
export {
  createHttpCaller,
  type HttpCallerOptions,
  type HttpCallOptions,
  type HttpInputFor,
  type RequestFor,
} from "./http/create-http-caller.ts";
export type { HttpLocation, RequestPartSchemas } from "./http/http-request.ts";
export { parseResponse } from "./http/parse-response.ts";
export {
  type ParseStream,
  parseStream,
  type StreamParts,
  type StreamReadOptions,
} from "./http/parse-stream.ts";
export type { StreamSource } from "./http/stream-source.ts";
export type { ParsedFault } from "./never-throwing.ts";
export type { Meta, Outcome } from "./outcome.ts";
export { fromLambdaError } from "./parse/from-lambda-error.ts";
export { parse } from "./parse/parse.ts";
export { parseCognito } from "./parse/parse-cognito.ts";
export { parseInvocation } from "./parse/parse-invocation.ts";
export { type LoggedFault, parseLogs } from "./parse/parse-logs.ts";
export { parseTrace, type TracedFault } from "./parse/parse-trace.ts";
export {
  parseAppSync,
  parseBatchResponse,
  parseBedrock,
  parseCloudFormation,
  parseDeadLetter,
  parseDestination,
  parseErrorObject,
  parseEventStream,
  parseJsonRpc,
  parseLogLine,
  parseS3Batch,
  parseStepFunctions,
} from "./parse/parse-wires.ts";
export type { WireReader } from "./parse/wire-reader.ts";
export { type Plan, type PlanOptions, plan } from "./plan.ts";
export type { RetryOptions } from "./retry.ts";

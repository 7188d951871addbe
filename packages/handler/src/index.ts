// Types of results among them: a declaration of a user's handler names them, and must find them in a dependency of its own.
export {
  type AppSyncError,
  type BatchResponse,
  type BodyFormat,
  type CustomResourceRequest,
  type EdgeResponse,
  type ItemIdentifier,
  type KafkaItemIdentifier,
  type LambdaError,
  problemDetails,
  restJson1,
  type S3BatchResponse,
} from "@faultwire/wire";
export type { HttpEvent } from "./answer/event-headers.ts";
export type { WireChoice } from "./answer/flavour.ts";
export { type LambdaErrorOptions, toLambdaError } from "./answer/to-lambda-error.ts";
export type {
  BatchEvent,
  IdentifierOf,
  PermanentFailure,
  PermanentFault,
  WrapBatchOptions,
} from "./batch/batch-options.ts";
export { wrapBatch } from "./batch/wrap-batch.ts";
export { type S3BatchTasks, wrapS3Batch } from "./batch/wrap-s3-batch.ts";
export type { Guard } from "./guard.ts";
export { type DeadlineOptions, deadline } from "./guards/deadline.ts";
export { type LateRejectionOptions, lateRejections } from "./guards/late-rejections.ts";
export { resultGuard } from "./guards/result-guard.ts";
export type {
  HandlerResponse,
  HandlerTypes,
  HttpRequest,
  RequestEvent,
  WrappedHandler,
  WrappedRequestHandler,
} from "./handler-types.ts";
export { type HttpResult, type HttpResultOptions, respond } from "./http-result.ts";
export type { InvokerOptions } from "./invoker-options.ts";
export type {
  AppSyncEventAnswer,
  AppSyncEventsAnswer,
  AppSyncEventsRequest,
} from "./invokers/appsync-events.ts";
export { type AppSyncResult, wrapAppSync, wrapAppSyncBatch } from "./invokers/wrap-appsync.ts";
export {
  type AppSyncEventsHandlers,
  type AppSyncEventsOptions,
  wrapAppSyncEvents,
} from "./invokers/wrap-appsync-events.ts";
export { type AuthorizerOptions, wrapAuthorizer } from "./invokers/wrap-authorizer.ts";
export {
  type Callback,
  type CallbackContext,
  type CallbackHandler,
  wrapCallback,
} from "./invokers/wrap-callback.ts";
export { wrapCognito } from "./invokers/wrap-cognito.ts";
export {
  type CustomResource,
  type CustomResourceContext,
  type CustomResourceEvent,
  wrapCustomResource,
} from "./invokers/wrap-custom-resource.ts";
export { wrapEdge } from "./invokers/wrap-edge.ts";
export type { Json } from "./json.ts";
export type { LambdaContext } from "./lambda-context.ts";
export type { ReadParts, RequestSchemas, SentParts } from "./payload/request-schemas.ts";
export type { IssueStyle } from "./payload/word-issue.ts";
export type { ErrorRecord, FaultLine, FaultLog } from "./report/fault-line.ts";
export type { FaultReport, OnFault } from "./report/notify-hooks.ts";
export type { Redact } from "./report/redact.ts";
export type { ResponseStream } from "./stream/response-stream.ts";
export {
  type StreamOptions,
  type WrappedStreamHandler,
  wrapStreamHandler,
} from "./stream/wrap-stream-handler.ts";
export { wrapHandler } from "./wrap-handler.ts";
export type { RequestOptions, WrapOptions } from "./wrap-options.ts";

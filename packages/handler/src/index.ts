export { type BodyFormat, problemDetails, restJson1 } from "@faultwire/wire";
export type { InternalInvokerOptions, InvokerOptions } from "./answer-invoker.ts";
export { type DeadlineOptions, deadline } from "./deadline.ts";
export type { HttpEvent } from "./event-headers.ts";
export type { FaultReport, OnFault } from "./fault-report.ts";
export type { WireChoice } from "./flavour.ts";
export type { Guard } from "./guards.ts";
export { lateRejections } from "./late-rejections.ts";
export type { Redact } from "./redact.ts";
export { resultGuard } from "./result-guard.ts";
export type { ResponseStream } from "./stream/response-stream.ts";
export {
  type StreamOptions,
  type WrappedStreamHandler,
  wrapStreamHandler,
} from "./stream/wrap-stream-handler.ts";
export { type LambdaErrorOptions, toLambdaError } from "./to-lambda-error.ts";
export { type AppSyncResult, wrapAppSync, wrapAppSyncBatch } from "./wrap-appsync.ts";
export { wrapAuthorizer } from "./wrap-authorizer.ts";
export {
  type BatchEvent,
  type IdentifierOf,
  type PermanentFailure,
  type PermanentFault,
  type WrapBatchOptions,
  wrapBatch,
} from "./wrap-batch.ts";
export { type Callback, type CallbackContext, type CallbackHandler, wrapCallback } from "./wrap-callback.ts";
export { wrapCognito } from "./wrap-cognito.ts";
export { type CustomResource, type CustomResourceEvent, wrapCustomResource } from "./wrap-custom-resource.ts";
export { type DurableHandler, type DurableWrapper, wrapDurable } from "./wrap-durable.ts";
export { wrapEdge } from "./wrap-edge.ts";
export {
  type HandlerTypes,
  type Json,
  type LambdaContext,
  type WrapOptions,
  type WrappedHandler,
  wrapHandler,
} from "./wrap-handler.ts";
export { type S3BatchTasks, wrapS3Batch } from "./wrap-s3-batch.ts";

export { type AppSyncError, decodeAppSync, encodeAppSync } from "./appsync.ts";
export {
  type BatchOptions,
  type BatchOutcome,
  type BatchResponse,
  decodeBatchError,
  decodeBatchResponse,
  encodeBatchResponse,
  type ItemIdentifier,
  type KafkaItemIdentifier,
} from "./batch.ts";
export { decodeBedrock } from "./bedrock.ts";
export { type BodyFormat, plainBody } from "./body-format.ts";
export {
  CUSTOM_RESOURCE_LIMIT,
  type CustomResourceRequest,
  type CustomResourceResponse,
  decodeCloudFormation,
  encodeCloudFormation,
  sizeOfCustomResource,
} from "./cloudformation.ts";
export { decodeCognito, encodeCognito } from "./cognito.ts";
export { type CustomTrace, decodeCustom, encodeCustom } from "./custom.ts";
export { decodeDeadLetter } from "./dead-letter.ts";
export { decodeDestination } from "./destination.ts";
export { type DetailsLine, decodeDetailsLine, encodeDetailsLine, isDelay, isStatus } from "./details-line.ts";
export { decodeDocument, encodeDocument, type LambdaError } from "./document.ts";
export type { EncodedDetails } from "./dropped-details.ts";
export { decodeErrorObject, type ErrorObject, encodeErrorObject } from "./durable.ts";
export { detectEdge, type EdgeEventType, type EdgeResponse, encodeEdge } from "./edge.ts";
export { isForEndUser } from "./end-user.ts";
export { decodeErrorType, ERROR_TYPE_HEADER } from "./error-type.ts";
export { decodeEventStream, decodeInvokeComplete, endlessStream } from "./event-stream.ts";
export {
  type DecodedFault,
  decodeFault,
  encodeFault,
  type FaultJson,
  type FaultOrigin,
} from "./fault-json.ts";
export { mergeHeaders } from "./headers.ts";
export { decodeHttp, type HttpResponse } from "./http.ts";
export { decodeInvocation, encodeInvocation, type Invocation } from "./invocation.ts";
export { asString, isJsonObject, type JsonObject, parseJson } from "./json.ts";
export { decodeLogLine } from "./log-line.ts";
export { decodeLogSubscription, type LogSubscription } from "./log-subscription.ts";
export { foldMessage } from "./message.ts";
export { problemDetails } from "./problem-details.ts";
export { encodeProxy, type ProxyResponse } from "./proxy.ts";
export { detectProxy, type ProxyFlavour } from "./proxy-event.ts";
export { restJson1 } from "./rest-json.ts";
export { decodeRetryAfter } from "./retry-after.ts";
export {
  decodeS3Batch,
  encodeS3BatchFailure,
  type S3BatchResponse,
  type S3BatchResult,
  type S3BatchResultCode,
} from "./s3-batch.ts";
export { decodeServiceError } from "./service-error.ts";
export { decodeStackFrame, type StackFrame } from "./stack-frame.ts";
export { decodeStandard, decodeStandardObject, encodeStandard, type StandardError } from "./standard.ts";
export { decodeStepFunctions } from "./step-functions.ts";
export { encodeStreamEnd, fitStreamEnd } from "./stream-end.ts";
export type { Execution, FaultData, Reporter, Wire, WireError } from "./wire-error.ts";

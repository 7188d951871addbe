export { fitDetails } from "./dropped-details.ts";
export {
  type BatchResponse,
  decodeBatchError,
  decodeBatchResponse,
  encodeBatchResponse,
  type ItemIdentifier,
  type KafkaItemIdentifier,
} from "./events/batch.ts";
export { parseCutJson } from "./events/cut-json.ts";
export { decodeDeadLetter } from "./events/dead-letter.ts";
export { decodeDestination } from "./events/destination.ts";
export { decodeErrorObject, type ErrorObject, encodeErrorObject } from "./events/durable.ts";
export { decodeFirehoseAnswer } from "./events/firehose-answer.ts";
export { encodeMessageLine } from "./events/message-line.ts";
export { decodeOperationError } from "./events/operation-error.ts";
export {
  decodeS3Batch,
  encodeS3BatchFailure,
  type S3BatchResponse,
  type S3BatchResult,
} from "./events/s3-batch.ts";
export { decodeStepFunctions } from "./events/step-functions.ts";
export { type DecodedFault, decodeFault, encodeFault, type FaultJson } from "./fault-json.ts";
export { isDelay, isStatus } from "./fault-members.ts";
export { classNameOf } from "./function-error/class-name.ts";
export { type CustomTrace, encodeCustom } from "./function-error/custom.ts";
export { isDetailsLine } from "./function-error/details-line.ts";
export {
  decodeDocument,
  decodeReturned,
  encodeDocument,
  type LambdaError,
} from "./function-error/document.ts";
export { decodeStackFrame } from "./function-error/stack-frame.ts";
export {
  decodeStandard,
  decodeStandardObject,
  encodeStandard,
  isStandardFault,
  type StandardError,
} from "./function-error/standard.ts";
export { encodeStreamEnd, fitStreamEnd } from "./function-error/stream-end.ts";
export { type BodyFormat, plainBody } from "./http/body-format.ts";
export { ERROR_TYPE_HEADER } from "./http/error-type.ts";
export { type EventReader, readEvents, type ServerSentEvent } from "./http/event-reader.ts";
export { decodeFramedBody, encodeFaultFrame, type FrameContext } from "./http/fault-frame.ts";
export { cutEventName, type FramePlace, followStream } from "./http/frame-place.ts";
export { type FrameSplitter, splitAtFrame } from "./http/frame-splitter.ts";
export { type HttpResponse, headerReader } from "./http/header-reader.ts";
export { mergeHeaders } from "./http/headers.ts";
export { decodeHttp } from "./http/http.ts";
export { problemDetails } from "./http/problem-details.ts";
export { encodeProxy } from "./http/proxy.ts";
export { detectProxy, type ProxyFlavour } from "./http/proxy-event.ts";
export { encodeProxyResponse, type ProxyResponse, proxyShape, RESPONSE_LIMIT } from "./http/proxy-shape.ts";
export { restJson1 } from "./http/rest-json.ts";
export { decodeRetryAfter } from "./http/retry-after.ts";
export {
  decodeStreamType,
  encodeStreamType,
  type StreamForm,
  type StreamType,
} from "./http/stream-type.ts";
export { type AppSyncError, decodeAppSync, encodeAppSync } from "./invokers/appsync.ts";
export { decodeGraphqlErrors } from "./invokers/appsync-error.ts";
export { encodeAppSyncEvent } from "./invokers/appsync-events.ts";
export {
  type DenialContext,
  encodeAuthorizerDenial,
  type PolicyDenial,
  type SimpleDenial,
} from "./invokers/authorizer.ts";
export {
  type BedrockAgentEvent,
  type BedrockAgentResponse,
  decodeBedrock,
  encodeBedrock,
  encodeBedrockBody,
} from "./invokers/bedrock.ts";
export {
  CUSTOM_RESOURCE_LIMIT,
  type CustomResourceRequest,
  type CustomResourceResponse,
  decodeCloudFormation,
  encodeCloudFormation,
  sizeOfCustomResource,
} from "./invokers/cloudformation.ts";
export { decodeCognito, decodeCognitoResponse, encodeCognito } from "./invokers/cognito.ts";
export { detectEdge, type EdgeResponse, encodeEdge, isAllowedAtEdge } from "./invokers/edge.ts";
export { isForEndUser } from "./invokers/end-user.ts";
export { decodeJsonRpc } from "./invokers/json-rpc.ts";
export { decodeMcpException } from "./invokers/mcp-exception.ts";
export { encodeMcpResult, type McpToolError, type ToolFault } from "./invokers/mcp-result.ts";
export { asString, isJsonObject, type JsonObject, parseJson } from "./json.ts";
export { parseJsonDocuments, parseServerSentEvents } from "./json-documents.ts";
export { decodeClientText } from "./lambda-api/client-text.ts";
export { decodeEventStream, decodeInvokeComplete, endlessStream } from "./lambda-api/event-stream.ts";
export { decodeInvocation } from "./lambda-api/invocation.ts";
export {
  decodeServiceBody,
  decodeServiceText,
  encodeServiceError,
  type ServiceErrorMembers,
} from "./lambda-api/service-error.ts";
export { decodeInvocationTrace } from "./logs/invocation-trace.ts";
export { decodeLogLine, decodeLogRecord } from "./logs/log-line.ts";
export { decodeLogSubscription } from "./logs/log-subscription.ts";
export { decodeXRayTrace } from "./logs/x-ray-trace.ts";
export { foldMessage } from "./message.ts";
export { decodeBodyRecord, decodeRecord, decodeTextRecord } from "./records.ts";
export { decodeTraceId, TRACE_HEADER } from "./trace-id.ts";
export type { Execution, FaultData, Wire, WireError } from "./wire-error.ts";

export type { WeightedAlias } from "./config/alias.ts";
export type { AsynchronousConfig, DestinationConfig } from "./config/asynchronous-config.ts";
export type { CapacityProviderConfig, FunctionScalingConfig } from "./config/capacity-provider.ts";
export type { FunctionConfig } from "./config/function-config.ts";
export type { FilterCriteria } from "./event-sources/record-filter.ts";
export type { CallRoute } from "./faults/call-route.ts";
export type { StormInjection } from "./faults/default-injections.ts";
export type { InjectionOptions } from "./faults/injection.ts";
export type { InjectionKind } from "./faults/injection-effect.ts";
export type { ApiTarget, Injection } from "./faults/injections.ts";
export type { InvokeError, InvokeErrorName } from "./faults/invoke-errors.ts";
export type { StormReport } from "./faults/storm.ts";
export type { StormEvent } from "./faults/storm-log.ts";
export type { StormOptions } from "./faults/storm-options.ts";
export type {
  AlbConfig,
  ApiConfig,
  FunctionUrlConfig,
  GatewayResponseConfig,
  HttpApiConfig,
  HttpRoute,
  RestApiConfig,
} from "./gateway/api-config.ts";
export type {
  HttpRequestAuthorizer,
  JwtAuthorizer,
  RequestAuthorizer,
  TokenAuthorizer,
} from "./gateway/authorizers/authorizer-config.ts";
export { type TestIssuer, testIssuer } from "./gateway/authorizers/test-issuer.ts";
export type { CorsConfig } from "./gateway/cors.ts";
export type { GatewayResponseType } from "./gateway/gateway-response-types.ts";
export type {
  CustomIntegration,
  IntegrationResponse,
  MethodResponse,
  MockIntegration,
  ProxyIntegration,
  RefusedRoute,
  RequestValidator,
  RestMethod,
  TemplatesByType,
} from "./gateway/rest-route-config.ts";
export type { DebuggedEnvironment, DebugOptions } from "./lambda/environment/debuggers.ts";
export type { Run, Runs } from "./lambda/ledger.ts";
export { type Local, local } from "./local.ts";
export type { LocalOptions } from "./local-options.ts";
export { fromTemplate } from "./project/from-template.ts";
export type { TemplateGap } from "./project/template-gap.ts";
export type { TemplateOptions } from "./project/template-options.ts";
export type { S3BatchOptions, S3BatchTaskReport } from "./s3-batch/s3-batch-options.ts";
export type { SqsMessage, SqsMessageAttribute } from "./sqs/message.ts";
export type { Queue } from "./sqs/queue.ts";
export type { QueueConfig } from "./sqs/queue-config.ts";
export type { SendOptions } from "./sqs/send-options.ts";
export type { StateMachineConfig } from "./states/state-machine-config.ts";
export type { DynamoDbImage, DynamoDbRecord } from "./streams/dynamodb-record.ts";
export type { KinesisRecord } from "./streams/kinesis-record.ts";
export type { Stream } from "./streams/stream.ts";
export type {
  DynamoDbStreamConfig,
  KinesisStreamConfig,
  StreamConfig,
  StreamSourceConfig,
} from "./streams/stream-config.ts";
export type { Clock, ClockDuration } from "./virtual-clock.ts";

export type { AsynchronousConfig, Destination } from "./asynchronous/asynchronous-config.ts";
export type { Message, MessageAttribute } from "./asynchronous/message.ts";
export type { Queue, SendOptions } from "./asynchronous/queue.ts";
export type { QueueConfig } from "./asynchronous/queue-config.ts";
export type { Clock, Duration } from "./asynchronous/virtual-clock.ts";
export type { FunctionConfig } from "./function-config.ts";
export type {
  AlbConfig,
  ApiConfig,
  CustomIntegration,
  FunctionUrlConfig,
  GatewayResponseConfig,
  HttpApiConfig,
  IntegrationResponse,
  RefusedRoute,
  RestApiConfig,
} from "./gateway/api-config.ts";
export type { GatewayResponseType } from "./gateway/rest/gateway-response-types.ts";
export type { FaultKind, FaultOptions } from "./inject/fault.ts";
export type { InjectedFault } from "./inject/faults.ts";
export type { InvokeError, InvokeErrorName } from "./inject/invoke-errors.ts";
export type { Run, Runs } from "./ledger.ts";
export { type Local, local } from "./local.ts";
export type { LocalOptions } from "./local-options.ts";
export type { StormEvent } from "./storm/chronicle.ts";
export type { StormReport } from "./storm/storm.ts";
export type { StormOptions } from "./storm/storm-options.ts";
export type { StormFault } from "./storm/weather.ts";

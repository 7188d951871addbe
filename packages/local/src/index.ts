export type { FunctionConfig } from "./function-config.ts";
export type {
  ApiConfig,
  CustomIntegration,
  FunctionUrlConfig,
  HttpApiConfig,
  IntegrationResponse,
  RestApiConfig,
} from "./gateway/api-config.ts";
export type { FaultKind, FaultOptions } from "./inject/fault.ts";
export type { InjectedFault } from "./inject/faults.ts";
export type { InvokeError, InvokeErrorName } from "./inject/invoke-errors.ts";
export type { Run, Runs } from "./ledger.ts";
export { type Local, type LocalOptions, local } from "./local.ts";

export type { FunctionConfig } from "./function-config.ts";
export type {
  ApiConfig,
  CustomIntegration,
  FunctionUrlConfig,
  HttpApiConfig,
  IntegrationResponse,
  RestApiConfig,
} from "./gateway/api-config.ts";
export type { Run } from "./ledger.ts";
export { type Local, type LocalOptions, local } from "./local.ts";

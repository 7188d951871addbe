export { type AlarmTemplate, alarmTemplateFor } from "./alarms/alarm-template-for.ts";
export {
  type AlarmParts,
  type AlarmProps,
  alarmsFor,
  type MetricFilterProps,
  type QueryProps,
} from "./alarms/alarms-for.ts";
export type { AlarmsForOptions } from "./alarms/alarms-options.ts";
export { apiGatewayCommandsFor } from "./apigw/api-gateway-commands-for.ts";
export { type ApiGatewayMethod, apiGatewayMethodFor } from "./apigw/api-gateway-method-for.ts";
export { type ApiGatewayOperation, apiGatewayOperationFor } from "./apigw/api-gateway-operation-for.ts";
export type { ApiGatewayOptions } from "./apigw/apigw-options.ts";
export { type IntegrationResponseProps, integrationResponsesFor } from "./apigw/integration-responses-for.ts";
export { type MethodResponseProps, methodResponsesFor } from "./apigw/method-responses-for.ts";
export type { IntegrationOptions } from "./apigw/plan-with-function.ts";
export { type Catcher, type CatchForOptions, catchFor } from "./asl/catch-for.ts";
export { type Retrier, type RetryForOptions, retryFor } from "./asl/retry-for.ts";
export {
  type CatalogDescription,
  describeCatalog,
  type FaultDescription,
  type SchemaOptions,
} from "./description/describe-catalog.ts";
export type { DetailsDescription, ToStandardJsonSchema } from "./description/describe-details.ts";
export type { ExchangedSchemas } from "./description/exchanged-schemas.ts";
export type { JsonSchema } from "./description/json-schema.ts";
export { docsFor } from "./docs/docs-for.ts";
export { type DotnetOptions, dotnetFor } from "./dotnet/dotnet-for.ts";
export { type GoOptions, goFor } from "./go/go-for.ts";
export { type JavaOptions, javaFor } from "./java/java-for.ts";
export { type CatalogSchema, type JsonSchemaOptions, jsonSchemaFor } from "./json-schema/json-schema-for.ts";
export {
  type OpenapiOptions,
  type OpenapiParts,
  type OpenapiResponse,
  openapiFor,
} from "./openapi/openapi-for.ts";
export type { OpenapiHeader } from "./openapi/response-headers.ts";
export { pythonFor } from "./python/python-for.ts";
export { type RubyOptions, rubyFor } from "./ruby/ruby-for.ts";
export { type RustOptions, rustFor } from "./rust/rust-for.ts";
export { typesFor } from "./typescript/types-for.ts";

export {
  type CatalogDescription,
  describeCatalog,
  type FaultDescription,
  type SchemaOptions,
} from "./description/describe-catalog.ts";
export type { DetailsDescription, ToStandardJsonSchema } from "./description/describe-details.ts";
export type { JsonSchema } from "./description/json-schema.ts";
export { type CatalogSchema, type JsonSchemaOptions, jsonSchemaFor } from "./json-schema/json-schema-for.ts";

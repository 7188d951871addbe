import type { Catalog } from "@faultwire/catalog";
import { checkOptions, describe } from "@faultwire/catalog/internal";
import { type BodyFormat, plainBody } from "@faultwire/wire";
import { catalogBodies, type Schemas, schemaName } from "../bodies/catalog-bodies.ts";
import {
  describeCatalog,
  type FaultDescription,
  type SchemaOptions,
} from "../description/describe-catalog.ts";
import { handlerErrors } from "../description/handler-errors.ts";
import type { JsonSchema } from "../description/json-schema.ts";
import { type OpenapiHeader, responseHeaders } from "./response-headers.ts";

/** The options of {@link openapiFor}. */
export interface OpenapiOptions extends SchemaOptions {
  /**
   * The format of bodies that the handler has, such as `problemDetails()`.
   *
   * @default { errorType, message, details?, requestId }
   */
  readonly body?: BodyFormat;
  /**
   * Whether to describe the wrapper's own errors too: `ValidationFailed`, `InternalFailure` and the others that a wrapped
   * handler answers with.
   *
   * @default true
   */
  readonly handlerErrors?: boolean;
}

/** A response of an OpenAPI 3.1 document. */
export interface OpenapiResponse {
  readonly description: string;
  readonly headers: Readonly<Record<string, OpenapiHeader>>;
  readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>>;
}

/** The parts of an OpenAPI 3.1 document that are about a catalog. */
export interface OpenapiParts {
  /** The responses of an operation by status, as references to those in `components`. */
  readonly responses: Readonly<Record<string, { readonly $ref: string }>>;
  readonly components: {
    readonly schemas: Schemas;
    readonly responses: Readonly<Record<string, OpenapiResponse>>;
  };
}

/**
 * Makes the responses of a catalog for OpenAPI 3.1, one for each status, with the bodies and headers that a wrapped handler
 * sends. Several faults of one status are a `oneOf`, with the member that tells them apart as discriminator.
 *
 * @throws TypeError for details that have no JSON Schema, with what to do.
 * @example
 * const { responses, components } = openapiFor(Orders);
 * const operation = { responses: { 200: { description: "The order" }, ...responses } };
 */
export function openapiFor(catalog: Catalog, options: OpenapiOptions = {}): OpenapiParts {
  const where = "openapiFor()";
  checkOptions(where, options, ["toStandardJsonSchema", "body", "handlerErrors"]);
  const { body: format = plainBody, handlerErrors: hasOwnErrors = true, ...rest } = options;
  if (typeof hasOwnErrors !== "boolean")
    throw new TypeError(`${where}: handlerErrors is true or false; it is ${describe(hasOwnErrors)}`);
  const declared = describeCatalog(catalog, rest);
  const faults = [...declared.faults, ...(hasOwnErrors ? handlerErrors() : [])];
  const schemas = catalogBodies(
    { name: declared.name, faults },
    { where, base: "#/components/schemas", format },
  );
  const statuses = [...new Set(faults.map(({ status }) => status))].sort((one, other) => one - other);
  const named = statuses.map((status) => ({
    status: String(status),
    name: `${declared.name.replace(/[^\w.-]/g, "_")}${status}`,
    response: responseOf(
      faults.filter((fault) => fault.status === status),
      schemas,
      format,
    ),
  }));
  return {
    responses: Object.fromEntries(
      named.map(({ status, name }) => [status, { $ref: `#/components/responses/${name}` }]),
    ),
    components: {
      schemas,
      responses: Object.fromEntries(named.map(({ name, response }) => [name, response])),
    },
  };
}

function responseOf(
  faults: readonly FaultDescription[],
  schemas: Schemas,
  format: BodyFormat,
): OpenapiResponse {
  const names = faults.map(({ errorType }) => errorType);
  return {
    description: names.join(", "),
    headers: responseHeaders(faults, format),
    content: { [format.contentType]: { schema: schemaOf(names, schemas) } },
  };
}

function schemaOf(names: readonly string[], schemas: Schemas): JsonSchema {
  const references = names.map((name) => ({ $ref: referenceTo(name) }));
  const [only, ...others] = references;
  if (only !== undefined && others.length === 0) return only;
  return { oneOf: references, ...discriminator(names, schemas) };
}

/** The member whose value is another one in each body; none where a format has no such member. */
function discriminator(names: readonly string[], schemas: Schemas): object {
  const isName = (member: string, name: string) =>
    Object(Object(schemas[schemaName(name)]?.properties)[member]).const === name;
  const propertyName = ["errorType", ...membersOf(names[0], schemas)].find((member) =>
    names.every((name) => isName(member, name)),
  );
  if (propertyName === undefined) return {};
  const mapping = Object.fromEntries(names.map((name) => [name, referenceTo(name)]));
  return { discriminator: { propertyName, mapping } };
}

function membersOf(name = "", schemas: Schemas): readonly string[] {
  return Object.keys(Object(schemas[schemaName(name)]?.properties));
}

function referenceTo(name: string): string {
  return `#/components/schemas/${schemaName(name)}`;
}

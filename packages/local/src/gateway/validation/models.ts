import { checkObject, describe, unknownName } from "../../config/check.ts";
import { isRecord } from "../function-output.ts";

/** JSON schemas by the name of their model, with references that lead from one to the other. */
export type Models = ReadonlyMap<string, object>;

/** Keywords of draft 4 that have no schemas in them, and annotations. */
const PLAIN =
  /^(?:\$schema|title|description|default|example|examples|externalDocs|readOnly|xml|type|enum|multipleOf|maximum|exclusiveMaximum|minimum|exclusiveMinimum|maxLength|minLength|pattern|maxItems|minItems|uniqueItems|required|maxProperties|minProperties|format|x-.+)$/;
/** Keywords of draft 4 with schemas in them: one or a list, or by name. */
const NESTED = /^(?:items|additionalItems|additionalProperties|allOf|anyOf|oneOf|not)$/;
const NAMED = /^(?:definitions|properties|patternProperties|dependencies)$/;
const REFERENCE = /^https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/]+\/models\/([a-zA-Z0-9]+)$/;

/**
 * Checks models and joins them by their references.
 *
 * @throws TypeError naming the API, the place in the model and what to do.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html
 */
export function readModels(api: string, models: Readonly<Record<string, object>> = {}): Models {
  checkObject(`api ${api}: models`, models);
  const names = Object.keys(models);
  const wrong = names.find((name) => !/^[a-zA-Z0-9]+$/.test(name));
  if (wrong !== undefined)
    throw new TypeError(`api ${api}: the name of a model has letters and digits; it is ${describe(wrong)}`);
  return new Map(
    Object.entries(models).map(([name, schema]) => {
      const read = readSchema(`api ${api}: models.${name}`, schema, names);
      return [name, { ...read, id: modelId(name) }];
    }),
  );
}

/** The id of a model, to which references lead. */
function modelId(name: string): string {
  return `https://apigateway.amazonaws.com/restapis/local/models/${name}`;
}

/** Copies a schema, so that the user's stays as it is. */
function readSchema(where: string, schema: unknown, models: readonly string[]): Record<string, unknown> {
  if (!isRecord(schema)) throw new TypeError(`${where} is a JSON schema; it is ${describe(schema)}`);
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => keyword !== "id")
      .map(([keyword, value]) => [keyword, readKeyword(`${where}.${keyword}`, { keyword, value }, models)]),
  );
}

interface Keyword {
  readonly keyword: string;
  readonly value: unknown;
}

function readKeyword(where: string, { keyword, value }: Keyword, models: readonly string[]): unknown {
  if (keyword === "$ref") return readReference(where, value, models);
  if (PLAIN.test(keyword)) return value;
  const read = (place: string, nested: unknown) =>
    isSchema(keyword, nested) ? readSchema(place, nested, models) : nested;
  if (NAMED.test(keyword) && isRecord(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, nested]) => [name, read(`${where}.${name}`, nested)]),
    );
  if (NESTED.test(keyword))
    return Array.isArray(value)
      ? value.map((nested, index) => read(`${where}[${index}]`, nested))
      : read(where, value);
  throw new TypeError(`${where}: JSON schema of draft 4, which API Gateway has, has no such keyword here`);
}

/** Some keywords may have a boolean, and dependencies a list, in place of a schema. */
function isSchema(keyword: string, nested: unknown): boolean {
  if (keyword === "dependencies") return !Array.isArray(nested);
  return !(/^additional/.test(keyword) && typeof nested === "boolean");
}

function readReference(where: string, reference: unknown, models: readonly string[]): string {
  if (typeof reference === "string" && /^#(?:\/definitions\/[^/]+)?$/.test(reference)) return reference;
  const [, name] = (typeof reference === "string" && REFERENCE.exec(reference)) || [];
  if (name === undefined)
    throw new TypeError(
      `${where} is #/definitions/<name> or https://apigateway.amazonaws.com/restapis/<api>/models/<model>; it is ${describe(reference)}`,
    );
  if (!models.includes(name)) throw unknownName(where, name, { kind: "model", names: models });
  return modelId(name);
}

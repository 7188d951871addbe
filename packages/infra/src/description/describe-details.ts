import type { StandardJSONSchemaV1, StandardSchemaV1 } from "@standard-schema/spec";
import { isSchema, type JsonSchema } from "./json-schema.ts";
import { wireSchema, withoutDefaults } from "./wire-schema.ts";

/** The details of a fault as a JSON Schema, or the reason why it cannot be made. */
export type DetailsDescription = {
  /** Whether the fault can be made without details. */
  readonly isOptional: boolean;
} & ({ readonly schema: JsonSchema } | { readonly problem: string });

/** Makes the JSON Schemas of a library that leaves this to another package. */
export type ToStandardJsonSchema = (schema: never) => StandardJSONSchemaV1;

/** The version of JSON Schema that OpenAPI 3.1 has, too. */
const TARGET = "draft-2020-12";
const DATE = { type: "string", format: "date-time" };

/** Make each library describe a Date by its JSON, and allow anything where it has no JSON Schema. */
const LIBRARY_OPTIONS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  zod: {
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }: ZodNode) => {
      if (zodSchema._zod.def.type === "date") Object.assign(jsonSchema, DATE);
    },
  },
  valibot: {
    errorMode: "ignore",
    overrideSchema: ({ valibotSchema }: ValibotNode) => (valibotSchema.type === "date" ? DATE : undefined),
  },
  arktype: {
    fallback: ({ code, base }: ArkTypeNode) => (code === "date" ? { ...base, ...DATE } : base),
  },
};

interface ZodNode {
  readonly zodSchema: { readonly _zod: { readonly def: { readonly type: string } } };
  readonly jsonSchema: object;
}
interface ValibotNode {
  readonly valibotSchema: { readonly type: string };
}
interface ArkTypeNode {
  readonly code: string;
  readonly base: object;
}

const ADVICE: Readonly<Record<string, string>> = {
  zod: "zod has them from version 4.2",
  arktype: "arktype has them from version 2.1.28",
  valibot:
    "valibot leaves them to the package @valibot/to-json-schema: install it for the command faultwire, or pass its function as { toStandardJsonSchema }",
  effect: "effect makes them with Schema.toStandardJSONSchemaV1(): declare the fault with what it returns",
};

/**
 * Describes details by Standard JSON Schema.
 *
 * @see https://standardschema.dev/json-schema
 */
export function describeDetails(
  schema: StandardSchemaV1,
  toStandardJsonSchema: ToStandardJsonSchema | undefined,
): DetailsDescription {
  const isOptional = takesNothing(schema);
  try {
    const found = converterOf(schema, toStandardJsonSchema);
    if (found === undefined) return { isOptional, problem: noSchema(schema["~standard"].vendor) };
    return { isOptional, schema: convert(found, schema["~standard"].vendor) };
  } catch (failure) {
    return { isOptional, problem: failure instanceof Error ? failure.message : String(failure) };
  }
}

function converterOf(
  schema: StandardSchemaV1,
  toStandardJsonSchema: ToStandardJsonSchema | undefined,
): StandardJSONSchemaV1.Converter | undefined {
  // Both standards share the one member.
  const standard = schema["~standard"] as Partial<StandardJSONSchemaV1.Props>;
  // Its parameter is the library's own type of schemas.
  return (
    (standard.jsonSchema ?? toStandardJsonSchema?.(schema as never)["~standard"].jsonSchema) || undefined
  );
}

function convert(converter: StandardJSONSchemaV1.Converter, vendor: string): JsonSchema {
  const libraryOptions = Object.hasOwn(LIBRARY_OPTIONS, vendor) ? LIBRARY_OPTIONS[vendor] : undefined;
  const options = { target: TARGET, libraryOptions };
  const input = attempt(() => converter.input(options));
  const output = attempt(() => converter.output(options));
  // Neither has one: the reason of the first.
  if (!isSchema(output)) return isSchema(input) ? plain(input) : converter.output(options);
  return plain(wireSchema(plain(output), isSchema(input) ? plain(input) : undefined));
}

function attempt<Value>(run: () => Value): Value | undefined {
  try {
    return run();
  } catch {
    // The other side may have one.
    return undefined;
  }
}

/** Copies a schema as JSON: libraries return what they keep, and members that JSON has not. A default may be of today. */
function plain({ $schema: _, ...schema }: JsonSchema): JsonSchema {
  return withoutDefaults(JSON.parse(JSON.stringify(schema)));
}

/** Whether a schema takes the absence of details. Never throws. */
function takesNothing(schema: StandardSchemaV1): boolean {
  try {
    const result = schema["~standard"].validate(undefined);
    if (!("then" in result)) return !result.issues && result.value === undefined;
    result.catch(() => undefined);
  } catch {
    // A fault with such a schema cannot be made without details either.
  }
  return false;
}

function noSchema(vendor: string): string {
  const advice = Object.hasOwn(ADVICE, vendor) ? ADVICE[vendor] : undefined;
  return `their schema, made by ${vendor}, has no JSON Schema${advice === undefined ? "; take a library with Standard JSON Schema (https://standardschema.dev/json-schema), or pass { toStandardJsonSchema }" : `; ${advice}`}`;
}

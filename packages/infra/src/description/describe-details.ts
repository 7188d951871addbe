import type { StandardJSONSchemaV1, StandardSchemaV1 } from "@standard-schema/spec";
import {
  type ExchangedSchemas,
  exchangedSchemas,
  markFurtherMembers,
  withoutMarks,
} from "./exchanged-schemas.ts";
import { isSchema, type JsonSchema } from "./json-schema.ts";
import { HIDDEN_RULES, LIBRARY_OPTIONS, OUTPUT_OPTIONS } from "./library-options.ts";
import { withoutDefaults } from "./wire-schema.ts";

/** The details of a fault as a JSON Schema, or the reason why it cannot be made. */
export type DetailsDescription = {
  /** Whether the fault can be made without details. */
  readonly isOptional: boolean;
  /** Whether a caller takes the fault without details, because their schema has a default for all of them, or needs none. */
  readonly acceptsNothing: boolean;
} & (
  | {
      /** The schema of the details as they are sent, without marks. */
      readonly schema: JsonSchema;
      readonly exchange: ExchangedSchemas;
    }
  | { readonly problem: string }
);

/** Makes the JSON Schemas of a library that leaves this to another package. */
export type ToStandardJsonSchema = (schema: never) => StandardJSONSchemaV1;

/** The version of JSON Schema that OpenAPI 3.1 has, too. */
const TARGET = "draft-2020-12";
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
  const { vendor } = schema["~standard"];
  const absence = takesNothing(schema);
  try {
    const found = converterOf(schema, toStandardJsonSchema);
    if (found === undefined) return { ...absence, problem: noSchema(vendor) };
    const exchange = convert(found, vendor);
    const hidden = hiddenIn(schema);
    return {
      ...absence,
      schema: withoutMarks(exchange.sent),
      exchange:
        hidden === undefined
          ? exchange
          : {
              sent: { ...exchange.sent, [HIDDEN_RULES]: hidden },
              accepted: { ...exchange.accepted, [HIDDEN_RULES]: hidden },
            },
    };
  } catch (failure) {
    return { ...absence, problem: failure instanceof Error ? failure.message : String(failure) };
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

function convert(converter: StandardJSONSchemaV1.Converter, vendor: string): ExchangedSchemas {
  const optionsOf = (options: typeof LIBRARY_OPTIONS) => ({
    target: TARGET,
    libraryOptions: Object.hasOwn(options, vendor) ? options[vendor] : undefined,
  });
  const input = attempt(() => converter.input(optionsOf(LIBRARY_OPTIONS)));
  const output = attempt(() => converter.output(optionsOf(OUTPUT_OPTIONS)));
  const plain = (schema: JsonSchema) =>
    vendor === "arktype" ? markFurtherMembers(plainSchema(schema)) : plainSchema(schema);
  if (isSchema(output)) return exchangedSchemas(plain(output), plain(isSchema(input) ? input : output));
  // Neither has one: the reason of the first.
  const only = plain(isSchema(input) ? input : converter.output(optionsOf(OUTPUT_OPTIONS)));
  return exchangedSchemas(only, only);
}

/** The rules that the library marks nowhere: a transformation of arktype, and all that another library may leave out. */
function hiddenIn(schema: StandardSchemaV1): string | undefined {
  const { vendor } = schema["~standard"];
  if (!Object.hasOwn(LIBRARY_OPTIONS, vendor)) return `${vendor} (what its JSON Schema leaves out)`;
  // A type of arktype has its own form as JSON.
  const { json }: { readonly json?: unknown } = Object(schema);
  return vendor === "arktype" && JSON.stringify(json).includes('"morphs"') ? "morph" : undefined;
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
function plainSchema({ $schema: _, ...schema }: JsonSchema): JsonSchema {
  return withoutDefaults(JSON.parse(JSON.stringify(schema)));
}

/** Finds out whether a schema takes the absence of details. Never throws. */
function takesNothing(schema: StandardSchemaV1): Pick<DetailsDescription, "isOptional" | "acceptsNothing"> {
  try {
    const result = schema["~standard"].validate(undefined);
    if (!("then" in result))
      return {
        isOptional: !result.issues && result.value === undefined,
        acceptsNothing: !result.issues,
      };
    result.catch(() => undefined);
  } catch {
    // A fault with such a schema cannot be made without details either.
  }
  return { isOptional: false, acceptsNothing: false };
}

function noSchema(vendor: string): string {
  const advice = Object.hasOwn(ADVICE, vendor) ? ADVICE[vendor] : undefined;
  return `their schema, made by ${vendor}, has no JSON Schema${advice === undefined ? "; take a library with Standard JSON Schema (https://standardschema.dev/json-schema), or pass { toStandardJsonSchema }" : `; ${advice}`}`;
}

import { Unproven } from "../../unproven.ts";
import { isRecord } from "../function-output.ts";
import type { Models } from "./models.ts";

/** Checks a body against a model. */
export type BodyCheck = (body: string) => Promise<boolean>;

type Check = (value: unknown) => boolean;

/**
 * Makes the check of bodies against a model; an empty body is checked as `{}`.
 *
 * @throws Unproven for a body that only a `format` refuses: it is not documented whether API Gateway checks formats.
 */
export function bodyCheck(models: Models, name: string): BodyCheck {
  let checks: Promise<readonly [strict: Check, loose: Check]> | undefined;
  return async (body) => {
    checks ??= Promise.all([compile(models, name), compile(withoutFormats(models), name)]);
    const [strict, loose] = await checks;
    const value = parse(body === "" ? "{}" : body);
    if (value === undefined || !loose(value.json)) return false;
    if (strict(value.json)) return true;
    throw new Unproven(`a body in which only a format of the model ${name} is wrong`);
  };
}

/** The validator is loaded by the first request that needs it. */
async function compile(models: Models, name: string): Promise<Check> {
  const { Validator } = await import("@cfworker/json-schema");
  const validator = new Validator(structuredClone(models.get(name) ?? {}), "4");
  for (const [other, schema] of models) if (other !== name) validator.addSchema(structuredClone(schema));
  return (value) => validator.validate(value).valid;
}

function withoutFormats(models: Models): Models {
  // The cast: what is made of an object's members is an object.
  return new Map([...models].map(([name, schema]) => [name, strip(schema) as object]));
}

/** A property of the name has a schema as its value, not a text. */
function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([keyword, nested]) => !(keyword === "format" && typeof nested === "string"))
      .map(([keyword, nested]) => [keyword, keyword === "enum" ? nested : strip(nested)]),
  );
}

function parse(body: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(body) };
  } catch {
    // Not JSON: no model takes it.
    return undefined;
  }
}

import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { Catalog } from "./catalog.ts";
import { isError } from "./is-error.ts";

/* Refusals of what a programmer passed, worded alike in every package. `where` is the call, as `wrapHandler()`. */

/**
 * Checks that an argument is an object of options and has no member that is not one of them.
 *
 * @throws TypeError naming the call, the member and what to do.
 */
export function checkOptions(where: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new TypeError(`${where}: options is an object; it is ${describe(options)}`);
  }
  for (const member of Object.keys(options)) {
    if (!known.includes(member))
      throw new TypeError(`${where}: there is no option "${member}"; the options are ${known.join(", ")}`);
  }
}

/**
 * Checks that a value is a catalog.
 *
 * @throws TypeError naming the call, the option and what to do.
 */
export function checkCatalog(where: string, option: string, value: unknown): asserts value is Catalog {
  const { faults }: { faults?: unknown } = Object(value);
  if (typeof faults === "object" && faults !== null && !Array.isArray(faults)) return;
  throw new TypeError(`${where}: ${option} is a catalog, made by defineCatalog(); it is ${describe(value)}`);
}

/**
 * Checks that a value is a Standard Schema, where there is one.
 *
 * @throws TypeError naming the call, the option and what to do.
 */
export function checkSchema(
  where: string,
  option: string,
  value: unknown,
): asserts value is StandardSchemaV1 | undefined {
  const standard: { validate?: unknown } | undefined = Object(value)["~standard"];
  if (value === undefined || typeof standard?.validate === "function") return;
  throw new TypeError(
    `${where}: ${option} is a Standard Schema, as zod 3.24, valibot 1 and arktype 2 and later make them; it is ${describe(value)}`,
  );
}

/**
 * Checks that a value is a function.
 *
 * @throws TypeError naming the call, the argument and what to do.
 */
export function checkFunction(where: string, option: string, value: unknown): void {
  if (typeof value !== "function")
    throw new TypeError(`${where}: ${option} is a function; it is ${describe(value)}`);
}

/** Describes a value in a few words, for messages: `undefined`, `"a text"`, `an array`, `the class OrderNotFound`. */
export function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function")
    return /^class\b/.test(Function.prototype.toString.call(value))
      ? `the class ${value.name}`
      : `the function ${value.name || "(anonymous)"}`;
  if (Array.isArray(value)) return "an array";
  if (isError(value)) return `the error ${value.name}`;
  return typeof value === "object" && value !== null ? describeObject(value) : String(value);
}

function describeObject(value: object): string {
  const name: unknown = Object(value.constructor).name;
  return typeof name === "string" && name !== "" && name !== "Object"
    ? `an instance of ${name}`
    : "an object of another kind";
}

import { Unproven } from "../unproven.ts";

/** A value in a template: Java's values, as far as they differ in what is written. */
export type Value = null | boolean | string | number | JavaNumber | JavaList | JavaMap;

/** A number that is not a 32-bit integer, as it was written; it can only be written out again. */
interface JavaNumber {
  readonly kind: "number";
  readonly source: string;
}

/** A list; one that came of JSON is written out as JSON, an array is not written out. */
export interface JavaList {
  readonly kind: "json list" | "list" | "collection" | "array";
  readonly items: Value[];
}

/** A map, in order. */
export type JavaMap = Map<string, Value>;

/** Whether a value is a list. */
export function isList(value: Value): value is JavaList {
  return typeof value === "object" && value !== null && "items" in value;
}

/** Java's `Integer`: what whole numbers are until they grow too large. */
export function isInteger(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < 2 ** 31;
}

/**
 * Writes a value as text; nothing for null.
 *
 * @throws Unproven where Java's text of it is not known.
 */
export function textOf(value: Value): string {
  if (value === null) return "";
  return javaText(value);
}

function javaText(value: Value): string {
  if (value === null) return "null";
  if (value instanceof Map) {
    return `{${[...value].map(([key, member]) => `${key}=${javaText(member)}`).join(", ")}}`;
  }
  if (isList(value)) return listText(value);
  return typeof value === "object" ? numberText(value) : String(value);
}

function listText({ kind, items }: JavaList): string {
  if (kind === "list" || kind === "collection") return `[${items.map(javaText).join(", ")}]`;
  if (kind === "array") throw new Unproven("an array is written out as its address");
  const json = jsonText({ kind, items });
  // API Gateway's library is not known, and such libraries differ on these characters.
  if (/[/\u007f-\uffff]/.test(json))
    throw new Unproven("how a list with / or characters beyond ASCII is written");
  return json;
}

/** Java's Double.toString agrees with what is written only where there is no exponent and no needless digit. */
function numberText({ source }: JavaNumber): string {
  if (/^-?[1-9]\d*$/.test(source)) return source;
  const [whole, fraction] = source.split(".");
  const size = Math.abs(Number(source));
  const isPlain =
    fraction === "0" ? whole === String(Math.trunc(Number(source))) : String(Number(source)) === source;
  if (fraction !== undefined && isPlain && (size === 0 || (size >= 1e-3 && size < 1e7))) return source;
  throw new Unproven(`how Java writes the number ${source}`);
}

/** A value as JSON, without white space. */
export function jsonText(value: Value): string {
  if (value instanceof Map) {
    return `{${[...value].map(([key, member]) => `${JSON.stringify(key)}:${jsonText(member)}`).join(",")}}`;
  }
  if (value !== null && isList(value)) return `[${value.items.map(jsonText).join(",")}]`;
  return value !== null && typeof value === "object" ? numberText(value) : JSON.stringify(value);
}

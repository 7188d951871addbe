/* Checks of what a user of `local()` passed, worded alike. `what` names the member, as `function orders: timeout`. */

/**
 * Checks that a configuration is an object and has only known members: a misspelt one would go unnoticed.
 *
 * @throws TypeError naming what is wrong and the known members.
 */
export function checkMembers<Config extends object>(
  what: string,
  given: Config,
  members: Readonly<Record<keyof Config, true>>,
): void {
  checkObject(what, given);
  const unknown = Object.keys(given).find((member) => !Object.hasOwn(members, member));
  if (unknown !== undefined)
    throw new TypeError(
      `${what}: there is no member ${unknown}; there are ${Object.keys(members).join(", ")}`,
    );
}

/**
 * Checks that a value is an object, whose members have names of the user's choice.
 *
 * @throws TypeError naming it.
 */
export function checkObject(what: string, given: unknown): void {
  if (typeof given === "object" && given !== null && !Array.isArray(given)) return;
  throw new TypeError(`${what} is an object; it is ${describe(given)}`);
}

/** The whole numbers that are allowed. */
export interface WholeRange {
  /** @default none, as is the largest */
  readonly least?: number;
  readonly most?: number;
  /** "megabytes", for the message. */
  readonly unit?: string;
  /** Whether `Infinity` is allowed too. */
  readonly orInfinity?: boolean;
}

/**
 * Checks that a value is a whole number within a range.
 *
 * @throws TypeError naming the range.
 */
export function checkWhole(what: string, value: unknown, range: WholeRange): void {
  const { least, most, unit, orInfinity = false } = range;
  if (orInfinity && value === Number.POSITIVE_INFINITY) return;
  if (typeof value === "number" && Number.isInteger(value) && isWithin(value, { least, most })) return;
  const of = unit === undefined ? "" : ` of ${unit}`;
  const bounds = `${least === undefined ? "" : ` from ${least}`}${most === undefined ? "" : ` to ${most}`}`;
  const more = orInfinity ? ", or Infinity" : "";
  throw new TypeError(`${what} is a whole number${of}${bounds}${more}; it is ${describe(value)}`);
}

/** The numbers that are allowed, fractions among them; never `Infinity`. */
export type NumberRange = {
  readonly most?: number;
  /** "seconds", for the message. */
  readonly unit?: string;
} & ({ readonly least: number } | { readonly above: number });

/**
 * Checks that a value is a number within a range.
 *
 * @throws TypeError naming the range.
 */
export function checkNumber(what: string, value: unknown, range: NumberRange): void {
  const { most, unit } = range;
  const isInside =
    "above" in range
      ? isWithin(value, { most }) && Number(value) > range.above
      : isWithin(value, { least: range.least, most });
  if (typeof value === "number" && Number.isFinite(value) && isInside) return;
  const kind = unit === undefined ? "a number" : `in ${unit},`;
  const bounds =
    "above" in range
      ? `above ${range.above}${most === undefined ? "" : ` and at most ${most}`}`
      : `from ${range.least}${most === undefined ? "" : ` to ${most}`}`;
  throw new TypeError(`${what} is ${kind} ${bounds}; it is ${describe(value)}`);
}

function isWithin(
  value: unknown,
  { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY }: WholeBounds,
): boolean {
  return Number(value) >= least && Number(value) <= most;
}

interface WholeBounds {
  readonly least?: number | undefined;
  readonly most?: number | undefined;
}

/**
 * Checks that a value is one of a list.
 *
 * @throws TypeError naming the list.
 */
export function checkOneOf(what: string, value: unknown, allowed: readonly string[]): void {
  if (typeof value === "string" && allowed.includes(value)) return;
  throw new TypeError(`${what} is one of ${allowed.join(", ")}; it is ${describe(value)}`);
}

/**
 * Checks that a value is a boolean.
 *
 * @throws TypeError naming it.
 */
export function checkBoolean(what: string, value: unknown): void {
  if (typeof value !== "boolean") throw new TypeError(`${what} is true or false; it is ${describe(value)}`);
}

/** The names that the user gave, and what they name: "function", "queue". */
export interface Named {
  readonly kind: string;
  readonly names: Iterable<string>;
}

/**
 * Checks that a name is a known one.
 *
 * @throws TypeError naming the known ones.
 */
export function checkName(what: string, name: string, named: Named): void {
  if (![...named.names].includes(name)) throw unknownName(what, name, named);
}

/** Makes the error for a name that is not a known one. */
export function unknownName(what: string, name: string, { kind, names }: Named): TypeError {
  return new TypeError(`${what}: there is no ${kind} ${name}; there are ${[...names].join(", ") || "none"}`);
}

/** A value in a few words, for messages: `"9000"`, `a function`, `{"queue":1}`. */
export function describe(value: unknown): string {
  if (typeof value === "function") return "a function";
  return typeof value === "string" || (typeof value === "object" && value !== null)
    ? JSON.stringify(value)
    : String(value);
}

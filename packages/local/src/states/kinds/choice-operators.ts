import type { StateData } from "../model/state-data.ts";

/** A comparison of JSONPath, and the type of what it compares with. */
export interface ChoiceOperator {
  readonly type: "string" | "number" | "boolean";
  readonly isTime: boolean;
  readonly isPattern: boolean;
  /** Values of other types are not equal, greater or less. */
  readonly matches: (value: StateData, operand: StateData) => boolean;
}

/** The tests of a value's type. All but `IsPresent` are false for a value that is not there. */
export const TYPE_TESTS: Readonly<Record<string, (value: StateData | undefined) => boolean>> = {
  IsPresent: (value) => value !== undefined,
  IsNull: (value) => value === null,
  IsBoolean: (value) => typeof value === "boolean",
  IsNumeric: (value) => typeof value === "number",
  IsString: (value) => typeof value === "string",
  IsTimestamp: isTimestampText,
};

const ORDERS: Readonly<Record<string, (order: number) => boolean>> = {
  Equals: (order) => order === 0,
  GreaterThan: (order) => order > 0,
  GreaterThanEquals: (order) => order >= 0,
  LessThan: (order) => order < 0,
  LessThanEquals: (order) => order <= 0,
};

/**
 * The comparisons by name, without the `Path` of those whose operand is a path.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export const OPERATORS: Readonly<Record<string, ChoiceOperator>> = Object.fromEntries([
  ...Object.entries(ORDERS).flatMap(([name, holds]) => [
    operator(`String${name}`, "string", (value, operand) => holds(order(value, operand, textKey))),
    operator(`Numeric${name}`, "number", (value, operand) => holds(order(value, operand, numberKey))),
    operator(`Timestamp${name}`, "string", (value, operand) => holds(order(value, operand, timeKey))),
  ]),
  operator("BooleanEquals", "boolean", (value, operand) => typeof value === "boolean" && value === operand),
  operator("StringMatches", "string", (value, operand) => matchesPattern(value, String(operand))),
]);

function operator(
  name: string,
  type: ChoiceOperator["type"],
  matches: ChoiceOperator["matches"],
): readonly [string, ChoiceOperator] {
  return [name, { type, isTime: name.startsWith("Timestamp"), isPattern: name === "StringMatches", matches }];
}

/** Compares two values of one type; NaN, which no comparison holds for, where one has another type. */
function order(
  value: StateData,
  operand: StateData,
  key: (value: StateData) => string | number | undefined,
): number {
  const [one, other] = [key(value), key(operand)];
  if (one === undefined || other === undefined) return Number.NaN;
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function textKey(value: StateData): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function numberKey(value: StateData): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function timeKey(value: StateData): number | undefined {
  return isTimestampText(value) ? Date.parse(String(value)) : undefined;
}

/** "timestamps conform to RFC 3339, with an uppercase T and an uppercase Z where there is no offset" */
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** Whether a value is a text of a time. */
export function isTimestampText(value: unknown): boolean {
  return typeof value === "string" && TIMESTAMP.test(value) && !Number.isNaN(Date.parse(value));
}

/** `*` is any text; `\*` and `\\` are those characters. */
function matchesPattern(value: StateData, pattern: string): boolean {
  if (typeof value !== "string") return false;
  const parts = pattern.match(/\\[*\\]|\*|[^*\\]+|\\/g) ?? [];
  let at: readonly number[] = [0];
  for (const part of parts) {
    if (part === "*") at = everyPlaceFrom(Math.min(...at), value.length);
    else {
      const text = part.length === 2 && part.startsWith("\\") ? part.slice(1) : part;
      at = at.filter((place) => value.startsWith(text, place)).map((place) => place + text.length);
    }
    if (at.length === 0) return false;
  }
  return at.includes(value.length);
}

function everyPlaceFrom(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Whether a value of a record satisfies a rule; a value that is not there is undefined. */
export type FilterRule = (value: Leaf | undefined) => boolean;

/** A value that has no members. */
export type Leaf = string | number | boolean | null;

/** The largest number that rules compare, and the smallest with a minus. */
const NUMBER_LIMIT = 5_000_000_000;

/**
 * Makes a rule of one element of a list in a filter pattern.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filtering-syntax
 * @throws Error stating what is wrong with it.
 */
export function filterRule(given: unknown): FilterRule {
  if (isLeaf(given)) return (value) => value === given;
  const [operator, operand] = soleMember(given);
  switch (operator) {
    case "exists":
      return exists(operand);
    case "prefix":
      return textRule(operator, operand, (value, text) => value.startsWith(text));
    case "suffix":
      return textRule(operator, operand, (value, text) => value.endsWith(text));
    case "equals-ignore-case":
      return equalsIgnoreCase(textOf(operator, operand));
    case "numeric":
      return numeric(operand);
    case "anything-but":
      return anythingBut(operand);
    case "wildcard":
    case "cidr":
      throw new Error(`${operator} is a rule of EventBridge that Lambda's documentation does not list`);
    default:
      throw new Error(`there is no rule ${operator}`);
  }
}

function soleMember(given: unknown): readonly [string, unknown] {
  const [member, ...others] = typeof given === "object" && given !== null ? Object.entries(given) : [];
  if (member === undefined || others.length > 0 || Array.isArray(given))
    throw new Error(`a rule is a value, or an object with one operator; it is ${JSON.stringify(given)}`);
  return member;
}

function exists(operand: unknown): FilterRule {
  if (typeof operand !== "boolean")
    throw new Error(`exists is true or false; it is ${JSON.stringify(operand)}`);
  return (value) => (value !== undefined) === operand;
}

type TextComparison = (value: string, text: string) => boolean;

/** `{ prefix: "a" }`, or without regard to case `{ prefix: { "equals-ignore-case": "a" } }`. */
function textRule(operator: string, operand: unknown, compare: TextComparison): FilterRule {
  if (typeof operand !== "object" || operand === null) {
    const text = textOf(operator, operand);
    return (value) => typeof value === "string" && compare(value, text);
  }
  const [inner, innerOperand] = soleMember(operand);
  if (inner !== "equals-ignore-case") throw new Error(`${operator} has no ${inner}`);
  const text = textOf(inner, innerOperand).toLowerCase();
  return (value) => typeof value === "string" && compare(value.toLowerCase(), text);
}

function equalsIgnoreCase(text: string): FilterRule {
  return (value) => typeof value === "string" && value.toLowerCase() === text.toLowerCase();
}

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  "=": (value, bound) => value === bound,
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

/** `["=", 1]`, `[">", 1]`, or a range from the smaller bound: `[">", 1, "<=", 5]`. */
function numeric(operand: unknown): FilterRule {
  const wrong = `numeric is like ["=", 1], [">", 1] or [">", 1, "<=", 5], within 5 * 10^9; it is ${JSON.stringify(operand)}`;
  if (!Array.isArray(operand)) throw new Error(wrong);
  const [first, lower, second, upper] = operand;
  const isRange = operand.length === 4 && /^>/.test(first) && /^</.test(second) && lower < upper;
  if (operand.length !== 2 && !isRange) throw new Error(wrong);
  const parts = isRange ? [bound(first, lower), bound(second, upper)] : [bound(first, lower)];
  return (value) => typeof value === "number" && parts.every((part) => part(value));

  function bound(operator: unknown, limit: unknown): (value: number) => boolean {
    const compare = COMPARISONS[String(operator)];
    if (compare === undefined || typeof limit !== "number" || Math.abs(limit) > NUMBER_LIMIT)
      throw new Error(wrong);
    return (value) => compare(value, limit);
  }
}

/** Everything that is there and is not one of these; null is, and so is a number where texts are named. */
function anythingBut(operand: unknown): FilterRule {
  const refused = refusedBy(operand);
  return (value) => value !== undefined && !refused.some((rule) => rule(value));
}

function refusedBy(operand: unknown): readonly FilterRule[] {
  if (typeof operand === "object" && operand !== null && !Array.isArray(operand)) {
    const [operator, operands] = soleMember(operand);
    if (!["prefix", "suffix", "equals-ignore-case"].includes(operator))
      throw new Error(`anything-but has no ${operator}`);
    return listOf(operands).map((each) => {
      if (typeof each !== "string" || (each === "" && operator !== "equals-ignore-case"))
        throw new Error(`anything-but: ${operator} is a text; it is ${JSON.stringify(each)}`);
      return filterRule({ [operator]: each });
    });
  }
  const values = listOf(operand);
  const types = new Set(values.map((value) => typeof value));
  if (types.size !== 1 || !(types.has("string") || types.has("number")))
    throw new Error(
      `anything-but is a text, a number, or a list of one of them; it is ${JSON.stringify(operand)}`,
    );
  return values.map(filterRule);
}

function listOf(operand: unknown): readonly unknown[] {
  return Array.isArray(operand) ? operand : [operand];
}

function textOf(operator: string, operand: unknown): string {
  if (typeof operand === "string") return operand;
  throw new Error(`${operator} is a text; it is ${JSON.stringify(operand)}`);
}

/** Whether a value has no members. */
export function isLeaf(value: unknown): value is Leaf {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

import { Unproven } from "../unproven.ts";
import { sizeOf } from "./collection-methods.ts";
import { isInteger, isList, textOf, type Value } from "./java-values.ts";
import type { Operator } from "./template-nodes.ts";

/**
 * Whether a value that a reference led to counts as true; undefined for what counts as true in Velocity 1.7 and as
 * false in 2: an empty text, list or map, and zero.
 */
export function truthOf(value: Value): boolean | undefined {
  if (value === null || typeof value === "boolean") return value === true;
  if (value instanceof Map || isList(value)) return sizeOf(value) > 0 || undefined;
  if (typeof value === "object") return undefined;
  return value !== "" && value !== 0 ? true : undefined;
}

/**
 * Runs an operator on two values.
 *
 * @throws Unproven for values on which Velocity's versions differ, or on which it fails.
 */
export function operate(operator: Exclude<Operator, "&&" | "||">, left: Value, right: Value): Value {
  if (operator === "==") return areEqual(left, right);
  if (operator === "!=") return !areEqual(left, right);
  if (operator === "+" && (typeof left === "string" || typeof right === "string")) {
    return filled(left) + filled(right);
  }
  if (typeof left !== "number" || typeof right !== "number") {
    throw new Unproven(`what ${operator} makes of values that are not whole numbers`);
  }
  const result = compute(operator, left, right);
  if (typeof result === "boolean" || isInteger(result)) return result;
  throw new Unproven(`what comes of ${left} ${operator} ${right}`);
}

function compute(operator: Operator, left: number, right: number): number | boolean {
  switch (operator) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return right === 0 ? Number.NaN : Math.trunc(left / right) + 0;
    default:
      return right === 0 ? Number.NaN : (left % right) + 0;
  }
}

/** In API Gateway, other than in Velocity, null equals the empty text: recorded, see docs/fidelity.md. */
function areEqual(left: Value, right: Value): boolean {
  if (left === null || right === null) return (left ?? "") === (right ?? "");
  if (typeof left === "object" || typeof right === "object") {
    throw new Unproven("whether lists, maps or large numbers are equal");
  }
  return String(left) === String(right);
}

function filled(value: Value): string {
  if (value !== null) return textOf(value);
  throw new Unproven("what + makes of nothing and a text");
}

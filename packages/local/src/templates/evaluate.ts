import { Unproven } from "../unproven.ts";
import { itemOf } from "./collection-methods.ts";
import type { Value } from "./java-values.ts";
import { callMethod } from "./methods.ts";
import { operate, truthOf } from "./operators.ts";
import { OverriddenTwice, type TemplateScope } from "./scope.ts";
import type { Expression, Reference, Step } from "./template-nodes.ts";

/** @throws Unproven where the versions of Velocity differ, or Java would fail. */
export function evaluate(expression: Expression, scope: TemplateScope): Value {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "interpolated":
      return scope.render(expression.body, scope);
    case "reference":
      return evaluateReference(expression.reference, scope);
    case "list":
      return { kind: "list", items: expression.items.map((item) => evaluate(item, scope)) };
    case "range":
      return range(evaluate(expression.first, scope), evaluate(expression.last, scope));
    case "map":
      return new Map(
        expression.entries.map(([key, value]) => [keyOf(evaluate(key, scope)), evaluate(value, scope)]),
      );
    case "not":
      return !isTrue(expression.operand, scope);
    case "binary":
      return evaluateBinary(expression, scope);
  }
}

type Binary = Extract<Expression, { readonly kind: "binary" }>;

function evaluateBinary({ operator, left, right }: Binary, scope: TemplateScope): Value {
  if (operator !== "&&" && operator !== "||") {
    return operate(operator, evaluate(left, scope), evaluate(right, scope));
  }
  // If one operand decides the result, an uncertain other operand does not matter.
  const decisive = operator === "||";
  const first = truth(left, scope);
  if (first === decisive) return decisive;
  const second = truth(right, scope);
  if (second === decisive) return decisive;
  if (first !== undefined && second !== undefined) return !decisive;
  throw new Unproven(UNSURE);
}

const UNSURE =
  "whether an empty text, list or map, a number, or a literal counts as true; compare it, or ask isEmpty()";

/** Whether a condition holds. */
export function isTrue(condition: Expression, scope: TemplateScope): boolean {
  const holds = truth(condition, scope);
  if (holds !== undefined) return holds;
  throw new Unproven(UNSURE);
}

/**
 * Returns the truth of an expression; undefined for literals that are not booleans, on which versions differ.
 */
function truth(expression: Expression, scope: TemplateScope): boolean | undefined {
  const value = evaluate(expression, scope);
  return expression.kind === "reference" || typeof value === "boolean" ? truthOf(value) : undefined;
}

/** Far more than API Gateway's #foreach goes through. */
const MAX_RANGE = 100_000;

function range(first: Value, last: Value): Value {
  if (typeof first !== "number" || typeof last !== "number")
    throw new Unproven("a range of values that are not numbers");
  const step = first <= last ? 1 : -1;
  const length = Math.abs(last - first) + 1;
  if (length > MAX_RANGE) throw new Unproven(`a range of ${length} numbers`);
  const items = Array.from({ length }, (_, index) => first + index * step);
  return { kind: "list", items };
}

/** Evaluates a reference; null if it leads nowhere. */
export function evaluateReference({ written, variable, steps }: Reference, scope: TemplateScope): Value {
  const [first, ...rest] = steps;
  if (scope.blocks.has(variable)) return renderBlock({ written, variable, steps }, scope);
  const members = scope.members.get(variable);
  if (members === undefined || first === undefined || first.kind === "index") {
    return walk(scope.variables.get(variable) ?? null, steps, scope);
  }
  const given = first.kind === "method" ? first.arguments.map((each) => evaluate(each, scope)) : [];
  return walk(members[first.name]?.(...given) ?? null, rest, scope);
}

/** @throws Unproven for a block that writes itself, or that is asked for a member. */
function renderBlock({ written, variable, steps }: Reference, scope: TemplateScope): string {
  const block = scope.blocks.get(variable);
  if (block === undefined || steps.length > 0) throw new Unproven(`what ${written} is, a block of #define`);
  return scope.render(block, { ...scope, blocks: new Map(scope.blocks).set(variable, undefined) });
}

function walk(start: Value, steps: readonly Step[], scope: TemplateScope): Value {
  let value = start;
  for (const step of steps) {
    if (value === null) return null;
    if (step.kind === "method") {
      value = callMethod(
        value,
        step.name,
        step.arguments.map((each) => evaluate(each, scope)),
      );
    } else if (step.kind === "index") {
      value = itemOf(value, evaluate(step.index, scope));
    } else {
      value = propertyOf(value, step.name);
    }
  }
  return value;
}

/** Names of Java's own properties, beside the members of a map. */
const JAVA_PROPERTIES = ["empty", "blank", "bytes", "first", "last", "length"];

function propertyOf(value: Exclude<Value, null>, name: string): Value {
  const member = value instanceof Map ? value.get(name) : undefined;
  if (member !== undefined) return member;
  if (JAVA_PROPERTIES.includes(name)) throw new Unproven(`what .${name} is; ask a method`);
  return null;
}

/**
 * Sets a variable, or a member of a map.
 *
 * @throws OverriddenTwice where the member may be set once and was.
 */
export function setReference(
  { written, variable, steps }: Reference,
  value: Value,
  scope: TemplateScope,
): void {
  const last = steps.at(-1);
  if (last === undefined) {
    const before = scope.variables.get(variable) ?? null;
    if (value === null && before !== null)
      throw new Unproven(`whether ${written} keeps its value when null is set`);
    scope.variables.set(variable, value);
    scope.blocks.delete(variable);
    return;
  }
  const owner = walk(scope.variables.get(variable) ?? null, steps.slice(0, -1), scope);
  if (!(owner instanceof Map) || value === null) throw new Unproven(`what it does to set ${written} here`);
  const name = last.kind === "index" ? keyOf(evaluate(last.index, scope)) : last.name;
  if (scope.once.has(owner) && owner.has(name)) throw new OverriddenTwice(written);
  owner.set(name, value);
}

function keyOf(value: Value): string {
  if (typeof value === "string") return value;
  throw new Unproven("a map with a key that is not a text");
}

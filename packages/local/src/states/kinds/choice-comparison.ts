import { describe } from "../../config/check.ts";
import { readJsonPath } from "../expressions/json-path.ts";
import type { Fields } from "../language/fields.ts";
import type { StatesExpression } from "../model/expression-scope.ts";
import type { StateData } from "../model/state-data.ts";
import { EvaluationFailure } from "../model/state-failure.ts";
import { isTimestampText, OPERATORS, TYPE_TESTS } from "./choice-operators.ts";

const COMBINED = ["And", "Or", "Not"];

/** Reads a comparison of JSONPath, or several of them in `And`, `Or` and `Not`. */
export function readComparison(rule: Fields): StatesExpression<boolean> {
  const combined = rule.oneOf(...COMBINED, "Variable");
  if (combined === "Not") {
    const inner = rule.object("Not");
    const holds = inner && readInner(inner);
    return async (scope) => !(await holds?.(scope));
  }
  if (combined === "And" || combined === "Or") {
    const parts = rule.objects(combined).map(readInner);
    if (parts.length === 0) throw rule.problem(combined, "has no comparison");
    return async (scope) => {
      for (const part of parts) if ((await part(scope)) === (combined === "Or")) return combined === "Or";
      return combined === "And";
    };
  }
  return readVariable(rule);
}

function readInner(rule: Fields): StatesExpression<boolean> {
  const comparison = readComparison(rule);
  rule.finish();
  return comparison;
}

function readVariable(rule: Fields): StatesExpression<boolean> {
  const text = rule.required("Variable");
  const variable = readJsonPath(rule.place("Variable"), text);
  const test = rule.oneOf(...Object.keys(TYPE_TESTS));
  if (test !== undefined) {
    const expected = rule.get(test);
    if (typeof expected !== "boolean")
      throw rule.problem(test, `is true or false; it is ${describe(expected)}`);
    return async (scope) => TYPE_TESTS[test]?.(variable.find(scope)) === expected;
  }
  const { matches, operand } = readOperator(rule);
  return async (scope) => {
    const value = variable.find(scope);
    if (value === undefined) throw missing("Variable", text, scope.root);
    return matches(value, await operand(scope));
  };
}

function readOperator(rule: Fields) {
  const names = Object.keys(OPERATORS);
  const name = rule.oneOf(...names, ...names.map((each) => `${each}Path`));
  if (name === undefined) throw rule.problem("Variable", "has no comparison that Step Functions knows");
  const operator = OPERATORS[name.replace(/Path$/, "")];
  if (operator === undefined) throw rule.problem(name, "has no path: it is a text");
  if (name.endsWith("Path")) {
    if (operator.isPattern) throw rule.problem(name, "is not a comparison that Step Functions knows");
    const text = rule.required(name);
    const path = readJsonPath(rule.place(name), text);
    const operand: StatesExpression = async (scope) => {
      const value = path.find(scope);
      if (value === undefined) throw missing(name, text, scope.root);
      return value;
    };
    return { matches: operator.matches, operand };
  }
  const given = rule.get(name);
  const isRight = typeof given === operator.type && (!operator.isTime || isTimestampText(given));
  if (!isRight)
    throw rule.problem(name, `is a ${operator.isTime ? "time" : operator.type}; it is ${describe(given)}`);
  // The cast: its type was checked.
  return { matches: operator.matches, operand: async () => given as StateData };
}

function missing(field: string, path: string, input: StateData): EvaluationFailure {
  return new EvaluationFailure(
    "States.Runtime",
    `Invalid path '${path}': The choice state's condition path references an invalid value. The field ${field} could not be found in the input '${JSON.stringify(input)}'`,
  );
}

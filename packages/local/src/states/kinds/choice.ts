import { readAssign, readFilter, readOptional } from "../language/common-fields.ts";
import type { Fields } from "../language/fields.ts";
import type { StateReader } from "../language/state-reader.ts";
import type { StatesExpression } from "../model/expression-scope.ts";
import { EvaluationFailure } from "../model/state-failure.ts";
import type { RunState } from "../running/machine.ts";
import { readComparison } from "./choice-comparison.ts";

/** Reads a Choice state. */
export function readChoice({ fields }: StateReader): RunState {
  const rules = fields.objects("Choices").map(readRule);
  if (rules.length === 0) throw fields.problem("Choices", "has no rule");
  const otherwise = { next: fields.text("Default"), assign: readAssign(fields), output: readOutput(fields) };
  const inputPath = readFilter(fields, "InputPath");
  const outputPath = readFilter(fields, "OutputPath");
  return async (visit) => {
    const scope = visit.scope(await inputPath(visit.scope(visit.input)));
    const { next, assign, output } = (await findRule(rules, scope)) ?? otherwise;
    // The name is AWS's documentation's, the cause is as observed.
    if (next === undefined)
      throw new EvaluationFailure(
        "States.NoChoiceMatched",
        "Failed to transition out of the state. The state does not point to a next state.",
      );
    const assigned = await assign(scope);
    return { output: await (output ?? otherwise.output ?? outputPath)(scope), next, assigned };
  };
}

function readRule(rule: Fields) {
  const next = rule.required("Next");
  const assign = readAssign(rule);
  const output = readOutput(rule);
  const holds = rule.language === "JSONata" ? readCondition(rule) : readComparison(rule);
  rule.finish();
  return { next, assign, output, holds };
}

async function findRule<Rule extends { readonly holds: StatesExpression<boolean> }>(
  rules: readonly Rule[],
  scope: Parameters<Rule["holds"]>[0],
): Promise<Rule | undefined> {
  for (const rule of rules) if (await rule.holds(scope)) return rule;
  return undefined;
}

function readOutput(fields: Fields): StatesExpression | undefined {
  return fields.language === "JSONata" ? readOptional(fields, "Output") : undefined;
}

function readCondition(rule: Fields): StatesExpression<boolean> {
  const condition = readOptional(rule, "Condition");
  if (condition === undefined) throw rule.problem("Condition", "is missing");
  return async (scope) => {
    const value = await condition(scope);
    if (typeof value === "boolean") return value;
    throw new EvaluationFailure(
      "States.QueryEvaluationError",
      `The JSONata expression specified for the field 'Condition' returned an unexpected result type. Expected 'boolean', but was '${typeof value}' for value: ${JSON.stringify(value)}`,
      "Condition",
    );
  };
}

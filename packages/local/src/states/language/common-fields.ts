import { readJsonPath } from "../expressions/json-path.ts";
import { readTemplate } from "../expressions/template.ts";
import type { ExpressionScope, StatesExpression } from "../model/expression-scope.ts";
import type { StateData } from "../model/state-data.ts";
import { EvaluationFailure } from "../model/state-failure.ts";
import type { Fields } from "./fields.ts";

/** Reads `Next` or `End`; returns undefined for an end. */
export function readNext(fields: Fields): string | undefined {
  fields.oneOf("Next", "End");
  const end = fields.get("End");
  if (end === true) return undefined;
  if (end !== undefined) throw fields.problem("End", "is true, or is left out for Next");
  return fields.required("Next");
}

/** Reads `InputPath` or `OutputPath`: null for `{}`, without it all. Neither is in JSONata. */
export function readFilter(fields: Fields, name: "InputPath" | "OutputPath"): StatesExpression {
  const given = fields.language === "JSONPath" ? fields.get(name) : undefined;
  if (given === null) return async () => ({});
  if (given === undefined || given === "$") return async ({ root }) => root;
  const text = fields.required(name);
  const path = readJsonPath(fields.place(name), text);
  return async (scope) => {
    const found = path.find(scope);
    if (found === undefined)
      throw new EvaluationFailure("States.Runtime", `Invalid path '${text}' : No results for path: ${text}`);
    return found;
  };
}

/** Reads a template that may be left out: `Parameters`, `Arguments`, `ResultSelector`, `Output`. */
export function readOptional(fields: Fields, name: string): StatesExpression | undefined {
  if (!fields.has(name)) return undefined;
  return readTemplate(fields.get(name), {
    place: fields.place(name),
    field: fieldOf(fields, name),
    language: fields.language,
  });
}

/** In JSONPath a cause names the member alone: `value.$`. */
function fieldOf({ language }: Fields, name: string): string {
  return language === "JSONata" ? name : "";
}

/** Reads `Assign`: the variables that are set, all from the values of before. */
export function readAssign(
  fields: Fields,
): (scope: ExpressionScope) => Promise<Readonly<Record<string, StateData>>> {
  const assign = fields.object("Assign");
  const template = assign && readOptional(fields, "Assign");
  if (assign === undefined || template === undefined) return async () => ({});
  for (const name of assign.names.map((each) => each.replace(/\.\$$/, "")))
    if (name === "states" || !/^[\p{L}_][\p{L}\p{N}_]{0,79}$/u.test(name))
      throw assign.problem(name, "is not the name of a variable: letters, digits and _, and not states");
  // The cast: the template of an object gives an object.
  return async (scope) => (await template(scope)) as Readonly<Record<string, StateData>>;
}

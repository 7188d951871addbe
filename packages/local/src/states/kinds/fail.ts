import { describe } from "../../config/check.ts";
import { dynamicExpression } from "../expressions/template.ts";
import { readOptional } from "../language/common-fields.ts";
import type { Fields } from "../language/fields.ts";
import type { StateReader } from "../language/state-reader.ts";
import type { StatesExpression } from "../model/expression-scope.ts";
import { EvaluationFailure, StateFailure } from "../model/state-failure.ts";
import type { RunState } from "../running/machine.ts";

/** Reads a Fail state, which ends its branch with an error. */
export function readFail({ fields }: StateReader): RunState {
  const error = readPart(fields, "Error");
  const cause = readPart(fields, "Cause");
  return async (visit) => {
    const scope = visit.scope(visit.input);
    const [given, because] = [await error?.(scope), await cause?.(scope)];
    throw new StateFailure(textOf("Error", given), textOf("Cause", because));
  };
}

function readPart(fields: Fields, name: "Error" | "Cause"): StatesExpression | undefined {
  if (fields.language === "JSONata") {
    if (fields.has(name)) fields.text(name);
    return readOptional(fields, name);
  }
  const path = `${name}Path`;
  fields.oneOf(name, path);
  if (fields.has(path)) return dynamicExpression(fields.place(path), fields.get(path), path);
  const text = fields.text(name);
  return text === undefined ? undefined : async () => text;
}

function textOf(field: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === "string") return value;
  throw new EvaluationFailure(
    "States.Runtime",
    `The field ${field} is a text; it was ${describe(value)}`,
    field,
  );
}

import { readJsonPath } from "../expressions/json-path.ts";
import { readAssign, readFilter, readNext, readOptional } from "../language/common-fields.ts";
import type { Fields } from "../language/fields.ts";
import type { StateReader } from "../language/state-reader.ts";
import type { StatesExpression } from "../model/expression-scope.ts";
import type { StateData } from "../model/state-data.ts";
import { EvaluationFailure } from "../model/state-failure.ts";
import type { RunState } from "../running/machine.ts";

const WAITS = ["Seconds", "Timestamp", "SecondsPath", "TimestampPath"];

/** Reads a Wait state, which waits on the virtual clock. */
export function readWait({ name, fields }: StateReader): RunState {
  const next = readNext(fields);
  const assign = readAssign(fields);
  const inputPath = readFilter(fields, "InputPath");
  const outputPath = readFilter(fields, "OutputPath");
  const output = fields.language === "JSONata" ? readOptional(fields, "Output") : undefined;
  const given = fields.oneOf(...WAITS);
  if (given === undefined) throw fields.problem("Seconds", `or another of ${WAITS.join(", ")} is missing`);
  const length = given.startsWith("Seconds") ? readSeconds(fields, given) : undefined;
  const end = length === undefined ? readTimestamp(fields, given) : undefined;
  return async (visit) => {
    const input = await inputPath(visit.scope(visit.input));
    const scope = visit.scope(input);
    const now = scope.now();
    const time = length === undefined ? await end?.(scope) : now + (await length(scope)) * 1000;
    if (time !== undefined && time > now) await visit.thread.until(time, `${name} waits`);
    const assigned = await assign(scope);
    return { output: output === undefined ? await outputPath(scope) : await output(scope), next, assigned };
  };
}

/** "Seconds: a positive integer from 0 to 99999999" */
const MOST_SECONDS = 99_999_999;

function readSeconds(fields: Fields, name: string): StatesExpression<number> {
  const isPath = name === "SecondsPath";
  const expression = isPath ? readReference(fields, name) : readLiteral(fields, name);
  const text = isPath ? String(fields.get(name)) : "";
  return async (scope) => {
    const value = await expression(scope);
    const equals = isPath ? `${text} == ${JSON.stringify(value)}` : JSON.stringify(value);
    if (typeof value !== "number" || !Number.isInteger(value))
      throw evaluationFailure(
        fields,
        `The ${name} parameter cannot be parsed as a long value: ${equals}`,
        name,
      );
    if (value < 0)
      throw evaluationFailure(fields, `The ${name} parameter references a negative value: ${equals}`, name);
    return Math.min(value, MOST_SECONDS);
  };
}

/** A number, or in JSONata an expression in a text. */
function readLiteral(fields: Fields, name: string): StatesExpression {
  const isExpression = fields.language === "JSONata" && typeof fields.get(name) === "string";
  if (!isExpression) fields.number(name, { least: 0, most: MOST_SECONDS });
  return readOptional(fields, name) ?? (async () => 0);
}

/** "2016-08-18T17:33:00Z": a date and time of RFC 3339 with an offset. */
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;

function readTimestamp(fields: Fields, name: string): StatesExpression<number> {
  const isPath = name === "TimestampPath";
  const expression = isPath ? readReference(fields, name) : readOptional(fields, name);
  const text = String(fields.get(name));
  if (!isPath && !text.startsWith("{%") && !isTimestamp(text))
    throw fields.problem(name, `is a time such as 2016-08-18T17:33:00Z; it is ${text}`);
  return async (scope) => {
    const value = (await expression?.(scope)) ?? null;
    if (isTimestamp(value)) return Date.parse(value);
    const problem = isPath
      ? `The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: ${text} == ${String(value)}`
      : `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${String(value)}`;
    throw evaluationFailure(fields, problem, name);
  };
}

function isTimestamp(value: StateData): value is string {
  return typeof value === "string" && TIMESTAMP.test(value) && !Number.isNaN(Date.parse(value));
}

function readReference(fields: Fields, name: string): StatesExpression {
  const text = fields.required(name);
  const path = readJsonPath(fields.place(name), text);
  return async (scope) => {
    const found = path.find(scope);
    if (found !== undefined) return found;
    throw evaluationFailure(fields, `The ${name} parameter does not reference an input value: ${text}`, name);
  };
}

function evaluationFailure({ language }: Fields, cause: string, field: string): EvaluationFailure {
  const error = language === "JSONata" ? "States.QueryEvaluationError" : "States.Runtime";
  return new EvaluationFailure(error, cause, field);
}

import { readJsonPath } from "../expressions/json-path.ts";
import { readResultPath } from "../expressions/reference-path.ts";
import { readAssign, readFilter, readNext, readOptional } from "../language/common-fields.ts";
import type { Fields } from "../language/fields.ts";
import { readCatch } from "../language/read-catch.ts";
import { readRetry } from "../language/read-retry.ts";
import type { StateReader } from "../language/state-reader.ts";
import type { StatesExpression } from "../model/expression-scope.ts";
import { EvaluationFailure } from "../model/state-failure.ts";
import { callFunction } from "../running/call-function.ts";
import type { RunState } from "../running/machine.ts";
import { runWithRetries } from "../running/run-with-retries.ts";
import { resultPathOf } from "./pass.ts";
import { readResource } from "./read-resource.ts";

const NOT_DONE = {
  Credentials: "there are no roles on one machine",
  HeartbeatSeconds: "heartbeats are of activities and task tokens, which it does not have",
  HeartbeatSecondsPath: "heartbeats are of activities and task tokens, which it does not have",
};

/** Reads a Task state, which calls a function. */
export function readTask({ fields }: StateReader): RunState {
  fields.refuse(NOT_DONE);
  const resource = readResource(fields);
  const io = readInputAndOutput(fields, fields.language === "JSONata" ? "Arguments" : "Parameters");
  const timeout = readTimeout(fields);
  const retriers = readRetry(fields);
  const catchers = readCatch(fields);
  return async (visit) =>
    await runWithRetries(visit, { retriers, catchers }, async () => {
      const input = await io.input(visit.scope(visit.input));
      const scope = visit.scope(input);
      const args = (await io.args?.(scope)) ?? input;
      const timeoutSeconds = await timeout(scope);
      const result = await callFunction(visit, { resource, args, timeoutSeconds });
      return await io.end(visit, result);
    });
}

/** Reads what a state that works makes of its input, and of its result. */
export function readInputAndOutput(fields: Fields, argsName: string | undefined) {
  const next = readNext(fields);
  const assign = readAssign(fields);
  const isJsonata = fields.language === "JSONata";
  const input = readFilter(fields, "InputPath");
  const args = argsName === undefined ? undefined : readOptional(fields, argsName);
  const selector = isJsonata ? undefined : readOptional(fields, "ResultSelector");
  const resultPath = readResultPath(fields.place("ResultPath"), isJsonata ? undefined : resultPathOf(fields));
  const outputPath = readFilter(fields, "OutputPath");
  const output = isJsonata ? readOptional(fields, "Output") : undefined;
  const end: (...args: Parameters<EndState>) => ReturnType<EndState> = async (visit, result) => {
    const scope = visit.scope(result, { result });
    const assigned = await assign(scope);
    if (output !== undefined) return { output: await output(scope), next, assigned };
    const selected = (await selector?.(scope)) ?? result;
    const combined = resultPath(visit.input, selected);
    return { output: await outputPath(visit.scope(combined)), next, assigned };
  };
  return { input, args, end };
}

type EndState = (
  visit: Parameters<RunState>[0],
  result: Parameters<Parameters<RunState>[0]["scope"]>[0],
) => ReturnType<RunState>;

/** "TimeoutSeconds: a positive integer, 99999999 by default" */
const LONGEST_TIMEOUT = 99_999_999;

function readTimeout(fields: Fields): StatesExpression<number> {
  const name = fields.oneOf("TimeoutSeconds", "TimeoutSecondsPath");
  if (name === undefined) return async () => LONGEST_TIMEOUT;
  const expression = name === "TimeoutSecondsPath" ? readTimeoutPath(fields) : readTimeoutValue(fields);
  return async (scope) => {
    const value = await expression(scope);
    if (typeof value === "number" && Number.isInteger(value) && value > 0) return value;
    throw new EvaluationFailure(
      fields.language === "JSONata" ? "States.QueryEvaluationError" : "States.Runtime",
      `The ${name} field is a whole number from 1; it was ${JSON.stringify(value)}`,
      name,
    );
  };
}

function readTimeoutPath(fields: Fields): StatesExpression {
  const text = fields.required("TimeoutSecondsPath");
  const path = readJsonPath(fields.place("TimeoutSecondsPath"), text);
  return async (scope) => {
    const found = path.find(scope);
    if (found !== undefined) return found;
    throw new EvaluationFailure("States.Runtime", `Invalid path '${text}' : No results for path: ${text}`);
  };
}

function readTimeoutValue(fields: Fields): StatesExpression {
  const isExpression = fields.language === "JSONata" && typeof fields.get("TimeoutSeconds") === "string";
  if (!isExpression) fields.number("TimeoutSeconds", { least: 1, most: LONGEST_TIMEOUT });
  return readOptional(fields, "TimeoutSeconds") ?? (async () => LONGEST_TIMEOUT);
}

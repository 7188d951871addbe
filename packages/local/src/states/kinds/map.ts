import { readJsonPath } from "../expressions/json-path.ts";
import { jsonataIn } from "../expressions/jsonata-expression.ts";
import { readOptional } from "../language/common-fields.ts";
import type { Fields } from "../language/fields.ts";
import { readCatch } from "../language/read-catch.ts";
import { readRetry } from "../language/read-retry.ts";
import type { StateReader } from "../language/state-reader.ts";
import type { StatesExpression } from "../model/expression-scope.ts";
import type { StateData } from "../model/state-data.ts";
import { typeOfData } from "../model/state-data.ts";
import { EvaluationFailure } from "../model/state-failure.ts";
import type { Machine, RunState } from "../running/machine.ts";
import { runIterations } from "../running/run-iterations.ts";
import { runWithRetries } from "../running/run-with-retries.ts";
import { readInputAndOutput } from "./task.ts";

const DISTRIBUTED = "it belongs to distributed maps, which it does not have";
const NOT_DONE = {
  ItemReader: DISTRIBUTED,
  ItemBatcher: DISTRIBUTED,
  ResultWriter: DISTRIBUTED,
  Label: DISTRIBUTED,
  ToleratedFailureCount: DISTRIBUTED,
  ToleratedFailureCountPath: DISTRIBUTED,
  ToleratedFailurePercentage: DISTRIBUTED,
  ToleratedFailurePercentagePath: DISTRIBUTED,
};

/** Reads a Map state, of the inline mode. The first item that fails stops the others. */
export function readMap({ name, fields, readBranch }: StateReader): RunState {
  fields.refuse(NOT_DONE);
  const processor = readProcessor(fields, readBranch);
  const items = readItems(fields);
  const selectorName = fields.oneOf("ItemSelector", fields.language === "JSONPath" ? "Parameters" : "");
  const selector = selectorName === undefined ? undefined : readOptional(fields, selectorName);
  const concurrency = readConcurrency(fields);
  const io = readInputAndOutput(fields, undefined);
  const retriers = readRetry(fields);
  const catchers = readCatch(fields);
  return async (visit) =>
    await runWithRetries(visit, { retriers, catchers }, async () => {
      const input = await io.input(visit.scope(visit.input));
      const scope = visit.scope(input);
      const list = await items(scope);
      const result = await runIterations(visit, {
        name,
        processor,
        items: list,
        maxConcurrency: await concurrency(scope),
        inputOf: async (context) => {
          const { Value } = context.Map.Item;
          return selector === undefined ? Value : await selector(visit.scope(input, { context }));
        },
      });
      return await io.end(visit, result);
    });
}

function readProcessor(fields: Fields, readBranch: (fields: Fields) => Machine): Machine {
  const name = fields.oneOf("ItemProcessor", "Iterator");
  const processor = name === undefined ? undefined : fields.object(name);
  if (processor === undefined) throw fields.problem("ItemProcessor", "is missing");
  const config = processor.object("ProcessorConfig");
  const mode = config?.text("Mode") ?? "INLINE";
  if (mode !== "INLINE")
    throw processor.problem(
      "ProcessorConfig.Mode",
      `is not done by @faultwire/local, unless it is INLINE; it is ${mode}`,
    );
  config?.finish();
  return readBranch(processor);
}

function readItems(fields: Fields): StatesExpression<readonly StateData[]> {
  if (fields.language === "JSONata") {
    const items = readOptional(fields, "Items") ?? (async ({ states }) => states.input);
    return async (scope) => listOf(await items(scope), { fields, name: "Items", text: fields.get("Items") });
  }
  const text = fields.text("ItemsPath") ?? "$";
  const path = readJsonPath(fields.place("ItemsPath"), text);
  return async (scope) => {
    const found = path.find(scope);
    if (found === undefined)
      throw new EvaluationFailure("States.Runtime", `Invalid path '${text}' : No results for path: ${text}`);
    return listOf(found, { fields, name: "ItemsPath", text });
  };
}

interface ItemsSource {
  readonly fields: Fields;
  readonly name: string;
  readonly text: unknown;
}

/** As recorded from AWS, where it was recorded: in JSONata. */
function listOf(value: StateData, { fields, name, text }: ItemsSource): readonly StateData[] {
  // The cast: a list of JSON, whose type isArray does not keep.
  if (Array.isArray(value)) return value as readonly StateData[];
  if (fields.language === "JSONPath")
    throw new EvaluationFailure("States.Runtime", `Reference path "${String(text)}" must point to array.`);
  const cause =
    text === undefined
      ? `Map state input must be an array but was: ${JSON.stringify(value)}`
      : `The JSONata expression '${jsonataIn(String(text)) ?? String(text)}' specified for the field '${name}' returned an unexpected result type. Expected 'array', but was '${typeOfData(value)}' for value: ${JSON.stringify(value)}`;
  throw new EvaluationFailure("States.QueryEvaluationError", cause, name);
}

function readConcurrency(fields: Fields): StatesExpression<number> {
  const name = fields.oneOf("MaxConcurrency", "MaxConcurrencyPath");
  if (name === undefined) return async () => 0;
  const expression =
    name === "MaxConcurrencyPath" ? readConcurrencyPath(fields) : readConcurrencyValue(fields);
  return async (scope) => {
    const value = await expression(scope);
    if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
    throw new EvaluationFailure(
      fields.language === "JSONata" ? "States.QueryEvaluationError" : "States.Runtime",
      `The ${name} field refers to value "${String(value)}" which is not a valid integer: ${String(fields.get(name))}`,
      name,
    );
  };
}

function readConcurrencyPath(fields: Fields): StatesExpression {
  const path = readJsonPath(fields.place("MaxConcurrencyPath"), fields.required("MaxConcurrencyPath"));
  return async (scope) => path.find(scope) ?? null;
}

function readConcurrencyValue(fields: Fields): StatesExpression {
  const isExpression = fields.language === "JSONata" && typeof fields.get("MaxConcurrency") === "string";
  if (!isExpression) fields.number("MaxConcurrency", { least: 0 });
  return readOptional(fields, "MaxConcurrency") ?? (async () => 0);
}

import jsonata from "jsonata";
import { DefinitionProblem } from "../model/definition-problem.ts";
import type { ExpressionScope, StatesExpression } from "../model/expression-scope.ts";
import type { StateData } from "../model/state-data.ts";
import { EvaluationFailure } from "../model/state-failure.ts";
import { JSONATA_FUNCTIONS } from "./jsonata-functions.ts";

/** An expression that does not end would stop the whole process. */
const LIMITS = { timeout: 5000, stack: 1000 };
/** `{% $states.input %}` */
const MARKED = /^\{%(.*)%\}$/s;

/** Returns the expression of a text in `{% %}`; undefined for any other text. */
export function jsonataIn(text: string): string | undefined {
  return MARKED.exec(text)?.[1]?.trim();
}

/**
 * Checks an expression of JSONata, without `{% %}`.
 *
 * @throws DefinitionProblem where it is not one, or calls `$eval`, which AWS refuses too.
 */
export function jsonataExpression(place: string, text: string, field: string): StatesExpression {
  const compiled = compile(place, text);
  if (/\$eval\b/.test(text))
    throw new DefinitionProblem(place, "calls $eval, which Step Functions does not have");
  const failure = (problem: string) =>
    new EvaluationFailure(
      "States.QueryEvaluationError",
      `The JSONata expression '${text}' specified for the field '${field}' ${problem}`,
      field,
    );
  return async (scope) => {
    const value = await evaluate(compiled, scope).catch((reason) => {
      throw failure(`threw an error during evaluation. ${reasonOf(reason)}`);
    });
    if (value === undefined) throw failure("returned nothing (undefined).");
    const json = toJson(value);
    if (json === undefined) throw failure("returned an unsupported result type.");
    return json;
  };
}

function compile(place: string, text: string): jsonata.Expression {
  try {
    return jsonata(text, LIMITS);
  } catch (refusal) {
    throw new DefinitionProblem(place, `is not JSONata: ${text}: ${reasonOf(refusal)}`);
  }
}

async function evaluate(compiled: jsonata.Expression, scope: ExpressionScope): Promise<unknown> {
  const { variables, context, states, now } = scope;
  // At the top level AWS has no input: all data is in variables.
  return await compiled.evaluate(undefined, {
    ...JSONATA_FUNCTIONS,
    ...clockFunctions(now()),
    ...Object.fromEntries(variables),
    states: { ...states, context },
  });
}

const FORMATTED = jsonata("$fromMillis($at, $picture, $zone)");

/** `$now` and `$millis` of the virtual clock. */
function clockFunctions(at: number) {
  return {
    millis: () => at,
    now: (picture?: string, zone?: string) => FORMATTED.evaluate(undefined, { at, picture, zone }),
  };
}

/** JSONata's errors are plain objects. */
function reasonOf(reason: unknown): string {
  if (typeof reason !== "object" || reason === null || !("message" in reason)) return String(reason);
  return "code" in reason ? `${reason.code}: ${reason.message}` : String(reason.message);
}

/** A list of JSONata has members of its own, and a function has no JSON. */
function toJson(value: unknown): StateData | undefined {
  const text = JSON.stringify(value, (_, each) => {
    if (typeof each === "function" || each?._jsonata_function || each?._jsonata_lambda) return undefined;
    return each;
  });
  // The cast: what JSON.parse returns is JSON.
  return text === undefined ? undefined : (JSON.parse(text) as StateData);
}

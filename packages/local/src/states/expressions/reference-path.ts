import { describe } from "../../config/check.ts";
import { DefinitionProblem } from "../model/definition-problem.ts";
import { isStateObject, type StateData } from "../model/state-data.ts";
import { EvaluationFailure } from "../model/state-failure.ts";

/** `.name`, `['any name']` or `[0]`, from where the last one ended. */
const STEP = /\.([\p{L}_][\p{L}\p{N}_-]*)|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]/uy;

/** Puts a result into an input; null leaves the result out. */
export type ResultPath = (input: StateData, result: StateData) => StateData;

/**
 * Checks a `ResultPath`: null, or a reference path, which names one place.
 *
 * @throws DefinitionProblem where it is not one.
 */
export function readResultPath(place: string, given: unknown): ResultPath {
  if (given === undefined || given === "$") return (_input, result) => result;
  if (given === null) return (input) => input;
  const steps = typeof given === "string" ? stepsOf(given) : undefined;
  if (steps === undefined || typeof given !== "string")
    throw new DefinitionProblem(
      place,
      `is null, or a path to one place such as $.error; it is ${describe(given)}`,
    );
  return (input, result) => put(input, result, { steps, text: given });
}

function stepsOf(text: string): readonly (string | number)[] | undefined {
  const steps: (string | number)[] = [];
  STEP.lastIndex = 1;
  if (!text.startsWith("$")) return undefined;
  while (STEP.lastIndex < text.length) {
    const [, name, single, double, index] = STEP.exec(text) ?? [];
    const key = name ?? single ?? double;
    if (key === undefined && index === undefined) return undefined;
    steps.push(key === undefined ? Number(index) : key.replace(/\\(.)/gs, "$1"));
  }
  return steps;
}

interface Place {
  readonly steps: readonly (string | number)[];
  readonly text: string;
}

function put(value: StateData | undefined, result: StateData, { steps, text }: Place): StateData {
  const [step, ...rest] = steps;
  if (step === undefined) return result;
  const isList = Array.isArray(value);
  if (typeof step === "string" && (value === undefined || isStateObject(value))) {
    const inner = value !== undefined && Object.hasOwn(value, step) ? value[step] : undefined;
    return { ...value, [step]: put(inner, result, { steps: rest, text }) };
  }
  if (typeof step === "number" && isList && step < value.length) {
    // The cast: a list of JSON, whose type isArray does not keep.
    const list = value as readonly StateData[];
    return list.with(step, put(list[step], result, { steps: rest, text }));
  }
  throw new EvaluationFailure(
    "States.ResultPathMatchFailure",
    `Unable to apply ReferencePath ${text} to input ${JSON.stringify(value)}`,
  );
}

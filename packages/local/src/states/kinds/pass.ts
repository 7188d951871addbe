import { readResultPath } from "../expressions/reference-path.ts";
import { readAssign, readFilter, readNext, readOptional } from "../language/common-fields.ts";
import type { StateReader } from "../language/state-reader.ts";
import type { StateData } from "../model/state-data.ts";
import type { RunState } from "../running/machine.ts";

/** Reads a Pass state, which makes its output of its input. */
export function readPass({ fields }: StateReader): RunState {
  const next = readNext(fields);
  const assign = readAssign(fields);
  if (fields.language === "JSONata") {
    const output = readOptional(fields, "Output");
    return async (visit) => {
      const scope = visit.scope(visit.input);
      const assigned = await assign(scope);
      return { output: output === undefined ? visit.input : await output(scope), next, assigned };
    };
  }
  const inputPath = readFilter(fields, "InputPath");
  const parameters = readOptional(fields, "Parameters");
  // The cast: a definition is JSON. It is data: nothing in it is an expression.
  const result = fields.get("Result") as StateData | undefined;
  const resultPath = readResultPath(fields.place("ResultPath"), resultPathOf(fields));
  const outputPath = readFilter(fields, "OutputPath");
  return async (visit) => {
    const input = await inputPath(visit.scope(visit.input));
    const scope = visit.scope(input);
    const made = result === undefined ? ((await parameters?.(scope)) ?? input) : result;
    const assigned = await assign(visit.scope(made));
    const output = await outputPath(visit.scope(resultPath(visit.input, made)));
    return { output, next, assigned };
  };
}

/** Null leaves the result out, and is not the same as none. */
export function resultPathOf(fields: StateReader["fields"]): unknown {
  return fields.has("ResultPath") ? fields.get("ResultPath") : undefined;
}

import { readFilter, readOptional } from "../language/common-fields.ts";
import type { StateReader } from "../language/state-reader.ts";
import type { RunState } from "../running/machine.ts";

/** Reads a Succeed state, which ends its branch. */
export function readSucceed({ fields }: StateReader): RunState {
  const inputPath = readFilter(fields, "InputPath");
  const outputPath = readFilter(fields, "OutputPath");
  const output = fields.language === "JSONata" ? readOptional(fields, "Output") : undefined;
  return async (visit) => {
    const filtered = await outputPath(visit.scope(await inputPath(visit.scope(visit.input))));
    const made = output === undefined ? filtered : await output(visit.scope(visit.input));
    return { output: made, next: undefined, assigned: {} };
  };
}

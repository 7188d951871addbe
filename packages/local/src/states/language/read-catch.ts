import { readResultPath } from "../expressions/reference-path.ts";
import type { CatchEntry } from "../running/run-with-retries.ts";
import { readAssign, readOptional } from "./common-fields.ts";
import { readErrorEquals } from "./error-equals.ts";
import type { Fields } from "./fields.ts";

/**
 * Reads `Catch`. Its output is not filtered by `OutputPath`.
 *
 * @see https://states-language.net/spec.html#fallback-states
 */
export function readCatch(fields: Fields): readonly CatchEntry[] {
  return fields.objects("Catch").map((entry, index, all) => readCatcher(entry, index === all.length - 1));
}

function readCatcher(entry: Fields, isLast: boolean): CatchEntry {
  const matches = readErrorEquals(entry, isLast);
  const next = entry.required("Next");
  const assign = readAssign(entry);
  const isJsonata = entry.language === "JSONata";
  const output = isJsonata ? readOptional(entry, "Output") : undefined;
  const resultPath = readResultPath(
    entry.place("ResultPath"),
    isJsonata || !entry.has("ResultPath") ? undefined : entry.get("ResultPath"),
  );
  entry.finish();
  return {
    matches,
    take: async (visit, { error = "", cause = "" }) => {
      const errorOutput = { Error: error, Cause: cause };
      const scope = visit.scope(errorOutput, { errorOutput });
      const assigned = await assign(scope);
      if (output !== undefined) return { output: await output(scope), next, assigned };
      return { output: resultPath(visit.input, errorOutput), next, assigned };
    },
  };
}

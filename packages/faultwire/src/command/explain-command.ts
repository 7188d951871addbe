import { parseArgs } from "node:util";
import { explain } from "../explain/explain.ts";
import type { Explanation } from "../explain/explanation.ts";
import { UsageError } from "../usage-error.ts";
import { printExplanation } from "./print-explanation.ts";
import { readInput } from "./read-input.ts";

const HINT = "see faultwire explain --help";

/** Runs `faultwire explain` and returns its exit code. */
export async function runExplain(parameters: readonly string[]): Promise<number> {
  const { files, isJson } = readParameters(parameters);
  const explanations: Explanation[] = [];
  for (const file of files) {
    const found = await explain(await readInput("explain", file));
    const prefix = files.length === 1 ? "" : file;
    explanations.push(
      ...found.map((each) => ({ ...each, place: [prefix, each.place].filter(Boolean).join(", ") })),
    );
  }
  if (isJson) console.log(JSON.stringify(explanations, undefined, 2));
  else if (explanations.length > 0) console.log(explanations.map(printExplanation).join("\n\n"));
  else
    console.error("faultwire explain: there is no error in the input, or none that AWS or Faultwire writes");
  return explanations.length > 0 ? 0 : 1;
}

function readParameters(parameters: readonly string[]): { files: readonly string[]; isJson: boolean } {
  try {
    const { values, positionals } = parseArgs({
      args: [...parameters],
      allowPositionals: true,
      options: { json: { type: "boolean", default: false } },
    });
    return { files: positionals.length === 0 ? ["-"] : positionals, isJson: values.json };
  } catch (wrong) {
    throw new UsageError(`explain: ${wrong instanceof Error ? wrong.message : wrong} (${HINT})`);
  }
}

import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { explain } from "../explain/explain.ts";
import type { Explanation } from "../explain/explanation.ts";
import { UsageError } from "../usage-error.ts";
import { printExplanation } from "./print-explanation.ts";

const HINT = "see faultwire explain --help";

/** Runs `faultwire explain` and returns its exit code. */
export async function runExplain(parameters: readonly string[]): Promise<number> {
  const { files, isJson } = readParameters(parameters);
  const explanations: Explanation[] = [];
  for (const file of files) {
    const found = await explain(await readInput(file));
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

async function readInput(file: string): Promise<string> {
  if (file !== "-") return await read(file);
  if (process.stdin.isTTY) {
    throw new UsageError(
      `explain: there is no input; name a file, or pipe an error into the command (${HINT})`,
    );
  }
  return await text(process.stdin);
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (failure) {
    throw new UsageError(
      `explain: ${file} cannot be read: ${failure instanceof Error ? failure.message : failure}`,
    );
  }
}

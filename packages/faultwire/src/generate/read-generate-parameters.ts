import { parseArgs } from "node:util";
import { UsageError } from "../usage-error.ts";
import type { GenerateRequest } from "./generate.ts";
import { TARGET_OPTIONS } from "./target.ts";

const HINT = "see faultwire generate --help";

/** The arguments of `faultwire generate`. */
export interface GenerateParameters {
  readonly request: GenerateRequest;
  readonly isCheck: boolean;
}

/**
 * Reads the arguments of `faultwire generate`.
 *
 * @throws UsageError for those that it does not know.
 */
export function readGenerateParameters(parameters: readonly string[]): GenerateParameters {
  const { values, positionals } = parse(parameters);
  const [target, file, more] = positionals;
  const { export: exportName, out, check: isCheck, ...options } = values;
  if (target === undefined || file === undefined)
    throw new UsageError(`generate: name a target and the file of the catalog (${HINT})`);
  if (more !== undefined)
    throw new UsageError(`generate: ${more} is one argument too many; a file has one target (${HINT})`);
  if (isCheck && out === undefined)
    throw new UsageError(`generate: --check needs --out, the file that it checks (${HINT})`);
  return { request: { target, file, exportName, out, options }, isCheck };
}

function parse(parameters: readonly string[]) {
  try {
    return parseArgs({
      args: [...parameters],
      allowPositionals: true,
      options: {
        export: { type: "string" },
        out: { type: "string" },
        check: { type: "boolean", default: false },
        ...TARGET_OPTIONS,
      },
    });
  } catch (wrong) {
    throw new UsageError(`generate: ${wrong instanceof Error ? wrong.message : wrong} (${HINT})`);
  }
}

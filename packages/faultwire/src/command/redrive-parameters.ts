import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { UsageError } from "../usage-error.ts";

/** The parameters of `faultwire redrive`. */
export interface RedriveParameters {
  readonly queue?: string | undefined;
  /** Absolute paths, or "-". */
  readonly files: readonly string[];
  readonly to?: string | undefined;
  readonly functions: readonly string[];
  readonly only: readonly string[];
  readonly idempotent: boolean;
  readonly isExecuted: boolean;
  readonly isJson: boolean;
  readonly planFile?: string | undefined;
  readonly limit: number;
  /** The file of the catalog, and its export. */
  readonly catalog?: string | undefined;
  readonly exportName?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
}

const HINT = "see faultwire redrive --help";
const LIMIT = 10_000;

/**
 * Reads the parameters.
 *
 * @throws UsageError for those that have no meaning.
 */
export function readRedriveParameters(parameters: readonly string[]): RedriveParameters {
  const { values, positionals } = parse(parameters);
  const { queue, to, plan, endpoint, region, catalog, export: exportName, limit = String(LIMIT) } = values;
  if (queue !== undefined && positionals.length > 0)
    throw new UsageError(`redrive: name a queue or files, and not both (${HINT})`);
  if (queue === undefined && positionals.length === 0 && plan === undefined)
    throw new UsageError(`redrive: name files, or a queue with --queue (${HINT})`);
  if (!/^[1-9]\d{0,8}$/.test(limit))
    throw new UsageError(`redrive: --limit is a number of messages; it is ${limit}`);
  if (endpoint !== undefined && !URL.canParse(endpoint))
    throw new UsageError(`redrive: --endpoint is a URL, as http://127.0.0.1:3000; it is ${endpoint}`);
  return {
    ...{ queue, to, endpoint, region, planFile: plan && resolve(plan), limit: Number(limit) },
    ...{ catalog, exportName },
    files: positionals.map((file) => (file === "-" ? file : resolve(file))),
    ...{ functions: values.function ?? [], only: values.only ?? [], idempotent: values.idempotent },
    ...{ isExecuted: values.execute, isJson: values.json },
  };
}

function parse(parameters: readonly string[]) {
  const text = { type: "string" } as const;
  const texts = { type: "string", multiple: true } as const;
  const flag = { type: "boolean", default: false } as const;
  try {
    return parseArgs({
      ...{ args: [...parameters], allowPositionals: true },
      options: {
        ...{ queue: text, to: text, plan: text, limit: text, endpoint: text, region: text },
        ...{ catalog: text, export: text },
        ...{ function: texts, only: texts },
        ...{ execute: flag, idempotent: flag, json: flag },
      },
    });
  } catch (wrong) {
    throw new UsageError(`redrive: ${wrong instanceof Error ? wrong.message : wrong} (${HINT})`);
  }
}

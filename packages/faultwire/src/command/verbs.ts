import { CHECK_USAGE } from "./check-usage.ts";
import { EXPLAIN_USAGE } from "./explain-usage.ts";
import { GENERATE_USAGE, TARGET_NAMES } from "./generate-usage.ts";
import { REDRIVE_USAGE } from "./redrive-usage.ts";

/** One command of `faultwire`. */
interface Verb {
  /** One line for the list of commands. */
  readonly summary: string;
  /** The text of `--help`. */
  readonly usage: string;
  /** Its options, for completion. */
  readonly options: readonly string[];
  /** The words that its first argument may be, for completion. */
  readonly words?: readonly string[];
  /** Loads what runs it: it takes the arguments and returns the exit code. */
  readonly load: () => Promise<(parameters: readonly string[]) => Promise<number>>;
}

/** The commands by name. */
export const VERBS: Readonly<Record<string, Verb>> = {
  explain: {
    summary: "shows what an error is, whether the code ran, and what to do",
    usage: EXPLAIN_USAGE,
    options: ["--json", "--help"],
    load: async () => (await import("./explain-command.ts")).runExplain,
  },
  generate: {
    summary: "generates from a catalog what you would otherwise write by hand",
    usage: GENERATE_USAGE,
    options: [
      ...["--export", "--out", "--check", "--body", "--format", "--function", "--idempotent", "--jsonata"],
      ...["--next", "--others", "--wire", "--header", "--success-status", "--namespace", "--log-group"],
      ...[
        "--dimension",
        "--faults",
        "--threshold",
        "--period",
        "--action",
        "--package",
        "--diagnostic",
        "--help",
      ],
    ],
    words: TARGET_NAMES,
    load: async () => (await import("./generate-command.ts")).runGenerate,
  },
  redrive: {
    summary: "shows which dead letters are safe to send again, and sends those back",
    usage: REDRIVE_USAGE,
    options: [
      ...["--queue", "--execute", "--idempotent", "--only", "--to", "--function", "--plan", "--limit"],
      ...["--catalog", "--export", "--endpoint", "--region", "--json", "--help"],
    ],
    load: async () => (await import("./redrive-command.ts")).runRedrive,
  },
  check: {
    summary: "compares what handlers throw with what they declare, and catalogs with their lock",
    usage: CHECK_USAGE,
    options: [
      ...["--project", "--strict", "--errors", "--format", "--baseline", "--update-baseline", "--lock"],
      ...["--update-lock", "--help"],
    ],
    load: async () => (await import("./check-command.ts")).runCheck,
  },
};

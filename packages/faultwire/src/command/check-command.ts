import { parseArgs } from "node:util";
import { check } from "../check/check.ts";
import type { CheckResult } from "../check/finding.ts";
import { compareBaseline, writeBaseline } from "../check/report/baseline.ts";
import { writeAnnotation } from "../check/report/write-annotation.ts";
import { writeFinding, writeSummary, writeUnseen } from "../check/report/write-text.ts";
import { UsageError } from "../usage-error.ts";
import { showProgress } from "./show-progress.ts";

const HINT = "see faultwire check --help";
const FORMATS = ["text", "json", "github"] as const;

interface Parameters {
  readonly project: string | undefined;
  readonly format: (typeof FORMATS)[number];
  readonly baseline: string | undefined;
  readonly isUpdate: boolean;
  readonly isStrict: boolean;
  readonly withErrors: boolean;
}

/** Runs `faultwire check` and returns its exit code. */
export async function runCheck(given: readonly string[]): Promise<number> {
  const { project, format, baseline, isUpdate, isStrict, withErrors } = readParameters(given);
  const progress = showProgress();
  // GitHub shows annotations at paths from the root of the repository.
  const root = format === "github" ? process.env.GITHUB_WORKSPACE : undefined;
  const checked = check({ folder: process.cwd(), root, project, onProgress: progress.show });
  progress.end();
  const findings = checked.findings.filter(({ rule }) => withErrors || rule !== "undeclared-error");
  if (baseline !== undefined && isUpdate) {
    writeBaseline(baseline, findings);
    console.error(`faultwire check: ${baseline} has ${findings.length} findings now`);
    return 0;
  }
  const compared =
    baseline === undefined ? { findings, known: 0, gone: 0 } : compareBaseline(baseline, findings);
  report({ ...checked, findings: compared.findings }, format, compared.known);
  if (compared.gone > 0)
    console.error(
      `faultwire check: ${compared.gone} entries of ${baseline} are gone; write it anew with --update-baseline`,
    );
  return compared.findings.some(({ severity }) => isStrict || severity === "error") ? 1 : 0;
}

function report(result: CheckResult, format: Parameters["format"], known: number): void {
  if (format === "json") {
    console.log(JSON.stringify(result, undefined, 2));
    return;
  }
  const write = format === "github" ? writeAnnotation : writeFinding;
  for (const finding of result.findings) console.log(write(finding));
  if (result.unseen.length > 0) console.log(writeUnseen(result.unseen));
  console.log(writeSummary(result, known));
}

function readParameters(given: readonly string[]): Parameters {
  const { values, positionals } = parse(given);
  const { project, format = "text", baseline } = values;
  const known = FORMATS.find((each) => each === format);
  if (known === undefined)
    throw new UsageError(`check: --format is text, json or github; it is ${format} (${HINT})`);
  if (values["update-baseline"] && baseline === undefined)
    throw new UsageError(`check: --update-baseline needs the file: --baseline FILE (${HINT})`);
  if (positionals.length > 0)
    throw new UsageError(
      `check: ${positionals[0]} is not an option; name a project with -p ${positionals[0]} (${HINT})`,
    );
  return {
    project,
    format: known,
    baseline,
    isUpdate: values["update-baseline"] === true,
    isStrict: values.strict === true,
    withErrors: values.errors === true,
  };
}

function parse(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      allowPositionals: true,
      options: {
        project: { type: "string", short: "p" },
        format: { type: "string" },
        baseline: { type: "string" },
        "update-baseline": { type: "boolean" },
        strict: { type: "boolean" },
        errors: { type: "boolean" },
      },
    });
  } catch (wrong) {
    throw new UsageError(`check: ${wrong instanceof Error ? wrong.message : wrong} (${HINT})`);
  }
}

import { dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { catalogsIn, check } from "../check/check.ts";
import type { CheckResult } from "../check/finding.ts";
import { findConfig } from "../check/program/open-projects.ts";
import { compareBaseline, writeBaseline } from "../check/report/baseline.ts";
import { writeAnnotation } from "../check/report/write-annotation.ts";
import { count, writeFinding, writeSummary, writeUnseen } from "../check/report/write-text.ts";
import { checkGenerated } from "../lock/check-generated.ts";
import { checkLock, updateLock } from "../lock/check-lock.ts";
import { writeChange } from "../lock/lock-findings.ts";
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
  /** The file of the lock; by default beside the tsconfig.json. */
  readonly lock: string | undefined;
  readonly isLockUpdate: boolean;
}

/** Runs `faultwire check` and returns its exit code. */
export async function runCheck(given: readonly string[]): Promise<number> {
  const parameters = readParameters(given);
  return parameters.isLockUpdate ? await writeLock(parameters) : await checkProject(parameters);
}

async function checkProject(parameters: Parameters): Promise<number> {
  const { project, format, baseline, isUpdate, isStrict, withErrors } = parameters;
  const progress = showProgress();
  // GitHub shows annotations at paths from the root of the repository.
  const root = (format === "github" ? process.env.GITHUB_WORKSPACE : undefined) ?? process.cwd();
  const { catalogs, ...checked } = check({ folder: process.cwd(), root, project, onProgress: progress.show });
  progress.show("comparing catalogs and generated files");
  const locked = await checkLock({ ...placeOfLock(parameters), catalogs, root });
  const made = await checkGenerated(placeOfLock(parameters).folder, root);
  progress.end();
  const all = [...checked.findings, ...locked.findings, ...made.findings];
  const findings = all.filter(({ rule }) => withErrors || rule !== "undeclared-error");
  if (baseline !== undefined && isUpdate) {
    writeBaseline(baseline, findings);
    console.error(`faultwire check: ${baseline} has ${findings.length} findings now`);
    return 0;
  }
  const compared =
    baseline === undefined ? { findings, known: 0, gone: 0 } : compareBaseline(baseline, findings);
  const unseen = [...checked.unseen, ...locked.unseen, ...made.unseen];
  report({ ...checked, unseen, findings: compared.findings }, format, compared.known);
  if (compared.gone > 0)
    console.error(
      `faultwire check: ${compared.gone} entries of ${baseline} are gone; write it anew with --update-baseline`,
    );
  return compared.findings.some(({ severity }) => isStrict || severity === "error") ? 1 : 0;
}

async function writeLock(parameters: Parameters): Promise<number> {
  const { path, folder } = placeOfLock(parameters);
  const found = catalogsIn({ folder: process.cwd(), project: parameters.project });
  const { changes, ...numbers } = await updateLock({ path, folder, catalogs: found });
  for (const change of changes) console.error(`  ${writeChange(change)}`);
  const file = relative(process.cwd(), path);
  const [catalogs, faults] = [count(numbers.catalogs, "catalog"), count(numbers.faults, "fault")];
  console.error(`faultwire check: ${file} has ${catalogs} with ${faults} now; commit it`);
  return 0;
}

function placeOfLock({ project, lock }: Parameters): { readonly path: string; readonly folder: string } {
  const folder = dirname(findConfig(project, process.cwd()));
  return { folder, path: lock === undefined ? join(folder, "faultwire.lock.json") : resolve(lock) };
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
  if (values["update-lock"] && values["update-baseline"])
    throw new UsageError(`check: --update-lock and --update-baseline are two commands (${HINT})`);
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
    lock: values.lock,
    isLockUpdate: values["update-lock"] === true,
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
        lock: { type: "string" },
        "update-lock": { type: "boolean" },
      },
    });
  } catch (wrong) {
    throw new UsageError(`check: ${wrong instanceof Error ? wrong.message : wrong} (${HINT})`);
  }
}

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { UsageError } from "../../usage-error.ts";
import type { Finding } from "../finding.ts";

/** Findings without those that a baseline has, and how many these are. */
export interface Compared {
  readonly findings: readonly Finding[];
  readonly known: number;
  /** Entries of the baseline that are not found any more. */
  readonly gone: number;
}

/**
 * Leaves out the findings that a baseline file has. An entry is good for one finding, wherever its lines have moved.
 *
 * @throws UsageError for a file that is missing or is not a baseline.
 */
export function compareBaseline(path: string, findings: readonly Finding[]): Compared {
  const left = new Map<string, number>();
  for (const key of readBaseline(path)) left.set(key, (left.get(key) ?? 0) + 1);
  const fresh = findings.filter(({ key }) => {
    const number = left.get(key) ?? 0;
    if (number > 0) left.set(key, number - 1);
    return number === 0;
  });
  const gone = [...left.values()].reduce((sum, number) => sum + number, 0);
  return { findings: fresh, known: findings.length - fresh.length, gone };
}

/** Writes a baseline file of the findings. */
export function writeBaseline(path: string, findings: readonly Finding[]): void {
  const entries = findings.map(({ key }) => key).sort();
  writeFileSync(path, `${JSON.stringify({ version: 1, findings: entries }, undefined, 2)}\n`);
}

function readBaseline(path: string): readonly string[] {
  if (!existsSync(path))
    throw new UsageError(`check: the baseline ${path} does not exist; write it with --update-baseline`);
  const entries = parse(path);
  if (!Array.isArray(entries) || !entries.every((each) => typeof each === "string"))
    throw new UsageError(
      `check: ${path} is not a baseline of faultwire check; write it with --update-baseline`,
    );
  return entries;
}

function parse(path: string): unknown {
  try {
    const parsed: { version?: unknown; findings?: unknown } = JSON.parse(readFileSync(path, "utf8"));
    return parsed?.version === 1 ? parsed.findings : undefined;
  } catch {
    // A file that is not JSON is refused like any other that is not a baseline.
    return undefined;
  }
}

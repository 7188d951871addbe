import type { RetryEntry } from "../running/run-with-retries.ts";
import { readErrorEquals } from "./error-equals.ts";
import type { Fields } from "./fields.ts";

/** "MaxAttempts: a positive integer, 3 by default, at most 99999999" */
const MOST = 99_999_999;
/** "MaxDelaySeconds: greater than 0 and less than 31622400" */
const LONGEST_DELAY = 31_622_400;

/**
 * Reads `Retry`.
 *
 * @see https://states-language.net/spec.html#retrying-after-error
 */
export function readRetry(fields: Fields): readonly RetryEntry[] {
  return fields.objects("Retry").map((entry, index, all) => readRetrier(entry, index === all.length - 1));
}

function readRetrier(entry: Fields, isLast: boolean): RetryEntry {
  const matches = readErrorEquals(entry, isLast);
  const interval = entry.number("IntervalSeconds", { least: 1, most: MOST }) ?? 1;
  const maxAttempts = entry.number("MaxAttempts", { least: 0, most: MOST }) ?? 3;
  const rate = entry.number("BackoffRate", { least: 1, isWhole: false }) ?? 2;
  const longest = entry.number("MaxDelaySeconds", { least: 1, most: LONGEST_DELAY - 1 }) ?? MOST;
  if (longest <= interval) throw entry.problem("MaxDelaySeconds", "is greater than IntervalSeconds");
  const jitter = entry.text("JitterStrategy") ?? "NONE";
  if (jitter !== "NONE" && jitter !== "FULL") throw entry.problem("JitterStrategy", "is FULL or NONE");
  entry.finish();
  return {
    matches,
    maxAttempts,
    delay: (retriesBefore, random) =>
      Math.min(interval * rate ** retriesBefore, longest) * (jitter === "FULL" ? random : 1),
  };
}

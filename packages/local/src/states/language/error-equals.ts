import { describe } from "../../config/check.ts";
import type { ErrorMatch } from "../running/run-with-retries.ts";
import type { Fields } from "./fields.ts";

/** Errors that end the execution whatever `Retry` and `Catch` say. */
const TERMINAL = "States.Runtime";
/** "a terminal error that can't be caught by the States.ALL error type" */
const BY_NAME_ONLY = "States.DataLimitExceeded";
const NOT_TASK_FAILED = ["States.Timeout", "States.HeartbeatTimeout"];

/**
 * Reads `ErrorEquals`. `States.ALL` must be alone in it, in the last entry.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export function readErrorEquals(entry: Fields, isLast: boolean): ErrorMatch {
  const given = entry.get("ErrorEquals");
  if (!Array.isArray(given) || given.length === 0 || given.some((name) => typeof name !== "string"))
    throw entry.problem("ErrorEquals", `is a list of names, not empty; it is ${describe(given)}`);
  const names = new Set<string>(given);
  if (names.has("States.ALL") && (names.size > 1 || !isLast))
    throw entry.problem("ErrorEquals", "has States.ALL, which is alone in the last entry");
  return (error) => {
    if (error === TERMINAL) return false;
    if (error !== undefined && names.has(error)) return true;
    if (error === BY_NAME_ONLY) return false;
    if (names.has("States.ALL")) return true;
    return names.has("States.TaskFailed") && !NOT_TASK_FAILED.includes(error ?? "");
  };
}

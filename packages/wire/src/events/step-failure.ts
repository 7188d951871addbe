import { isJsonObject, type JsonObject } from "../json.ts";
import { openEnvelopes } from "./envelope.ts";

const FAILED = /^(?:FAILED|TIMED_OUT|ABORTED|PENDING_REDRIVE)$/;
/** Types of events of a history, and the names of their details. */
const FAILED_EVENT = /(?:Failed|TimedOut|Aborted)$/;
const FAILED_DETAILS = /(?:Failed|TimedOut|Aborted)EventDetails$/;
/** Types of the event that ends an execution. */
const END = /^(?:Execution|MapRun)(?:Failed|TimedOut|Aborted|Succeeded)$/;
const ARNS = ["executionArn", "ExecutionArn", "mapRunArn", "MapRunArn"];
/** The members of a service's answer that lists executions or the events of one. */
const LISTS = ["executions", "Executions", "mapRuns", "events", "Events"];
/** A ResultPath can be a path. */
const DEPTH_LIMIT = 4;

/** Finds the object with the error and the cause of a failure, in any place where Step Functions or a state put it. */
export function findFailure(value: unknown): JsonObject | undefined {
  if (Array.isArray(value)) return failureInList(value);
  for (const { inner } of openEnvelopes(value)) {
    const found = failureIn(inner, 0) ?? failureOfFiles(inner);
    if (found) return found;
  }
  return undefined;
}

function failureIn(value: JsonObject, depth: number): JsonObject | undefined {
  const own = failureOf(value, depth);
  if (own || depth === DEPTH_LIMIT) return own;
  for (const [name, member] of Object.entries(value)) {
    if (FAILED_DETAILS.test(name) && isJsonObject(member)) return named(member, name);
    const isList = Array.isArray(member) && LISTS.includes(name);
    const found = isList ? failureInList(member) : isJsonObject(member) && failureIn(member, depth + 1);
    if (found) return found;
  }
  return isEvent(value) && FAILED_EVENT.test(String(value.type)) ? named({}, String(value.type)) : undefined;
}

/** A history's failure is the last one before its end; it has none if the execution succeeded in the end. */
function failureInList(list: readonly unknown[]): JsonObject | undefined {
  const entries = list.filter(isJsonObject);
  if (!entries.some(isEvent)) {
    for (const entry of entries) {
      const found = failureIn(entry, 1);
      if (found) return found;
    }
    return undefined;
  }
  const events = entries.filter(isEvent).sort((one, other) => Number(one.id) - Number(other.id));
  const end = events.findLast(({ type }) => END.test(String(type)));
  if (end) return failureIn(end, 1);
  return events.map((event) => failureIn(event, 1)).findLast((found) => found !== undefined);
}

function isEvent({ id, type }: JsonObject): boolean {
  return (
    typeof type === "string" && (typeof id === "number" || typeof id === "string") && /^[A-Z]/.test(type)
  );
}

function failureOf(value: JsonObject, depth: number): JsonObject | undefined {
  const { error, cause, status = value.Status, type, details } = value;
  const isExecution = ARNS.some((name) => name in value) && typeof status === "string";
  // An execution may have failed without a word.
  if (isExecution) return FAILED.test(status) ? value : undefined;
  if (isPair(value)) return value;
  if (typeof type === "string" && FAILED_EVENT.test(type) && isJsonObject(details))
    return named(details, type);
  // Deeper in, these members are too common to be those of a failure.
  const isStated = typeof error === "string" && (error !== "" || Boolean(cause));
  const isFailure = depth < 2 && isStated && !("errorMessage" in value);
  return isFailure && (isCause(cause) || "resourceType" in value) ? value : undefined;
}

/** A task that someone failed without words has the pair alone, or a name; a result may have an empty place for it. */
function isPair(value: JsonObject): boolean {
  if (typeof value.Error === "string" && value.Error !== "" && Object.keys(value).length === 1) return true;
  if (!("Error" in value && "Cause" in value)) return false;
  return Boolean(value.Error) || Boolean(value.Cause) || Object.keys(value).length === 2;
}

/** The console shows a cause as an object, and a state can make it one. */
function isCause(cause: unknown): boolean {
  if (typeof cause === "string") return true;
  const members = isJsonObject(cause) ? cause : {};
  return ["errorMessage", "errorType", "ExecutionArn", "Message"].some((name) => name in members);
}

/** An event that ran out of time may have no details. */
function named(details: JsonObject, type: string): JsonObject {
  const status = /TimedOut/.test(type) ? "TIMED_OUT" : /Aborted/.test(type) ? "ABORTED" : "FAILED";
  return { status, ...details };
}

/** The manifest of a Distributed Map names the files of the executions that failed. */
function failureOfFiles({ MapRunArn, ResultFiles }: JsonObject): JsonObject | undefined {
  const failed = MapRunArn !== undefined && isJsonObject(ResultFiles) ? ResultFiles.FAILED : undefined;
  if (!Array.isArray(failed) || failed.length === 0) return undefined;
  const files = failed.map((file) => (isJsonObject(file) ? file.Key : file));
  return { cause: `Executions failed: ${files.join(", ")}` };
}

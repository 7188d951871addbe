import { isJsonObject, type JsonObject } from "../json.ts";

/** An error object, and whether it proves that the function of the execution ran. */
export interface FoundErrorObject {
  readonly error: JsonObject;
  readonly isCertain: boolean;
}

/** Details of an event of the history, and of an operation, that can have an error. */
const DETAILS =
  /^(?:Execution|Context|Step|Callback|ChainedInvoke|InvocationCompleted)(?:Failed|TimedOut|Stopped)?Details$/;
/** Errors of others: a function that was invoked, the one who completes a callback, the clock. */
const OF_OTHERS = /^(?:Callback|ChainedInvoke)|(?:TimedOut|Stopped)Details$/;
/** Types of the event that ends an execution. */
const END = /^Execution(?:Failed|TimedOut|Stopped|Succeeded)$/;
const FAILED = /^(?:FAILED|TIMED_OUT|STOPPED)$/;
const STOPPED = /^(?:STOPPED|TIMED_OUT)$/;
/** Details, error, payload. */
const DEPTH_LIMIT = 4;

/** Finds the error object of a durable execution in what the service reports of it. */
export function findErrorObject(value: JsonObject): FoundErrorObject | undefined {
  if (Array.isArray(value.Events)) return findInHistory(value.Events.filter(isJsonObject));
  // The error of an execution that was stopped is that of who stopped it.
  const isOfOthers = STOPPED.test(String(value.Status));
  return find(value, 0, !isOfOthers) ?? findEnd(value);
}

function find(value: unknown, depth: number, isCertain: boolean): FoundErrorObject | undefined {
  if (!isJsonObject(value) || depth > DEPTH_LIMIT) return undefined;
  if (isErrorObject(value)) return { error: value, isCertain };
  const name = Object.keys(value).find((key) => DETAILS.test(key));
  const inner = value.Error ?? value.Payload ?? (name && value[name]);
  return find(inner, depth + 1, isCertain && !OF_OTHERS.test(String(name)));
}

/** A result may have an empty place for an error. */
function isErrorObject({ ErrorMessage, ErrorType }: JsonObject): boolean {
  return [ErrorMessage, ErrorType].some((member) => typeof member === "string" && member !== "");
}

/** An execution that failed, as an answer or an event reports it, in either case of letters. */
function findEnd(value: JsonObject): FoundErrorObject | undefined {
  const isExecution = "DurableExecutionArn" in value || "durableExecutionArn" in value;
  return isExecution ? endOf(value, value.Status ?? value.status) : undefined;
}

function endOf({ error }: JsonObject, status: unknown): FoundErrorObject | undefined {
  if (typeof status !== "string" || !FAILED.test(status)) return undefined;
  const isGiven = isJsonObject(error) && ("errorType" in error || "errorMessage" in error);
  if (isGiven) return { error, isCertain: true };
  return { error: { ErrorMessage: `The execution ended with the status ${status}` }, isCertain: false };
}

/** A history's failure is the last one before its end; it has none if the execution succeeded in the end. */
function findInHistory(events: readonly JsonObject[]): FoundErrorObject | undefined {
  const inOrder = events.toSorted((one, other) => Number(one.EventId) - Number(other.EventId));
  const end = inOrder.findLast(({ EventType }) => END.test(String(EventType)));
  if (end) return find(end, 0, true) ?? endOf(end, statusOf(end));
  return inOrder.map((event) => find(event, 0, true)).findLast((found) => found !== undefined);
}

function statusOf({ EventType }: JsonObject): string | undefined {
  const statuses: Readonly<Record<string, string>> = {
    ExecutionFailed: "FAILED",
    ExecutionTimedOut: "TIMED_OUT",
    ExecutionStopped: "STOPPED",
  };
  return statuses[String(EventType)];
}

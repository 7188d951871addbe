import { decodeCustom } from "../function-error/custom.ts";
import { asString, isJsonObject, type JsonObject, parseJson } from "../json.ts";
import type { WireError } from "../wire-error.ts";
import { decodeFaultDataText } from "./fault-data-text.ts";
import { splitMessage } from "./message-line.ts";

/** The errors of an operation, from the outermost inwards: a step in a child context in a map is four. */
const DEPTH_LIMIT = 16;

/** The operations whose error proves that code of the execution ran. */
const RAN = /^(?:Step|ChildContext|CallbackSubmitter|WaitForCondition)Error$/;

/**
 * Reads an error that the SDK for durable executions throws inside a workflow: `StepError`, `ChildContextError`,
 * `CallbackExternalError`, `InvokeError`, and those around them. The error that the operation's code threw is in
 * `errorData`, or else its name is that of the innermost cause. Undefined for any other error, and for one that throws
 * when it is read.
 *
 * @see https://docs.aws.amazon.com/durable-execution/
 */
export function decodeOperationError(error: unknown): WireError | undefined {
  try {
    return isOperationError(error) ? decodeError(error) : undefined;
  } catch {
    // Anything can be thrown in a workflow.
    return undefined;
  }
}

function decodeError(error: OperationError): WireError {
  const chain = causesOf(error);
  const { message, line } = splitMessage(asString(error.message));
  const thrown = line ?? firstOf(chain, ({ errorData }) => decodeFaultDataText(asString(errorData)));
  const data = firstOf(chain, ({ errorData }) => asString(errorData));
  const innermost = chain.at(-1) ?? error;
  const name = asString(innermost.name);
  const isNamed = name !== undefined && name !== "Error" && !isOperationName(name);
  return withCustom({
    wire: "durable",
    payload: error,
    errorType: isNamed ? name : error.errorType,
    message,
    ...(data !== undefined && { details: parseJson(data) ?? data }),
    ...(thrown && { details: undefined, ...thrown }),
    execution: thrown || RAN.test(error.errorType) ? "started" : "unknown",
  });
}

/**
 * Reads the custom error object in the message of an invocation that failed: of a function that is not durable, the
 * message is all that the SDK keeps.
 */
export function withCustom(error: WireError): WireError {
  if (error.errorType !== "InvokeError") return error;
  const embedded = decodeCustom({ ...error, errorType: undefined });
  return embedded ? { ...error, embedded } : error;
}

interface OperationError extends JsonObject {
  readonly errorType: string;
}

/** Each copy of the SDK has classes of its own, so members tell. */
function isOperationError(error: unknown): error is OperationError {
  return (
    isJsonObject(error) && typeof error.errorType === "string" && typeof error.toErrorObject === "function"
  );
}

/** After a replay the innermost cause has the name of the operation's own error. */
function isOperationName(name: string): boolean {
  return /^(?:Step|ChildContext|Callback\w*|Invoke|WaitForCondition|PromiseCombinator|BatchCompletion)Error$/.test(
    name,
  );
}

function causesOf(error: JsonObject): readonly JsonObject[] {
  const chain = [error];
  let { cause } = error;
  while (isJsonObject(cause) && chain.length < DEPTH_LIMIT) {
    chain.push(cause);
    cause = cause.cause;
  }
  return chain;
}

function firstOf<Value>(
  chain: readonly JsonObject[],
  read: (error: JsonObject) => Value | undefined,
): Value | undefined {
  for (const error of chain) {
    const value = read(error);
    if (value !== undefined) return value;
  }
  return undefined;
}

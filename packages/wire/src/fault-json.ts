import { isDelay } from "./details-line.ts";
import { asString, isJsonObject, type JsonObject } from "./json.ts";
import type { Execution, Wire, WireError } from "./wire-error.ts";

/** A fault as JSON: a standard error, with everything else that the fault says beside it. */
export interface FaultJson {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly details?: unknown;
  readonly status: number;
  readonly retryable: boolean;
  /** Seconds. */
  readonly retryAfter?: number;
  /** The version of this form. */
  readonly faultwire: 1;
  /** The declared name, or the family. */
  readonly name: string;
  readonly category: string;
  readonly execution?: Execution;
  readonly reason?: string;
  readonly ec2ErrorCode?: string;
  readonly issues?: string;
  readonly origin?: FaultOrigin;
  /** What led to it, where that was received too: causes of one's own cross no wire. */
  readonly cause?: FaultJson;
}

/** Where a fault came from. What was received, the payload, may be large and is left out. */
export interface FaultOrigin {
  readonly wire: Wire;
  readonly requestId?: string | undefined;
  readonly functionName?: string | undefined;
  readonly remoteStack?: readonly string[] | undefined;
  readonly logTail?: string | undefined;
}

/** A fault that was read off its JSON. */
export interface DecodedFault extends WireError {
  readonly name: string;
  readonly category: string;
  readonly issues?: string | undefined;
  readonly logTail?: string | undefined;
  readonly cause?: DecodedFault | undefined;
}

/** What every fault says of itself. */
type Members = {
  readonly [Name in Exclude<keyof FaultJson, "errorMessage" | "faultwire" | "origin" | "cause">]?: unknown;
} & { readonly message: string };

/** What only a received fault says. */
interface Received {
  readonly origin: unknown;
  readonly cause: unknown;
}

const EXECUTIONS: readonly unknown[] = ["none", "started", "finished", "unknown"];
const CAUSE_LIMIT = 32;

/** Writes a fault as JSON, to store it, log it, or hand it to another process. Never throws. */
export function encodeFault(fault: Members, received?: Received): FaultJson {
  const { errorType, message, details, status, retryable, retryAfter, name, category, execution } = fault;
  const { reason, ec2ErrorCode, issues } = fault;
  const json = {
    ...{ errorType, errorMessage: message, details, status, retryable, retryAfter },
    ...{ faultwire: 1, name, category, execution, reason, ec2ErrorCode, issues },
    ...received,
  };
  return asJson(json) ?? asJson({ ...json, details: undefined });
}

/** Reads a fault's JSON; undefined for any other value. */
export function decodeFault(value: unknown, depth = 0): DecodedFault | undefined {
  if (!isJsonObject(value) || value.faultwire !== 1 || depth === CAUSE_LIMIT) return undefined;
  const { name, category, execution, status, retryable, retryAfter } = value;
  if (typeof name !== "string" || typeof category !== "string") return undefined;
  const origin = isJsonObject(value.origin) ? value.origin : {};
  return {
    ...originOf(origin),
    payload: value,
    name,
    category,
    errorType: asString(value.errorType),
    message: asString(value.errorMessage),
    details: value.details,
    status: typeof status === "number" ? status : undefined,
    retryable: typeof retryable === "boolean" ? retryable : undefined,
    retryAfter: isDelay(retryAfter) ? retryAfter : undefined,
    execution: EXECUTIONS.includes(execution) ? (execution as Execution) : undefined,
    reason: asString(value.reason),
    ec2ErrorCode: asString(value.ec2ErrorCode),
    issues: asString(value.issues),
    cause: decodeFault(value.cause, depth + 1),
  };
}

function originOf({ wire, requestId, functionName, remoteStack, logTail }: JsonObject) {
  return {
    // A wire of a later version is still the wire that it came by.
    wire: typeof wire === "string" ? (wire as Wire) : "fault-json",
    requestId: asString(requestId),
    functionName: asString(functionName),
    logTail: asString(logTail),
    remoteStack: Array.isArray(remoteStack) ? remoteStack.map(String) : undefined,
  } as const;
}

/** What JSON makes of a value, undefined members left out; undefined for what JSON cannot write. */
function asJson(value: object) {
  try {
    return JSON.parse(JSON.stringify(value));
  } catch {
    // A BigInt or a cycle in details that nobody checked.
    return undefined;
  }
}

import { decodeMembers, encodeMembers, type FaultMembers } from "./fault-members.ts";
import { toTexts } from "./function-error/standard.ts";
import { asString, isJsonObject, type JsonObject } from "./json.ts";
import { decodeTraceId } from "./trace-id.ts";
import type { Execution, FaultData, Wire, WireError } from "./wire-error.ts";

/** A fault as JSON: a standard error, and the fault's other members. */
export interface FaultJson extends Omit<FaultMembers, "kept"> {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly status: number;
  /** Absent on a received fault whose sender did not send it. */
  readonly retryable?: boolean;
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
  /** The cause, if it was received too. A cause of the sender's own process never crosses a wire. */
  readonly cause?: FaultJson;
}

/** The origin of a received fault. Its payload may be large and is left out. */
interface FaultOrigin {
  readonly wire: Wire;
  readonly requestId?: string | undefined;
  readonly traceId?: string | undefined;
  readonly functionName?: string | undefined;
  readonly remoteStack?: readonly string[] | undefined;
  readonly logTail?: string | undefined;
  readonly executedVersion?: string | undefined;
  readonly durableExecutionArn?: string | undefined;
  readonly embedded?: JsonObject | undefined;
}

/** A fault that was read off its JSON. */
export interface DecodedFault extends WireError {
  readonly name: string;
  readonly category: string;
  readonly issues?: string | undefined;
  readonly logTail?: string | undefined;
  readonly executedVersion?: string | undefined;
  readonly durableExecutionArn?: string | undefined;
  readonly cause?: DecodedFault | undefined;
}

/** The members of every fault that its JSON has. */
type Members = Pick<
  FaultData,
  "errorType" | "message" | "details" | "status" | "retryable" | "retryAfter" | "isPassedOn"
> & {
  readonly [Name in "name" | "category" | "execution" | "reason" | "ec2ErrorCode" | "issues"]?: unknown;
};

/** The members that only a received fault has. */
interface ReceivedMembers {
  readonly origin: unknown;
  readonly cause: unknown;
}

const EXECUTIONS: readonly unknown[] = ["none", "started", "finished", "unknown"];
/** As many causes as a function error has. */
const CAUSE_LIMIT = 32;
/** Levels of objects and lists; more than any details that people write. */
const DEPTH_LIMIT = 500;

/** Writes a fault as JSON, to store it, log it, or hand it to another process. Never throws. */
export function encodeFault(fault: Members, received?: ReceivedMembers): FaultJson {
  const { errorType, message, details, name, category, execution, reason, ec2ErrorCode, issues } = fault;
  const json = {
    ...{ errorType, errorMessage: message, ...encodeMembers(fault, { details }) },
    ...{ faultwire: 1, name, category, execution, reason, ec2ErrorCode, issues },
    ...received,
  };
  return (
    asJson(json) ??
    asJson(json, markingReplacer()) ??
    asJson({ ...json, details: undefined, origin: undefined })
  );
}

/** Reads a fault's JSON; undefined for any other value. */
export function decodeFault(value: unknown, depth = 0): DecodedFault | undefined {
  if (!isJsonObject(value) || value.faultwire !== 1 || depth > CAUSE_LIMIT) return undefined;
  const { name, category, execution, status, details } = value;
  if (typeof name !== "string" || typeof category !== "string") return undefined;
  const origin = isJsonObject(value.origin) ? value.origin : {};
  return {
    ...originOf(origin),
    ...decodeMembers(value),
    payload: value,
    name,
    category,
    errorType: asString(value.errorType),
    message: asString(value.errorMessage),
    // Never dropped here, and a fault of the platform can have any status.
    ...{ details, dropped: undefined, status: typeof status === "number" ? status : undefined },
    execution: EXECUTIONS.includes(execution) ? (execution as Execution) : undefined,
    reason: asString(value.reason),
    ec2ErrorCode: asString(value.ec2ErrorCode),
    issues: asString(value.issues),
    cause: decodeFault(value.cause, depth + 1),
  };
}

function originOf(origin: JsonObject) {
  const { wire, requestId, functionName, remoteStack, logTail, embedded } = origin;
  return {
    // Another version may know further wires.
    wire: typeof wire === "string" ? (wire as Wire) : "fault-json",
    requestId: asString(requestId),
    traceId: decodeTraceId(origin.traceId),
    functionName: asString(functionName),
    logTail: asString(logTail),
    executedVersion: asString(origin.executedVersion),
    durableExecutionArn: asString(origin.durableExecutionArn),
    members: isJsonObject(embedded) ? embedded : undefined,
    remoteStack: Array.isArray(remoteStack) ? toTexts(remoteStack) : undefined,
  } as const;
}

/** Sends a value through JSON; undefined if JSON cannot write it. */
function asJson(value: object, replace?: (this: object, key: string, member: unknown) => unknown) {
  try {
    return JSON.parse(JSON.stringify(value, replace));
  } catch {
    // Members that were not checked: a BigInt, a cycle, more levels than the stack has room for.
    return undefined;
  }
}

/** Makes a replacer for JSON that puts "…" in place of what JSON cannot write: what is too deep, and what repeats. */
function markingReplacer() {
  const depths = new Map<unknown, number>();
  return function (this: object, _key: string, member: unknown): unknown {
    if (typeof member === "bigint") return String(member);
    if (typeof member !== "object" || member === null) return member;
    const depth = (depths.get(this) ?? 0) + 1;
    if (depth > DEPTH_LIMIT || depths.has(member)) return "…";
    depths.set(member, depth);
    return member;
  };
}

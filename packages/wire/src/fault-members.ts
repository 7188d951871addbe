import { decodeDetails, type EncodedDetails } from "./dropped-details.ts";
import type { JsonObject } from "./json.ts";
import type { FaultData, WireError } from "./wire-error.ts";

/** The members of a fault beside its name and message, in the JSON of every wire that has a place for them. */
export interface FaultMembers extends EncodedDetails {
  readonly status?: number;
  readonly retryable?: boolean;
  /** Seconds. */
  readonly retryAfter?: number;
}

/** Every name of {@link FaultMembers}. */
export const MEMBER_NAMES: readonly string[] = ["details", "kept", "status", "retryable", "retryAfter"];

/** Writes the members of a fault, absent ones left out, in the order in which the wires have them. */
export function encodeMembers(fault: Partial<FaultData>, details: EncodedDetails = {}): FaultMembers {
  const { status, retryable, retryAfter, isPassedOn } = fault;
  return {
    ...details,
    ...(status !== undefined && { status }),
    ...(retryable !== undefined && !isPassedOn && { retryable }),
    ...(retryAfter !== undefined && { retryAfter }),
  };
}

/** Reads the members of a fault; one that is absent or malformed is left out. */
export function decodeMembers(
  holder: JsonObject,
): Pick<WireError, "details" | "dropped" | "status" | "retryable" | "retryAfter"> {
  const { status, retryable, retryAfter } = holder;
  return {
    ...decodeDetails(holder),
    ...(isStatus(status) && { status }),
    ...(typeof retryable === "boolean" && { retryable }),
    ...(isDelay(retryAfter) && { retryAfter }),
  };
}

/** Whether a value is the HTTP status of an error. */
export function isStatus(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 400 && Number(value) <= 599;
}

/** Whether a value is a number of seconds to wait. */
export function isDelay(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
}

import type { Fault } from "@faultwire/catalog";
import { type FaultData, isDelay, isStatus } from "@faultwire/wire";
import { read, readText, toText } from "../foreign/safe-read.ts";

/** The members that the class of a declared fault has. */
type DeclaredMembers = Partial<Pick<Fault, "errorType" | "status" | "retryable">>;

/**
 * Reads the data of a fault. Any member may have been changed, by its author or by an object that only pretends to be
 * a fault. Never throws.
 *
 * @param declared the declared members: the status of a fault without a valid one, and the promise of a received one
 * @param detailsOf reads the details that may be shown
 */
export function dataOf(
  fault: Fault,
  declared: DeclaredMembers = {},
  detailsOf?: (fault: Fault) => unknown,
): FaultData {
  const isPassedOn = read(fault, "origin") !== undefined;
  const [status, retryAfter] = [read(fault, "status"), read(fault, "retryAfter")];
  return {
    errorType: declared.errorType ?? readText(fault, "errorType") ?? readText(fault, "name") ?? "Error",
    message: readText(fault, "message") ?? toText(fault),
    details: detailsOf ? detailsOf(fault) : read(fault, "details"),
    status: isStatus(status) ? status : (declared.status ?? 500),
    // A received fault's `retryable` is the callee's; ours comes from our declaration, and promises nothing.
    retryable: (isPassedOn ? declared.retryable : undefined) ?? read(fault, "retryable") === true,
    isPassedOn,
    retryAfter: isDelay(retryAfter) ? retryAfter : undefined,
    headers: readHeaders(fault),
  };
}

/** Copies the headers of a fault, whose getters may throw; those that are not texts are left out where they are sent. */
function readHeaders(fault: Fault): FaultData["headers"] {
  const headers = read(fault, "headers");
  try {
    return typeof headers === "object" && headers !== null ? { ...headers } : undefined;
  } catch {
    // The fault is answered without them.
    return undefined;
  }
}

import type { Fault } from "@faultwire/catalog";
import { type FaultData, isDelay, isStatus } from "@faultwire/wire";
import { read, readText, toText } from "../foreign/safe-read.ts";

/**
 * Reads the data of a fault. Any member may have been changed, by its author or by an object that only pretends to be
 * a fault. Never throws.
 *
 * @param defaultStatus the status of a fault without a valid one
 * @param detailsOf reads the details that may be shown
 */
export function dataOf(
  fault: Fault,
  defaultStatus: number,
  detailsOf?: (fault: Fault) => unknown,
): FaultData {
  const [status, retryAfter, headers] = [
    read(fault, "status"),
    read(fault, "retryAfter"),
    read(fault, "headers"),
  ];
  return {
    errorType: readText(fault, "errorType") ?? readText(fault, "name") ?? "Error",
    message: readText(fault, "message") ?? toText(fault),
    details: detailsOf ? detailsOf(fault) : read(fault, "details"),
    status: isStatus(status) ? status : defaultStatus,
    retryable: read(fault, "retryable") === true,
    isPassedOn: read(fault, "origin") !== undefined,
    retryAfter: isDelay(retryAfter) ? retryAfter : undefined,
    headers: isHeaders(headers) ? headers : undefined,
  };
}

function isHeaders(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === "object" && value !== null;
}

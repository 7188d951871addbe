import type { Fault } from "@faultwire/catalog";
import { type FaultData, isDelay, isStatus } from "@faultwire/wire";
import { read, readText, toText } from "./safe-read.ts";

/** Gives the details of a fault that may be seen. */
export type DetailsOf = (fault: Fault) => unknown;

/**
 * Reads what a fault says of itself. Its members can be anything: its author, or whoever pretends to be one, may have
 * changed them. Never throws.
 *
 * @param usual the status of a fault that says none
 */
export function dataOf(fault: Fault, usual: number, detailsOf?: DetailsOf): FaultData {
  const [status, retryAfter, headers] = [
    read(fault, "status"),
    read(fault, "retryAfter"),
    read(fault, "headers"),
  ];
  return {
    errorType: readText(fault, "errorType") ?? readText(fault, "name") ?? "Error",
    message: readText(fault, "message") ?? toText(fault),
    details: detailsOf ? detailsOf(fault) : read(fault, "details"),
    status: isStatus(status) ? status : usual,
    retryable: read(fault, "retryable") === true,
    retryAfter: isDelay(retryAfter) ? retryAfter : undefined,
    headers: isHeaders(headers) ? headers : undefined,
  };
}

function isHeaders(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === "object" && value !== null;
}

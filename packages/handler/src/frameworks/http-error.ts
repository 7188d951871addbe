import type { HandlerFault } from "@faultwire/catalog";
import { hide } from "@faultwire/catalog/internal";
import { read, readText } from "../foreign/safe-read.ts";
import { ownFault } from "../own-fault.ts";
import { errorTypeLabel } from "../telemetry/error-type-label.ts";

/**
 * Reads an error that is made for an HTTP answer, as `http-errors`, Middy and the parsers of Express make them, with a
 * status, `expose` and, where the client needs them, `headers`; undefined for any other. An error of the server's that
 * is not exposed keeps its status and headers, and nothing else.
 *
 * @see https://github.com/jshttp/http-errors#error-properties
 */
export function readHttpError(thrown: unknown): HandlerFault | undefined {
  const status = read(thrown, "statusCode") ?? read(thrown, "status");
  const isExposed = read(thrown, "expose");
  if (!isErrorStatus(status) || typeof isExposed !== "boolean") return undefined;
  const isServers = status >= 500;
  if (!isExposed && !isServers) return undefined;
  const errorType = isExposed ? httpErrorType(thrown) : "InternalFailure";
  const message = isExposed ? (readText(thrown, "message") ?? "") : "Internal failure";
  // The log has the error itself.
  const fault = ownFault({ errorType, status }, message, { cause: isServers ? thrown : undefined });
  hide(fault, "headers", readHeaders(read(thrown, "headers")));
  return fault;
}

/** The headers of an error that are texts or numbers. */
function readHeaders(headers: unknown): Readonly<Record<string, string>> | undefined {
  if (typeof headers !== "object" || headers === null) return undefined;
  const named = Object.keys(headers).flatMap((name) => {
    const value = read(headers, name);
    return typeof value === "string" || typeof value === "number" ? [[name, String(value)] as const] : [];
  });
  return Object.fromEntries(named);
}

/** Names the type of a framework's error for clients; Hono's errors have no name of their own. */
export function httpErrorType(thrown: unknown): string {
  const name = errorTypeLabel(readText(thrown, "name") ?? "", "Error");
  return name === "Error" ? "HttpError" : name;
}

function isErrorStatus(status: unknown): status is number {
  return Number.isInteger(status) && Number(status) >= 400 && Number(status) <= 599;
}

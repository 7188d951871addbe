import type { HandlerFault } from "@faultwire/catalog";
import { hide } from "@faultwire/catalog/internal";
import { read, readText } from "../foreign/safe-read.ts";
import { ownFault } from "../own-fault.ts";
import { errorTypeLabel } from "../telemetry/error-type-label.ts";

/**
 * Reads an error that is meant for the client, as `http-errors` and Middy's own middlewares make them, with
 * `statusCode`, `expose: true` and, where the client needs them, `headers`; undefined for any other.
 *
 * @see https://github.com/jshttp/http-errors#error-properties
 */
export function readHttpError(thrown: unknown): HandlerFault | undefined {
  const status = read(thrown, "statusCode");
  if (read(thrown, "expose") !== true || !isErrorStatus(status)) return undefined;
  const fault = ownFault({ errorType: httpErrorType(thrown), status }, readText(thrown, "message") ?? "");
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

import type { HandlerFault } from "@faultwire/catalog";
import { ownFault } from "../answer/own-fault.ts";
import { read, readText } from "../answer/safe-read.ts";
import { errorTypeLabel } from "../telemetry/error-type-label.ts";

/**
 * Reads an error that its author meant for the client, as `http-errors` and Middy's own middlewares make them:
 * `statusCode` and `expose: true`. Undefined for any other.
 *
 * @see https://github.com/jshttp/http-errors#error-properties
 */
export function readHttpError(thrown: unknown): HandlerFault | undefined {
  const status = read(thrown, "statusCode");
  if (read(thrown, "expose") !== true || !isErrorStatus(status)) return undefined;
  return ownFault(httpErrorType(thrown), readText(thrown, "message") ?? "", status);
}

/** What clients are told a framework's error is called; Hono's have no name of their own. */
export function httpErrorType(thrown: unknown): string {
  const name = errorTypeLabel(readText(thrown, "name") ?? "", "Error");
  return name === "Error" ? "HttpError" : name;
}

function isErrorStatus(status: unknown): status is number {
  return Number.isInteger(status) && Number(status) >= 400 && Number(status) <= 599;
}

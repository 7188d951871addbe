import { HandlerFault } from "@faultwire/catalog";
import { read, readText } from "../safe-read.ts";

/**
 * Reads an error that its author meant for the client, as `http-errors` and Middy's own middlewares make them:
 * `statusCode` and `expose: true`. Undefined for any other.
 *
 * @see https://github.com/jshttp/http-errors#error-properties
 */
export function readHttpError(thrown: unknown): HandlerFault | undefined {
  const status = read(thrown, "statusCode");
  if (read(thrown, "expose") !== true || !isErrorStatus(status)) return undefined;
  return new HandlerFault({
    errorType: readText(thrown, "name") ?? "HttpError",
    message: readText(thrown, "message") ?? "",
    status,
    retryable: false,
    category: status >= 500 ? "function" : "request",
  });
}

function isErrorStatus(status: unknown): status is number {
  return Number.isInteger(status) && Number(status) >= 400 && Number(status) <= 599;
}

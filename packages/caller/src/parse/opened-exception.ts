import type { Catalog, Fault } from "@faultwire/catalog";
import { toFault } from "@faultwire/catalog/receiving";
import { asString, isStatus, type JsonObject, type WireError } from "@faultwire/wire";
import { httpResponseIn, readHttp } from "../http/read-http.ts";

/** A refusal of the service is never a declared fault. */
const NOTHING_DECLARED = { name: "", faults: {} };

/**
 * Reads an exception that has the answer in it: of the second version of the SDK, or of an HTTP client that throws at
 * an error status and keeps the answer in `response`, as axios, got and superagent do, or in itself, as undici. Also
 * such an exception that went through JSON. Returns undefined for any other value.
 */
export function readAnswerInside(exception: object, catalog: Catalog): Fault | undefined {
  // Exceptions have members that Error does not declare.
  const members = exception as JsonObject;
  const refusal = refusalIn(members);
  if (refusal) return toFault(refusal, NOTHING_DECLARED, { cause: exception });
  const response =
    httpResponseIn(members.response) ?? (isUndici(members) ? httpResponseIn(members) : undefined);
  if (response && isStatus(response.status)) return readHttp(response, catalog);
  const { status = members.statusCode } = members;
  const isAxios = members.name === "AxiosError" && isStatus(status);
  if (!isAxios) return undefined;
  // Its JSON has no answer any more.
  const error: WireError = { wire: "http", payload: exception, status, message: asString(members.message) };
  return toFault(error, catalog);
}

/** An exception of the SDK's second version has its status and request id beside its code, where the third has `$metadata`. */
function refusalIn(members: JsonObject): WireError | undefined {
  const { code, statusCode, requestId, message } = members;
  if (typeof code !== "string" || !isStatus(statusCode) || typeof requestId !== "string") return undefined;
  return {
    ...{ wire: "service", reportedBy: "service", payload: members },
    ...{ errorType: code, message: asString(message), status: statusCode, requestId },
    reason: asString(members.Reason),
    // That version repeats requests, and counts them nowhere.
    execution: "unknown",
  };
}

function isUndici({ code, name, body }: JsonObject): boolean {
  return (
    body !== undefined &&
    (/^UND_ERR_RESPONSE(?:_STATUS_CODE)?$/.test(String(code)) || name === "ResponseError")
  );
}

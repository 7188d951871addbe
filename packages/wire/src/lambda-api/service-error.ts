import { decodeErrorType, ERROR_TYPE_HEADER } from "../http/error-type.ts";
import { type HttpResponse, headerReader } from "../http/header-reader.ts";
import { decodeRetryAfter } from "../http/retry-after.ts";
import { asString, isJsonObject, parseJson } from "../json.ts";
import type { WireError } from "../wire-error.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&apos;": "'",
  "&amp;": "&",
};

/**
 * Reads the error of an AWS service off its response, JSON or XML. The body's `Type` is the side at fault, not the
 * name; the message is spelt with a small or a capital letter.
 */
export function decodeServiceError(response: HttpResponse): WireError {
  const { status, body } = response;
  const header = headerReader(response.headers);
  const json = parseJson(body);
  const members = isJsonObject(json) ? json : readXml(body);
  const { __type, code = members.Code } = members;
  const errorType =
    decodeErrorType(header(ERROR_TYPE_HEADER)) ?? decodeErrorType(__type) ?? decodeErrorType(code);
  if (errorType === undefined && json === undefined && body !== "") return foreign(response);
  return {
    wire: "service",
    payload: response,
    reportedBy: "service",
    status,
    errorType,
    message: asString(members.message ?? members.Message),
    requestId: header("x-amzn-requestid") ?? asString(members.RequestId ?? members.RequestID),
    retryAfter: decodeRetryAfter(header("retry-after") ?? "", header("date")),
    reason: asString(members.Reason),
    ec2ErrorCode: asString(members.EC2ErrorCode),
  };
}

/** A page of a proxy or a load balancer, or a document that was cut; the SDK calls it a SyntaxError too. */
function foreign(payload: HttpResponse): WireError {
  const { status } = payload;
  const message = `The answer, of status ${status}, is not one of the service`;
  return { wire: "service", payload, reportedBy: "transport", status, errorType: "SyntaxError", message };
}

/** The leaves of an XML error document, by name. */
function readXml(text: string): Readonly<Record<string, unknown>> {
  const leaves = text.matchAll(/<(Code|Message|RequestI[dD]|Reason)>([^<]*)</g);
  return Object.fromEntries(
    [...leaves].map(([, name, value = ""]) => [name, value.replace(/&(?:#(x?)(\w+)|\w+);/g, readEntity)]),
  );
}

function readEntity(entity: string, hex?: string, number?: string): string {
  if (number === undefined) return ENTITIES[entity] ?? entity;
  const code = Number.parseInt(number, hex ? 16 : 10);
  return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
}

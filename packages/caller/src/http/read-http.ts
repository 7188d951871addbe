import type { Catalog, Fault } from "@faultwire/catalog";
import { classifyGatewayError, toFault } from "@faultwire/catalog/internal";
import { decodeBodyRecord, decodeHttp, type HttpResponse, isJsonObject, parseJson } from "@faultwire/wire";
import { payloadText } from "../invoke-output.ts";

/** Makes the fault of an HTTP response whose body was read; returns undefined for a success. */
export function readHttp(response: HttpResponse, catalog: Catalog): Fault | undefined {
  const error = decodeHttp(response);
  if (error) return toFault(error, catalog, { gateway: classifyGatewayError });
  const record = decodeBodyRecord(parseJson(response.body));
  return record && toFault({ ...record, payload: response }, catalog);
}

/**
 * Finds an HTTP response in a value, with its body as text, as bytes, as parsed JSON, or without one. Returns
 * undefined for any other value.
 */
export function httpResponseIn(value: unknown): HttpResponse | undefined {
  if (!isJsonObject(value)) return undefined;
  const { status, headers, body } = value;
  if (typeof status !== "number" || typeof headers !== "object" || headers === null) return undefined;
  const isParsed = typeof body === "object" && body !== null && !(body instanceof Uint8Array);
  // Untrusted: readers of headers check each value, and need only an object here.
  const named = headers as HttpResponse["headers"];
  return { ...value, status, headers: named, body: isParsed ? JSON.stringify(body) : payloadText(body) };
}

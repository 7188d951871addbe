import type { Catalog, Fault } from "@faultwire/catalog";
import { gatewayFacts, toFault } from "@faultwire/catalog/internal";
import { decodeHttp, type HttpResponse, isJsonObject } from "@faultwire/wire";
import { payloadText } from "./invoke-output.ts";

/** Makes the fault of an HTTP response whose body was read; undefined for a success. */
export function readHttp(response: HttpResponse, catalog: Catalog): Fault | undefined {
  const error = decodeHttp(response);
  return error && toFault(error, catalog, { gateway: gatewayFacts });
}

/**
 * Finds an HTTP response in a value, whatever its body was read as: a client may have opened the JSON, or found
 * nothing to read. Undefined for any other value.
 */
export function httpResponseIn(value: unknown): HttpResponse | undefined {
  if (!isJsonObject(value)) return undefined;
  const { status, headers, body } = value;
  if (typeof status !== "number" || typeof headers !== "object" || headers === null) return undefined;
  const isOpened = typeof body === "object" && body !== null && !(body instanceof Uint8Array);
  // None of it is trusted, and of headers nothing else is asked than to be an object.
  const named = headers as HttpResponse["headers"];
  return { ...value, status, headers: named, body: isOpened ? JSON.stringify(body) : payloadText(body) };
}

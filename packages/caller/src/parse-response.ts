import type { Catalog, Fault } from "@faultwire/catalog";
import { type HttpResponse, isJsonObject } from "@faultwire/wire";
import { receiveException } from "./exception.ts";
import { httpResponseIn, readHttp } from "./read-http.ts";
import { type Found, guarded } from "./wire-reader.ts";

/**
 * Makes the typed fault of an HTTP response, or undefined where it tells of a success. The body of a `Response` is
 * read from a copy, and only where an error can stand in it: at a status of 400 or above, or in JSON. Never rejects.
 *
 * @example
 * const fault = await parseResponse(await fetch(url), Orders);
 * if (fault) throw fault;
 */
export async function parseResponse<Declared extends Catalog>(
  response: Response | HttpResponse,
  catalog: Declared,
): Promise<Found<Declared>> {
  if (!isFetched(response)) return guarded(response, catalog, readAny, parseResponse);
  const { status, headers, ok, bodyUsed, body } = response;
  const isJson = JSON_TYPE.test(headers.get("content-type") ?? "");
  if (ok && !isJson && !headers.has("x-amzn-waf-action")) return undefined;
  try {
    if (status === 0) throw new TypeError("The answer is opaque: the page may not read it");
    const text = bodyUsed || body?.locked ? "" : await response.clone().text();
    const read = { status, headers: Object.fromEntries(headers), body: text };
    return guarded(read, catalog, readAny, parseResponse);
  } catch (thrown) {
    // A fault of the transport is one of every catalog's callers.
    return receiveException(thrown, { isSent: true }) as Found<Declared>;
  }
}

/** One document: lists of them come as streams, whose end nobody waits for. */
const JSON_TYPE = /^[\w.-]+\/(?:[\w.-]+\+)?json *(?:;|$)/i;

function readAny(value: unknown, catalog: Catalog): Fault | undefined {
  const response = httpResponseIn(value);
  return response && readHttp(response, catalog);
}

/** Of whatever realm. */
function isFetched(response: unknown): response is Response {
  return isJsonObject(response) && typeof response.text === "function";
}

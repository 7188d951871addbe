import type { Catalog, Fault, FaultsOf, PlatformFault } from "@faultwire/catalog";
import { checkCatalog } from "@faultwire/catalog/internal";
import { type HttpResponse, headerReader, isJsonObject } from "@faultwire/wire";
import { neverThrowing } from "../never-throwing.ts";
import { receiveException } from "../receive-exception.ts";
import { httpResponseIn, readHttp } from "./read-http.ts";

/**
 * Makes the typed fault of an HTTP response; resolves with undefined for a success. The body of a `Response` is read
 * from a copy, and only if it can hold an error: at a status of 400 or above, or if it is JSON. Never rejects for any
 * response.
 *
 * @throws TypeError without a catalog.
 * @example
 * const fault = await parseResponse(await fetch(url), Orders);
 * if (fault) throw fault;
 */
export async function parseResponse<Declared extends Catalog>(
  response: Response | HttpResponse,
  catalog: Declared,
): Promise<FaultsOf<Declared> | PlatformFault | undefined> {
  const where = "parseResponse()";
  checkCatalog(where, "catalog", catalog);
  try {
    const value = isFetched(response) ? await readBody(response) : response;
    if (value === undefined) return undefined;
    return neverThrowing({ value, catalog, read: readAny, calledAs: parseResponse, where });
  } catch (thrown) {
    // A fault of the transport is a PlatformFault, which every catalog's result includes.
    return receiveException(thrown, { requests: 1 }) as PlatformFault;
  }
}

/** Reads a `Response` from a copy; undefined if it cannot hold an error. */
async function readBody(response: Response): Promise<HttpResponse | undefined> {
  const { status, headers = new Headers(), ok, bodyUsed, body } = response;
  // A copy of fetch, or a test, may have headers as an object.
  const named = typeof headers.entries === "function" ? Object.fromEntries(headers) : { ...headers };
  const header = headerReader(named);
  const isJson = JSON_TYPE.test(header("content-type") ?? "");
  if (ok && !isJson && header("x-amzn-waf-action") === undefined) return undefined;
  if (status === 0) throw new TypeError("The response is opaque: the page may not read it");
  const text = bodyUsed || body?.locked ? "" : await response.clone().text();
  return { status, headers: named, body: text };
}

/** One JSON document. Streamed lists of documents have other types and may never end. */
const JSON_TYPE = /^[\w.-]+\/(?:[\w.-]+\+)?json *(?:;|$)/i;

function readAny(value: unknown, catalog: Catalog): Fault | undefined {
  const response = httpResponseIn(value);
  return response && readHttp(response, catalog);
}

/** A `Response`, of this realm or another. */
function isFetched(response: unknown): response is Response {
  return (
    isJsonObject(response) && typeof response.text === "function" && typeof response.clone === "function"
  );
}

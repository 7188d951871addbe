import type { Catalog, Fault, FaultsOf, PlatformFault } from "@faultwire/catalog";
import { checkCatalog } from "@faultwire/catalog/internal";
import { type HttpResponse, headerReader, isJsonObject } from "@faultwire/wire";
import { neverThrowing } from "../never-throwing.ts";
import { receiveException } from "../receive-exception.ts";
import { httpResponseIn, readHttp } from "./read-http.ts";

/**
 * Makes the typed fault of an HTTP response; resolves with undefined for a success, whose body stays unread. Of a
 * `Response` with a status of 400 or above the body is consumed: the fault has it, as `origin.payload.body`. An error
 * may stand under a status of success too, so JSON of at most 256 KiB is read from a copy. Never rejects for any response.
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

/** Reads a `Response`; undefined if it cannot hold an error. */
async function readBody(response: Response): Promise<HttpResponse | undefined> {
  const { status, headers = new Headers(), ok, bodyUsed } = response;
  // A copy of fetch, or a test, may have headers as an object.
  const named = typeof headers.entries === "function" ? Object.fromEntries(headers) : { ...headers };
  const header = headerReader(named);
  const isJson = JSON_TYPE.test(header("content-type") ?? "");
  if (ok && !isJson && header("x-amzn-waf-action") === undefined) return undefined;
  if (status === 0) throw new TypeError("The response is opaque: the page may not read it");
  const answer = { status, headers: named, body: "" };
  if (bodyUsed || response.body?.locked) return answer;
  if (!ok) return { ...answer, body: await response.text() };
  const isLarge = Number(header("content-length") ?? 0) > COPY_LIMIT;
  const copied = isLarge ? undefined : await readCopy(response);
  return copied === undefined ? undefined : { ...answer, body: copied };
}

/** In bytes. Of a copy that is read, all is held until the body itself is. */
const COPY_LIMIT = 262_144;

/** Reads the body of a success from a copy; undefined if it is too large. */
async function readCopy(response: Response): Promise<string | undefined> {
  const copy = response.clone();
  // The body of node-fetch is a stream of Node.js.
  const reader = copy.body?.getReader?.();
  if (!reader) return copy.text();
  const decoder = new TextDecoder();
  let [text, bytes] = ["", 0];
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    bytes += chunk.value.length;
    text += decoder.decode(chunk.value, { stream: true });
    if (bytes > COPY_LIMIT) {
      // Not awaited: it ends when the body itself has been read, too.
      reader.cancel().catch(() => undefined);
      return undefined;
    }
  }
  return text + decoder.decode();
}

/** One JSON document. Streamed lists of documents have other types and may never end. */
const JSON_TYPE = /^[\w.-]+\/(?:[\w.-]+\+)?json *(?:;|$)/i;

function readAny(value: unknown, catalog: Catalog): Fault | undefined {
  const response = httpResponseIn(value);
  return response && readHttp(response, catalog);
}

/** A `Response`, of this realm or another. */
export function isFetched(response: unknown): response is Response {
  return (
    isJsonObject(response) && typeof response.text === "function" && typeof response.clone === "function"
  );
}

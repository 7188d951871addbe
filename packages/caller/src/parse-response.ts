import type { Catalog, FaultsOf, PlatformFault } from "@faultwire/catalog";
import type { HttpResponse } from "@faultwire/wire";
import { parse } from "./parse.ts";

/**
 * Makes the typed fault of an HTTP response, or undefined where it tells of a success. The body of a `Response` is
 * read from a copy, and only where an error can stand in it: at a status of 400 or above, or in JSON.
 *
 * @example
 * const fault = await parseResponse(await fetch(url), Orders);
 * if (fault) throw fault;
 */
export async function parseResponse<Declared extends Catalog>(
  response: Response | HttpResponse,
  catalog: Declared,
): Promise<FaultsOf<Declared> | PlatformFault | undefined> {
  if (!("text" in response)) return parse(response, catalog);
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  if (response.ok && !isJson) return undefined;
  const body = response.bodyUsed ? "" : await response.clone().text();
  return parse({ status: response.status, headers: Object.fromEntries(response.headers), body }, catalog);
}

import type { Catalog, Fault, FaultsOf, PlatformFault } from "@faultwire/catalog";
import { toFault } from "@faultwire/catalog/receiving";
import { decodeInvocation, type HttpResponse } from "@faultwire/wire";
import { httpResponseIn, readInvocation } from "../http/read-http.ts";
import { neverThrowing } from "../never-throwing.ts";

/**
 * Makes the typed fault of a raw response of the Lambda API's Invoke, for calls without the SDK: the function's error
 * if the response is marked as one, the service's refusal at any status but 2xx.
 *
 * @throws TypeError without a catalog.
 * @example
 * const response = await signedFetch(url, { method: "POST", body });
 * const read = { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
 * const fault = parseInvocation(read, Orders);
 */
export function parseInvocation<Declared extends Catalog>(
  response: HttpResponse,
  catalog: Declared,
): FaultsOf<Declared> | PlatformFault | undefined {
  const where = "parseInvocation()";
  return neverThrowing({ value: response, catalog, read: readRaw, calledAs: parseInvocation, where });
}

function readRaw(value: unknown, catalog: Catalog): Fault | undefined {
  const response = httpResponseIn(value);
  if (!response) throw new TypeError("It is not a response: { status, headers, body }");
  const { status, headers, body } = response;
  const decoded = decodeInvocation(status, headers, body);
  return "refusal" in decoded
    ? toFault(decoded.refusal, catalog)
    : readInvocation(decoded.invocation, catalog, { traceId: decoded.traceId });
}

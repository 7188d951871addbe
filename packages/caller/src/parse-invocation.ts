import type { Catalog } from "@faultwire/catalog";
import { toFault } from "@faultwire/catalog/internal";
import { decodeInvocation, type HttpResponse } from "@faultwire/wire";
import { readInvokeOutput } from "./invoke-output.ts";
import { type Found, guarded } from "./wire-reader.ts";

/**
 * Makes the typed fault of a raw response of the Lambda API's Invoke, for those who call it without the SDK: the
 * function's error where the response is marked as one, the service's refusal at any status but 2xx.
 *
 * @example
 * const response = await signedFetch(url, { method: "POST", body });
 * const read = { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
 * const fault = parseInvocation(read, Orders);
 */
export function parseInvocation<Declared extends Catalog>(
  response: HttpResponse,
  catalog: Declared,
): Found<Declared> {
  return guarded(
    response,
    catalog,
    () => {
      const read = decodeInvocation(response.status, response.headers, response.body);
      if ("refusal" in read) return toFault(read.refusal, catalog);
      const { error, reception } = readInvokeOutput(read.invocation, {});
      return error && toFault(error, catalog, reception);
    },
    parseInvocation,
  );
}

import type { Catalog, Fault, FaultsOf, PlatformFault } from "@faultwire/catalog";
import { toFault } from "@faultwire/catalog/receiving";
import { decodeInvocation, type HttpResponse, isJsonObject } from "@faultwire/wire";
import { httpResponseIn, readInvocation } from "../http/read-http.ts";
import { type InvokeOutput, invokeOutputIn } from "../invoke-output.ts";
import { neverThrowing } from "../never-throwing.ts";

/**
 * Makes the typed fault of what the Lambda API's Invoke answered: of the SDK's output, or, for calls without the SDK, of
 * the raw response. It is the function's error if the answer is marked as one, and the service's refusal for a raw
 * response of any status but 2xx. Returns undefined for a success.
 *
 * @throws TypeError without a catalog.
 * @example
 * const fault = parseInvocation(await client.send(new InvokeCommand({ FunctionName: "get-order" })), Orders);
 * @example
 * const response = await signedFetch(url, { method: "POST", body });
 * const read = { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
 * const fault = parseInvocation(read, Orders);
 */
export function parseInvocation<Declared extends Catalog>(
  response: HttpResponse | InvokeOutput,
  catalog: Declared,
): FaultsOf<Declared> | PlatformFault | undefined {
  const where = "parseInvocation()";
  return neverThrowing({ value: response, catalog, read: readRaw, calledAs: parseInvocation, where });
}

function readRaw(value: unknown, catalog: Catalog): Fault | undefined {
  const output = isJsonObject(value) ? invokeOutputIn(value) : undefined;
  if (output) return readInvocation(output, catalog);
  const response = httpResponseIn(value);
  if (!response)
    throw new TypeError(
      "It is not an output of Invoke, { StatusCode, FunctionError, Payload }, or a response, { status, headers, body }",
    );
  const { status, headers, body } = response;
  const decoded = decodeInvocation(status, headers, body);
  return "refusal" in decoded
    ? toFault(decoded.refusal, catalog)
    : readInvocation(decoded.invocation, catalog, { traceId: decoded.traceId });
}

import type { Catalog, Fault } from "@faultwire/catalog";
import { isError } from "@faultwire/catalog/internal";
import { toFault } from "@faultwire/catalog/receiving";
import { decodeCognito, decodeServiceBody } from "@faultwire/wire";
import { httpResponseIn, readHttp } from "../http/read-http.ts";
import { neverThrowing } from "../never-throwing.ts";
import { receiveException } from "../receive-exception.ts";
import type { WireReader } from "./wire-reader.ts";

/**
 * Reads the exception that Cognito makes of a failed trigger: as an SDK throws it, as an HTTP response, as the text of
 * an SDK, or as a redirect of the hosted pages. Any other exception of Cognito, thrown or as a response, is a fault
 * whose `execution` is `unknown`: a trigger may have run before.
 */
export const parseCognito: WireReader = (value, catalog) =>
  neverThrowing({ value, catalog, read: readCognito, calledAs: parseCognito, where: "parseCognito()" });

function readCognito(value: unknown, catalog: Catalog): Fault | undefined {
  const error = decodeCognito(value);
  if (error) return toFault(error, catalog, isError(value) ? { cause: value } : {});
  if (isError(value)) return "$fault" in value ? receiveException(value, {}) : undefined;
  const response = httpResponseIn(value);
  if (response) return response.status >= 400 ? readHttp(response, catalog) : undefined;
  const refusal = decodeServiceBody(value);
  return refusal && toFault({ ...refusal, execution: "unknown" }, catalog);
}

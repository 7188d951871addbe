import { type Catalog, type FaultsOf, type PlatformFault, receive } from "@faultwire/catalog";
import { decodeDocument } from "@faultwire/wire";

/**
 * Makes the typed fault of a standard Lambda error document, as `toLambdaError` of `@faultwire/handler` writes it;
 * undefined for a value that is no such document.
 */
export function fromLambdaError<Declared extends Catalog>(
  document: unknown,
  catalog: Declared,
): FaultsOf<Declared> | PlatformFault | undefined {
  const error = decodeDocument(document);
  if (error === undefined) return undefined;
  const fault = receive(error, catalog);
  Error.captureStackTrace?.(fault, fromLambdaError);
  // The catalog's classes made it: their types are its types.
  return fault as FaultsOf<Declared> | PlatformFault;
}

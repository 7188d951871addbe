import { type Catalog, type FaultsOf, MalformedFault, type PlatformFault } from "@faultwire/catalog";
import { recognise } from "./recognise.ts";

/**
 * Makes the typed fault of whatever came back from a function, or undefined where it tells of a success: an Invoke
 * output or exception of the SDK, an HTTP response whose body was read, the payload of a function error as text,
 * bytes or object. Never throws, whatever it is given.
 *
 * @example
 * const fault = parse(await client.send(command), Orders);
 * if (fault?.name === "OrderNotFound") return fault.details.orderId;
 */
export function parse<Declared extends Catalog>(
  value: unknown,
  catalog: Declared,
): FaultsOf<Declared> | PlatformFault | undefined {
  try {
    const fault = recognise(value, catalog);
    if (fault !== undefined && fault !== value) Error.captureStackTrace?.(fault, parse);
    // The catalog's classes made it: their types are its types.
    return fault as FaultsOf<Declared> | PlatformFault | undefined;
  } catch (failure) {
    return unreadable(value, failure);
  }
}

/** For values that throw when they are read. */
function unreadable(payload: unknown, cause: unknown): MalformedFault {
  const issues = "it throws when it is read";
  const message = "What came back cannot be read";
  const origin = { wire: "standard", payload } as const;
  const data = {
    errorType: "MalformedFault",
    message,
    status: 500,
    retryable: false,
    category: "function",
  } as const;
  return new MalformedFault({ ...data, issues, origin, execution: "unknown", cause });
}

import type { Catalog, FaultsOf, PlatformFault } from "@faultwire/catalog";
import { neverThrowing } from "../never-throwing.ts";
import { recognise } from "./recognise.ts";

/**
 * Makes the typed fault of anything that came back from a function; returns undefined for a success. Recognises an
 * Invoke output or exception of the SDK, an HTTP response whose body was read, a collected response stream, a record
 * of a destination or a dead-letter queue, the `{ Error, Cause }` of Step Functions, responses to batches, GraphQL
 * responses, log lines, the JSON of a fault, and the payload of a function error as text, bytes or object. Never
 * throws for any value. If you know the wire, use its own reader: it cannot mistake one wire for another.
 *
 * @throws TypeError without a catalog.
 * @example
 * const fault = parse(await client.send(command), Orders);
 * if (fault?.name === "OrderNotFound") return fault.details.orderId;
 */
export function parse<Declared extends Catalog>(
  value: unknown,
  catalog: Declared,
): FaultsOf<Declared> | PlatformFault | undefined {
  return neverThrowing({ value, catalog, read: recognise, calledAs: parse, where: "parse()" });
}

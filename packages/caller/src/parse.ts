import type { Catalog } from "@faultwire/catalog";
import { recognise } from "./recognise.ts";
import { type Found, guarded } from "./wire-reader.ts";

/**
 * Makes the typed fault of whatever came back from a function, or undefined where it tells of a success. It knows an
 * Invoke output or exception of the SDK, an HTTP response whose body was read, a collected response stream, a record
 * of a destination or a dead-letter queue, the `{ Error, Cause }` of Step Functions, answers to batches, GraphQL
 * responses, a line of a log, the JSON of a fault, and the payload of a function error as text, bytes or object.
 * Never throws, whatever it is given. Where you know the wire, its own reader mistakes nothing for it.
 *
 * @example
 * const fault = parse(await client.send(command), Orders);
 * if (fault?.name === "OrderNotFound") return fault.details.orderId;
 */
export function parse<Declared extends Catalog>(value: unknown, catalog: Declared): Found<Declared> {
  return guarded(value, catalog, recognise, parse);
}

import { defineCatalog, fault } from "@faultwire/catalog";
import { z } from "zod";

// The tail of a log has 4 KB.
Error.stackTraceLimit = 2;

export class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }),
  message: ({ orderId }) => `Order ${orderId} was not found`,
}) {}
export class Down extends fault("Down", { status: 503, message: "down" }) {}
export class CardRefused extends fault("CardRefused", {
  details: z.object({ card: z.string() }),
  message: "the card was refused",
}) {}
export const Orders = defineCatalog("orders", { OrderNotFound, Down, CardRefused });

/** Values that a test can have thrown, by name. */
export const THROWN: Readonly<Record<string, () => unknown>> = {
  declared: () => new OrderNotFound({ orderId: "o-1" }),
  "declared, the server's": () => new Down(undefined, { retryAfter: 5, cause: new Error("the pool") }),
  "with details and a cause": () => new OrderNotFound({ orderId: "o-1" }, { cause: new RangeError("r") }),
  "with a card": () => new CardRefused({ card: "4111" }),
  undeclared: () => new RangeError("secret"),
  mapped: () => Object.assign(new Error("secret"), { code: "NO_SUCH_ORDER" }),
  text: () => "secret",
};

/** The event of an HTTP API or of a direct call says what is to be thrown. */
export function fail(event: { throw?: string; body?: string }): never {
  const name = event.throw ?? JSON.parse(event.body ?? "{}").throw;
  throw THROWN[name]?.();
}

export const options = {
  throws: Orders,
  mapError: (error: unknown) =>
    error instanceof Error && "code" in error ? new OrderNotFound({ orderId: "mapped" }) : undefined,
};

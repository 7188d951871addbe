import { defineCatalog, fault } from "@faultwire/catalog";
import { wrapHandler } from "@faultwire/handler";
import { z } from "zod";

export class CarrierBusy extends fault("CarrierBusy", {
  status: 503,
  details: z.object({ carrier: z.string(), slots: z.number() }),
  message: ({ carrier }) => `Carrier ${carrier} is busy`,
}) {}

export class AddressUnknown extends fault("AddressUnknown", {
  status: 422,
  details: z.object({ address: z.string() }),
  message: ({ address }) => `No such address: ${address}`,
}) {}

export const Shipping = defineCatalog("shipping", { CarrierBusy, AddressUnknown });

/** An order to ship: where to, and at which try the carrier has room. */
export interface Order {
  readonly address: string;
  readonly roomAt?: number;
}

let tries = 0;

async function ship({ address, roomAt = Infinity }: Order): Promise<{ shipped: string }> {
  tries += 1;
  if (address === "nowhere") throw new AddressUnknown({ address });
  if (tries < roomAt) throw new CarrierBusy({ carrier: "ups", slots: 0 }, { retryAfter: 60 });
  return { shipped: address };
}

export const handler = wrapHandler(ship, { throws: Shipping });
/** With the fault in the message, which is all that a dead-letter queue keeps. */
export const custom = wrapHandler(ship, { throws: Shipping, wire: "custom" });
/** Returns its faults, so that Lambda tries nothing again. */
export const document = wrapHandler(ship, { throws: Shipping, wire: "document" });

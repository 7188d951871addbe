import { defineCatalog, fault } from "@faultwire/catalog";

class CarrierBusy extends fault("CarrierBusy", { retryable: true, message: "No carrier has room" }) {}
export const Shipping = defineCatalog("shipping", { CarrierBusy });

import { detectProxy, type ProxyFlavour } from "@faultwire/wire";

/**
 * The wire on which errors leave a handler. `auto` follows the event. `custom` is for the custom integration of a REST
 * API; `document` returns the error instead of throwing it; `proxy` answers as the event's HTTP front wants it, and as
 * a REST API does for other events; a flavour always answers as that front wants it.
 */
export type WireChoice = "auto" | "standard" | "document" | "custom" | "proxy" | ProxyFlavour;

/** Finds the form of HTTP answer that an event asks for; undefined if it asks for none. */
export function flavourOf(event: unknown, wire: WireChoice = "auto"): ProxyFlavour | undefined {
  switch (wire) {
    case "auto":
      return detectProxy(event);
    case "proxy":
      return detectProxy(event) ?? "rest";
    case "standard":
    case "document":
    case "custom":
      return undefined;
    default:
      return wire;
  }
}

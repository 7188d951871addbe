import { detectProxy, type ProxyFlavour } from "@faultwire/wire";

/**
 * How errors leave a handler: as the event asks for (`auto`), or always in one way. `custom` is for the custom
 * integration of a REST API; `document` returns the error instead of throwing it; `proxy` answers as the event's
 * HTTP front wants it, and as a REST API does where the event names none; a flavour answers as that front wants it.
 */
export type WireChoice = "auto" | "standard" | "document" | "custom" | "proxy" | ProxyFlavour;

/** The shape of HTTP answer that an event wants, or undefined where it wants none. */
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

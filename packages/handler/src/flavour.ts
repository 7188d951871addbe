import { detectProxy, type ProxyFlavour } from "@faultwire/wire";

/**
 * How errors leave a handler: as the event asks for (`auto`), or always in one way. `custom` is for the custom
 * integration of a REST API; `document` returns the error instead of throwing it.
 */
export type WireChoice = "auto" | "standard" | "document" | "custom" | "proxy";

/** The shape of HTTP answer that an event wants, or undefined where it wants none. */
export function flavourOf(event: unknown, wire: WireChoice = "auto"): ProxyFlavour | undefined {
  if (wire === "proxy") return detectProxy(event) ?? "rest";
  return wire === "auto" ? detectProxy(event) : undefined;
}

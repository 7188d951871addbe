import type { Explanation } from "./explanation.ts";

const KINDS: Readonly<Record<string, string>> = {
  ServiceFault: "A refusal of an AWS service",
  RuntimeFault: "An error of the platform or the runtime",
  GatewayFault: "An answer that a gateway made itself",
  TransportFault: "A failed exchange",
  HandlerFault: "An error of Faultwire's own wrapper",
  MalformedFault: "An answer that cannot be read as an error",
  Undeclared: "An error of a function",
};

/** The side that has to act. */
export const SIDES: Readonly<Record<Explanation["category"], string>> = {
  request: "the request",
  caller: "the caller's credentials or rights, or the caller's own abort",
  account: "the limits of the account, or the rate of calls",
  configuration: "the configuration of the function",
  service: "AWS",
  function: "the code of the function",
  runtime: "the runtime",
  transport: "the connection",
};

/** Names the kind of an error, its status, and the side that has to act, in sentences. */
export function kindOf({ family, status, category, wire }: Explanation): string {
  // Nothing in it shows that a function threw it.
  if (family === "Undeclared" && wire.id === "transport")
    return "An error of a program, and not one that AWS or Faultwire writes.";
  return `${KINDS[family] ?? `A ${family}`}, status ${status}. Where to look: ${SIDES[category]}.`;
}

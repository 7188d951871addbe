import type { Fault } from "@faultwire/catalog";
import { meaningOf } from "@faultwire/catalog/meanings";

/** The address of the documentation. */
export const SITE = "https://faultwire.github.io/faultwire";

/** The parts of a fault that decide which page it has. */
type PageKey = Pick<Fault, "name" | "errorType" | "status">;

/** The folder of each family in the error atlas. */
const FOLDERS: Readonly<Record<string, string>> = {
  ServiceFault: "lambda",
  RuntimeFault: "runtime",
  GatewayFault: "gateway",
  HandlerFault: "wrapper",
  TransportFault: "connection",
  MalformedFault: "caller",
};

/** The statuses with a page for answers of gateways that have no type. */
export const UNTYPED_STATUSES: readonly number[] = [401, 403, 404, 413, 429, 500, 502, 503, 504];

/** The failed exchanges with a page. */
export const CONNECTION_ERRORS: readonly string[] = [
  ...["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ECONNRESET", "EPIPE"],
  ...["ETIMEDOUT", "TimeoutError", "AbortError", "SyntaxError", "StreamEnded"],
];

/** Returns the address of the page on an error in the error atlas; undefined if it has none. */
export function errorPageOf(fault: Fault): string | undefined {
  if (!hasPage(fault)) return undefined;
  return `${SITE}/errors/${errorSlug(fault)}/`;
}

/** Returns the path of an error in the atlas: `runtime/sandbox-timedout`. */
export function errorSlug({ name, errorType, status }: PageKey): string {
  // Ruby puts the class of an exception into the type, and all classes share a page.
  const [, ofRuby] = /^(Function|Init|Runtime)<(?!UserException>)/.exec(errorType) ?? [];
  if (ofRuby !== undefined) return `runtime/${kebab(ofRuby)}-class`;
  if (name === "Undeclared") return "function/undeclared";
  const isUntyped = name === "GatewayFault" && errorType === name;
  return `${FOLDERS[name]}/${kebab(isUntyped ? `http ${status}` : errorType)}`;
}

function kebab(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/-$/, "");
}

function hasPage(fault: Fault): boolean {
  const { name, errorType, status, origin } = fault;
  switch (name) {
    case "HandlerFault":
      return true;
    case "GatewayFault":
      if (errorType === "GatewayFault") return UNTYPED_STATUSES.includes(status);
      break;
    case "TransportFault":
      return CONNECTION_ERRORS.includes(errorType);
    case "MalformedFault":
      return errorType === "MalformedFault";
    case "Undeclared":
      // An error that a program printed need not be a function's.
      return origin?.wire !== "transport";
  }
  return meaningOf(fault) !== undefined;
}

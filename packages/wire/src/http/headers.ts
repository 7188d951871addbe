import type { FaultData } from "../wire-error.ts";
import { ERROR_TYPE_HEADER } from "./error-type.ts";

const NAME = /^[\w!#$%&'*+.^`|~-]+$/;
/** A line break would end the answer, and what other alphabets become differs from client to client. */
const UNSAFE = /[^\t\x20-\x7e]/g;
/** Headers of the transport, which are the gateway's own. */
const OF_TRANSPORT =
  /^(?:connection|content-(?:encoding|length)|keep-alive|te|trailer|transfer-encoding|upgrade)$/;
/** API Gateway takes 10,240 bytes of values, its own and ours with them. */
const VALUES_LIMIT = 8000;
/** Headers that a page can read only where `Access-Control-Expose-Headers` names them; the ids are the gateways'. */
const EXPOSED = [ERROR_TYPE_HEADER, "Retry-After", "x-amzn-RequestId", "apigw-requestid"];

type Given = Readonly<Record<string, string>> | undefined;
/** By name in lower case. */
type Collected = Map<string, readonly [name: string, value: string]>;

/** Puts our own headers over given ones: what a gateway would not take is left out, each name is there once. */
export function mergeHeaders(given: Given, own: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(collect(given, own).values());
}

/**
 * Makes the headers of a fault's answer: its own, then what the wire says in headers. An answer with CORS headers
 * lets the page read them; a 401 names a scheme, as HTTP demands, `Bearer` unless the fault has one.
 */
export function encodeHeaders(fault: FaultData, contentType: string): Record<string, string> {
  const { errorType, retryAfter, status } = fault;
  const own = {
    "Content-Type": contentType,
    // The name of an error of one's own may be any text.
    [ERROR_TYPE_HEADER]: safeText(errorType),
    ...(retryAfter !== undefined && { "Retry-After": String(retryAfter) }),
  };
  // Most faults have none, and there is nothing to merge.
  if (fault.headers === undefined && status !== 401) return own;
  const headers = collect(fault.headers, own);
  if (status === 401 && !headers.has("www-authenticate")) set(headers, "WWW-Authenticate", "Bearer");
  if (headers.has("access-control-allow-origin")) {
    const given = headers.get("access-control-expose-headers")?.[1];
    set(headers, "Access-Control-Expose-Headers", [given, ...EXPOSED].filter(Boolean).join(", "));
  }
  return Object.fromEntries(headers.values());
}

function collect(given: Given, own: Readonly<Record<string, string>>): Collected {
  const headers: Collected = new Map();
  let left = VALUES_LIMIT;
  for (const [name, value] of Object.entries(given ?? {})) {
    const safe = headerText(value);
    if (!NAME.test(name) || OF_TRANSPORT.test(name.toLowerCase()) || safe === undefined) continue;
    if (safe.length > left) continue;
    left -= safe.length;
    set(headers, name, safe);
  }
  for (const [name, value] of Object.entries(own)) set(headers, name, value);
  return headers;
}

/** The text of a header's value; undefined for what has no plain text, which a careless author may have put there. */
function headerText(value: unknown): string | undefined {
  if (typeof value === "string") return safeText(value);
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

function safeText(text: string): string {
  return text.replace(UNSAFE, "?");
}

function set(headers: Collected, name: string, value: string): void {
  headers.set(name.toLowerCase(), [name, value]);
}

import { ERROR_TYPE_HEADER } from "./error-type.ts";
import type { FaultData } from "./wire-error.ts";

const NAME = /^[\w!#$%&'*+.^`|~-]+$/;
/** A line break would end the answer, and what other alphabets become differs from client to client. */
const UNSAFE = /[^\t\x20-\x7e]/g;
/** How a body travels is the gateway's to say. */
const OF_TRANSPORT =
  /^(?:connection|content-(?:encoding|length)|keep-alive|te|trailer|transfer-encoding|upgrade)$/;
/** API Gateway takes 10,240 bytes of values, its own and ours with them. */
const VALUES_LIMIT = 8000;
/** What a browser shows a page only where `Access-Control-Expose-Headers` names it; the ids are the gateways' own. */
const EXPOSED = [ERROR_TYPE_HEADER, "Retry-After", "x-amzn-RequestId", "apigw-requestid"];

/**
 * Makes the headers of a fault's answer: its own where a gateway would take them, then what the wire says in
 * headers, each name once whatever its case. An answer with CORS headers lets the page read them; a 401 names a
 * scheme, as HTTP demands, `Bearer` unless the fault has one.
 */
export function encodeHeaders(fault: FaultData, contentType: string): Readonly<Record<string, string>> {
  const headers = new Map<string, readonly [name: string, value: string]>();
  const set = (name: string, value: string) => headers.set(name.toLowerCase(), [name, value]);
  let left = VALUES_LIMIT;
  for (const [name, value] of Object.entries(fault.headers ?? {})) {
    if (!NAME.test(name) || OF_TRANSPORT.test(name.toLowerCase()) || value == null) continue;
    const safe = String(value).replace(UNSAFE, "?");
    if (safe.length > left) continue;
    left -= safe.length;
    set(name, safe);
  }
  set("Content-Type", contentType);
  set(ERROR_TYPE_HEADER, fault.errorType);
  if (fault.retryAfter !== undefined) set("Retry-After", String(fault.retryAfter));
  if (fault.status === 401 && !headers.has("www-authenticate")) set("WWW-Authenticate", "Bearer");
  if (headers.has("access-control-allow-origin")) {
    const [, given] = headers.get("access-control-expose-headers") ?? [];
    set("Access-Control-Expose-Headers", [given, ...EXPOSED].filter(Boolean).join(", "));
  }
  return Object.fromEntries(headers.values());
}

import { checkFunction, checkSchema, describe } from "@faultwire/catalog/internal";
import { PARTS } from "./http-request.ts";
import { sampleOf } from "./url-template.ts";

/** The options of an HTTP caller, besides those of every caller. */
export const HTTP_OPTIONS: readonly string[] = ["url", "method", "headers", "fetch", "request", "trace"];

/** The same as unchecked values. */
interface UncheckedOptions {
  readonly url?: unknown;
  readonly method?: unknown;
  readonly headers?: unknown;
  readonly fetch?: unknown;
  readonly input?: unknown;
  readonly request?: unknown;
}

/** A token of RFC 9110. */
const METHOD = /^[\w!#$%&'*+.^`|~-]+$/;

/**
 * Checks the options of an HTTP caller.
 *
 * @throws TypeError naming the call, the option and what to do.
 */
export function checkHttpOptions(where: string, options: UncheckedOptions): void {
  const { method = "POST", headers = {}, fetch, input, request } = options;
  checkUrl(where, options.url);
  if (typeof method !== "string" || !METHOD.test(method)) {
    throw new TypeError(`${where}: method is an HTTP method such as "POST"; it is ${describe(method)}`);
  }
  if (typeof headers !== "object" || headers === null || Array.isArray(headers)) {
    throw new TypeError(`${where}: headers is an object of texts; it is ${describe(headers)}`);
  }
  if (fetch !== undefined) checkFunction(where, "fetch", fetch);
  checkRequest(where, input, request);
}

function checkUrl(where: string, url: unknown): void {
  if (typeof url === "function" || url instanceof URL) return;
  // In a browser, a URL may be relative to the page.
  const { location }: { readonly location?: { readonly href: string } } = Object(globalThis);
  if (typeof url === "string" && URL.canParse(sampleOf(url), location?.href)) return;
  throw new TypeError(
    `${where}: url is a URL, a template such as "https://api.example.com/orders/{orderId}", or a function of the input; it is ${describe(url)}`,
  );
}

function checkRequest(where: string, input: unknown, request: unknown): void {
  if (request === undefined) return;
  if (input !== undefined) {
    throw new TypeError(`${where}: input and request exclude each other; the body is request.body`);
  }
  if (request === true) return;
  if (typeof request !== "object" || request === null || Array.isArray(request)) {
    throw new TypeError(
      `${where}: request is true, or an object of schemas for ${PARTS.join(", ")}; it is ${describe(request)}`,
    );
  }
  for (const [part, schema] of Object.entries(request)) {
    // Object.entries widens the names to string.
    if (!PARTS.includes(part as (typeof PARTS)[number])) {
      throw new TypeError(`${where}: request has no part "${part}"; its parts are ${PARTS.join(", ")}`);
    }
    checkSchema(where, `request.${part}`, schema);
  }
}

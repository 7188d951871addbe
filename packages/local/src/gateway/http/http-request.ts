import { Unproven } from "../../unproven.ts";
import { type ForwardingRules, forward } from "../forwarded-headers.ts";
import type { ApiRequest } from "../http-message.ts";

/** Recorded of `connection` (LocalStack's test_lambda_url_echo_http_fixture_default, 2025-11); the others belong to one hop too. */
const DROPPED = /^(?:connection|keep-alive|proxy-connection|te|trailer|transfer-encoding|upgrade)$/i;

const HTTP_API: ForwardingRules = { dropped: DROPPED, protocol: "https" };
const FUNCTION_URL: ForwardingRules = {
  ...HTTP_API,
  added: [
    ["x-amzn-tls-cipher-suite", "TLS_AES_128_GCM_SHA256"],
    ["x-amzn-tls-version", "TLSv1.3"],
  ],
};

/** A request, and its path decoded. */
export interface DecodedRequest extends ApiRequest {
  readonly decodedPath: string;
}

/**
 * Makes the request that the routes of an HTTP API get.
 *
 * @throws Unproven where the path encodes no text.
 */
export function httpApiRequest(request: ApiRequest): DecodedRequest {
  return { ...forward(request, HTTP_API), decodedPath: decodePath(request.path) };
}

/** Makes the request that the function behind a Function URL gets; a path that encodes no text is left as it is. */
export function functionUrlRequest(request: ApiRequest): DecodedRequest {
  const decodedPath = decodedOrUndefined(request.path) ?? request.path;
  return { ...forward(request, FUNCTION_URL), decodedPath };
}

/**
 * Decodes a path or a part of one.
 *
 * @throws Unproven where it encodes no text.
 */
export function decodePath(path: string): string {
  const decoded = decodedOrUndefined(path);
  if (decoded !== undefined) return decoded;
  throw new Unproven(`the path has ${JSON.stringify(path)}, which encodes no text`);
}

function decodedOrUndefined(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    // A stray percent sign, or bytes that are not UTF-8.
    return undefined;
  }
}

import { isRecord } from "../function-output.ts";
import type { ApiResponse } from "../http-message.ts";
import { headerValue, mergeHeaders } from "../merge-headers.ts";

/** Keys of an output; any other makes it malformed. The first is the older name of the second. */
const OUTPUT_KEYS = [
  "base64Encoded",
  "isBase64Encoded",
  "statusCode",
  "headers",
  "multiValueHeaders",
  "body",
];
/** Headers that REST APIs send under another name. */
const REMAPPED =
  /^(?:authorization|connection|content-length|content-md5|date|expect|host|max-forwards|proxy-authenticate|server|trailer|upgrade|user-agent|www-authenticate)$/i;

type Pair = readonly [name: string, value: string];

/**
 * Makes the response of a proxy integration's output, or undefined where the output is malformed: recorded from
 * AWS in LocalStack's test_aws_proxy_response_payload_format_validation (2024-11).
 *
 * @param acceptsBinary whether base64 is decoded, which the `Accept` header of the request decides.
 */
export function restResponse(output: unknown, acceptsBinary: boolean): ApiResponse | undefined {
  if (!isRecord(output) || Object.keys(output).some((key) => !OUTPUT_KEYS.includes(key))) return undefined;
  const { statusCode = 200, headers, multiValueHeaders, body } = output;
  const status = Number(statusCode);
  const pairs = mergeHeaders(headers, multiValueHeaders);
  const isText = body === undefined || body === null || typeof body === "string";
  if (!Number.isInteger(status) || status < 100 || status > 999 || pairs === undefined || !isText)
    return undefined;
  if (headerValue(pairs, "content-type") === undefined) pairs.push(["Content-Type", "application/json"]);
  const isBase64 = (output.base64Encoded ?? output.isBase64Encoded) === true;
  const encoding = isBase64 && acceptsBinary ? "base64" : "utf8";
  return { status, headers: pairs.map(remapped), body: Buffer.from(body ?? "", encoding) };
}

/** The name that a REST API gives a header that it does not let through. */
export function remapped([name, value]: Pair): Pair {
  return REMAPPED.test(name) ? [`x-amzn-Remapped-${name}`, value] : [name, value];
}

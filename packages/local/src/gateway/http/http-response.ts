import type { ApiResponse } from "../http-message.ts";
import { headerValue, mergeHeaders } from "../merge-headers.ts";

const JSON_TYPE = ["content-type", "application/json"] as const;

/** A response that an HTTP API makes itself. */
export function httpApiMessage(status: number, message: string): ApiResponse {
  return { status, headers: [JSON_TYPE], body: JSON.stringify({ message }) };
}

/**
 * Makes the response of an output in payload format 2.0: a `statusCode` makes it a response, anything else is the
 * body of a 200. Unknown keys are passed over. Undefined where a member has the wrong type.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function httpResponse(output: unknown): ApiResponse | undefined {
  if (!isStructured(output)) {
    const body = typeof output === "string" ? output : JSON.stringify(output);
    return { status: 200, headers: [JSON_TYPE], body };
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = output;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 999) return undefined;
  if (body !== undefined && body !== null && typeof body !== "string") return undefined;
  const pairs = Object.entries(headers ?? {}).map(
    ([name, value]) => [name.toLowerCase(), String(value)] as const,
  );
  if (!pairs.some(([name]) => name === "content-type")) pairs.push(JSON_TYPE);
  for (const cookie of Array.isArray(cookies) ? cookies : []) pairs.push(["set-cookie", String(cookie)]);
  return {
    status,
    headers: pairs,
    body: Buffer.from(body ?? "", isBase64Encoded === true ? "base64" : "utf8"),
  };
}

interface Structured {
  readonly statusCode: unknown;
  readonly headers?: object | null;
  readonly cookies?: unknown;
  readonly body?: unknown;
  readonly isBase64Encoded?: unknown;
}

function isStructured(output: unknown): output is Structured {
  return typeof output === "object" && output !== null && "statusCode" in output;
}

/**
 * Makes the response of an output in payload format 1.0, which needs a `statusCode`; unknown keys are passed over. Undefined
 * where it is malformed.
 */
export function httpResponseOne(output: unknown): ApiResponse | undefined {
  if (!isStructured(output)) return undefined;
  const { headers, cookies: _, ...rest } = output;
  const pairs = mergeHeaders(headers, Reflect.get(output, "multiValueHeaders"));
  const response = pairs && httpResponse(rest);
  if (response === undefined || pairs === undefined) return undefined;
  const own = headerValue(pairs, "content-type") === undefined ? [JSON_TYPE] : [];
  return { ...response, headers: [...pairs, ...own] };
}

import { type EncodedDetails, fitDetails } from "../dropped-details.ts";
import { mergeHeaders } from "../http/headers.ts";
import { statusText } from "../http/status-text.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import { encodeMessage } from "../message.ts";
import type { FaultData } from "../wire-error.ts";

/** When CloudFront calls a function. */
export type EdgeEventType = "viewer-request" | "origin-request" | "origin-response" | "viewer-response";

/** A response that CloudFront takes from a function. */
export interface EdgeResponse {
  readonly status: string;
  readonly statusDescription: string;
  readonly headers: Record<string, { readonly key: string; readonly value: string }[]>;
  readonly body: string;
  readonly bodyEncoding: "text";
}

/** Headers that a function may not set, those among them that it may read: CloudFront would answer 502. */
const FORBIDDEN =
  /^(?:connection|content-encoding|content-length|expect|host|keep-alive|proxy-.*|trailer|transfer-encoding|upgrade|via|warning|x-accel-.*|x-amz-cf-.*|x-amzn-.*|x-cache.*|x-edge-.*|x-forwarded-proto|x-real-ip)$/i;
/** A whole response in bytes: 40 KB before the cache, 1 MB behind it; a tenth is left for the status line. */
const LIMIT = { viewer: 36_000, origin: 900_000 };

/** Headers of an origin's response that must leave unchanged: CloudFront would answer 502. */
const READ_ONLY = /^(?:transfer-encoding|via)$/i;

/**
 * Writes a fault as a response of Lambda@Edge. The type is in the body: the header that AWS's services use for it is
 * forbidden there. The read-only headers of a response from the origin are kept.
 *
 * @param event the event of CloudFront that is answered
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-lambda-at-edge
 */
export function encodeEdge(fault: FaultData, requestId: string, event: unknown): EdgeResponse {
  const eventType = detectEdge(event) ?? "viewer-request";
  const limit = eventType.startsWith("viewer") ? LIMIT.viewer : LIMIT.origin;
  const headers = { ...headersOf(fault), ...(eventType === "origin-response" && readOnlyHeaders(event)) };
  return fitDetails(
    fault.details,
    (details) => ({
      status: String(fault.status),
      statusDescription: statusText(fault.status),
      headers,
      body: bodyOf(fault, requestId, details),
      bodyEncoding: "text",
    }),
    (response) => new TextEncoder().encode(JSON.stringify(response)).length <= limit,
  );
}

/** The type of an event of CloudFront; undefined for any other event. */
export function detectEdge(event: unknown): EdgeEventType | undefined {
  const config = cloudFrontOf(event)?.config;
  const type = isJsonObject(config) ? config.eventType : undefined;
  return isEventType(type) ? type : undefined;
}

/** Whether a function of Lambda@Edge may set a header. */
export function isAllowedAtEdge(name: string): boolean {
  return !FORBIDDEN.test(name);
}

function cloudFrontOf(event: unknown): JsonObject | undefined {
  const record: unknown = isJsonObject(event) && Array.isArray(event.Records) ? event.Records[0] : undefined;
  return isJsonObject(record) && isJsonObject(record.cf) ? record.cf : undefined;
}

function isEventType(type: unknown): type is EdgeEventType {
  return typeof type === "string" && /^(?:viewer|origin)-(?:request|response)$/.test(type);
}

function headersOf(fault: FaultData): EdgeResponse["headers"] {
  const headers = mergeHeaders(fault.headers, {
    "Content-Type": "application/json",
    ...(fault.retryAfter !== undefined && { "Retry-After": String(fault.retryAfter) }),
  });
  const allowed = Object.entries(headers).filter(([name]) => isAllowedAtEdge(name));
  return Object.fromEntries(allowed.map(([key, value]) => [key.toLowerCase(), [{ key, value }]]));
}

/** As they came: CloudFront compares them. */
function readOnlyHeaders(event: unknown): EdgeResponse["headers"] {
  const { response }: JsonObject = cloudFrontOf(event) ?? {};
  const headers = isJsonObject(response) && isJsonObject(response.headers) ? response.headers : {};
  const kept = Object.entries(headers).filter(
    ([name, values]) => READ_ONLY.test(name) && Array.isArray(values),
  );
  // The form of CloudFront's own events.
  return Object.fromEntries(kept) as EdgeResponse["headers"];
}

function bodyOf(fault: FaultData, requestId: string, details: EncodedDetails): string {
  const { errorType } = fault;
  return JSON.stringify({ errorType, message: encodeMessage(fault.message), ...details, requestId });
}

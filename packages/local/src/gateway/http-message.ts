import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody, targetOf } from "../loopback-server.ts";
import { TRACE_HEADER, traceOfRequest } from "../trace.ts";

/** A request, read. */
export interface ApiRequest {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** The query as it was sent, without the question mark. */
  readonly rawQuery: string;
  /** Names as they were sent, values in order. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  readonly receivedAt: Date;
}

/** A response, ready to be sent. */
export interface ApiResponse {
  readonly status: number;
  /**
   * The reason phrase.
   *
   * @default the usual one of the status
   */
  readonly reason?: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | Buffer;
}

/** Reads a request to its end. */
export async function readRequest(message: IncomingMessage): Promise<ApiRequest> {
  const { path, query } = targetOf(message);
  const headers = pairs(message.rawHeaders);
  const trace = traceOfRequest(headerOf({ headers }, TRACE_HEADER));
  return {
    id: randomUUID(),
    method: message.method ?? "GET",
    path,
    query: new URLSearchParams(query),
    rawQuery: query,
    headers: replaceHeader(headers, "X-Amzn-Trace-Id", trace),
    body: await readBody(message),
    receivedAt: new Date(),
  };
}

/** Sends a response. */
export function sendResponse({ status, reason, headers, body }: ApiResponse, response: ServerResponse): void {
  response.statusCode = status;
  if (reason) response.statusMessage = reason;
  for (const [name, value] of headers) response.appendHeader(name, value);
  response.setHeader("content-length", Buffer.byteLength(body));
  response.end(body);
}

/** Returns the first value of a header, by its name in lower case. */
export function headerOf({ headers }: Pick<ApiRequest, "headers">, wanted: string): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
}

/** Sets a header in the place of one of the same name in any case. */
export function replaceHeader(
  headers: ApiResponse["headers"],
  name: string,
  value: string,
): ApiResponse["headers"] {
  return [...headers.filter(([other]) => other.toLowerCase() !== name.toLowerCase()), [name, value]];
}

/** The body as text for an event: as it is where it is text, base64 where it is not. */
export function bodyForEvent(request: ApiRequest): {
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
} {
  if (request.body.length === 0) return { body: null, isBase64Encoded: false };
  const isText = /^(?:text\/|application\/(?:[\w.+-]*(?:json|xml|javascript)|x-www-form-urlencoded))|^$/.test(
    headerOf(request, "content-type") ?? "",
  );
  return { body: request.body.toString(isText ? "utf8" : "base64"), isBase64Encoded: !isText };
}

function pairs(flat: readonly string[]): (readonly [string, string])[] {
  return Array.from(
    { length: flat.length / 2 },
    (_, index) => [flat[index * 2] ?? "", flat[index * 2 + 1] ?? ""] as const,
  );
}

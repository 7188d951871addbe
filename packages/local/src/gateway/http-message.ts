import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody, targetOf } from "../loopback-server.ts";

/** The fields of a head: names as they were sent, values in order. */
export type HeaderPairs = readonly (readonly [name: string, value: string])[];

/** A request, read. */
export interface ApiRequest {
  readonly id: string;
  readonly method: string;
  /** As it was sent: neither decoded nor normalised. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The query as it was sent, without the question mark. */
  readonly rawQuery: string;
  readonly headers: HeaderPairs;
  readonly body: Buffer;
  readonly receivedAt: Date;
  /** The size of the request line and of all header values, in bytes. */
  readonly headBytes: number;
  /** The port that the client called. */
  readonly port: number;
  readonly connection: Connection;
}

/** The connection of a client. */
export interface Connection {
  /** Whether the response ends in the middle of its body, as a test wants it. */
  isCut: boolean;
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
  readonly headers: HeaderPairs;
  /** The whole body, or one that is streamed. The connection is cut where a stream throws. */
  readonly body: string | Buffer | AsyncIterable<Buffer>;
}

/** The address of every client: the service listens on loopback only. */
export const SOURCE_IP = "127.0.0.1";

/** Reads a request to its end. */
export async function readRequest(message: IncomingMessage): Promise<ApiRequest> {
  const { path, query } = targetOf(message);
  const headers = pairs(message.rawHeaders);
  const { method = "GET", url = "/" } = message;
  const requestLine = `${method} ${url} HTTP/1.1`;
  return {
    id: randomUUID(),
    method,
    path,
    query: new URLSearchParams(query),
    rawQuery: query,
    headers,
    body: await readBody(message),
    receivedAt: new Date(),
    headBytes: headers.reduce((sum, [, value]) => sum + value.length, requestLine.length),
    port: message.socket.localPort ?? 0,
    connection: { isCut: false },
  };
}

/** Sends a response, or half of it where its connection is cut; a name that occurs twice has a line for each value. */
export async function sendResponse(
  { status, reason, headers, body }: ApiResponse,
  response: ServerResponse,
  connection: Connection,
): Promise<void> {
  response.statusCode = status;
  if (reason) response.statusMessage = reason;
  for (const [name, value] of headers) response.appendHeader(name, value);
  if (typeof body !== "string" && !Buffer.isBuffer(body)) return sendStream(body, response, connection);
  response.setHeader("content-length", Buffer.byteLength(body));
  if (!connection.isCut) return void response.end(body);
  const bytes = Buffer.from(body);
  response.write(bytes.subarray(0, bytes.length / 2), () => response.socket?.destroy());
}

/** Sends chunks as they come. Each has left before the next is taken: all that came before a cut arrives. */
async function sendStream(
  body: AsyncIterable<Buffer>,
  response: ServerResponse,
  connection: Connection,
): Promise<void> {
  response.flushHeaders();
  for await (const chunk of body) await written(chunk, response);
  if (connection.isCut) response.destroy();
  else response.end();
}

/** Rejects when the client has gone. */
function written(chunk: Buffer, response: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    response.write(chunk, (failure) => (failure ? reject(failure) : resolve()));
  });
}

/** Returns the first value of a header, by its name in lower case. */
export function headerOf({ headers }: Pick<ApiRequest, "headers">, wanted: string): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
}

/** Whether a request was sent to a name of this machine, and not to a custom domain. */
export function isLocalName(request: ApiRequest): boolean {
  return /^(?:localhost|[\d.]+|\[[\da-f:]+\])?(?::\d+)?$/i.test(headerOf(request, "host") ?? "");
}

/** Sets a header in the place of one of the same name in any case. */
export function replaceHeader(headers: HeaderPairs, name: string, value: string): HeaderPairs {
  return [...headers.filter(([other]) => other.toLowerCase() !== name.toLowerCase()), [name, value]];
}

function pairs(flat: readonly string[]): HeaderPairs {
  return Array.from(
    { length: flat.length / 2 },
    (_, index) => [flat[index * 2] ?? "", flat[index * 2 + 1] ?? ""] as const,
  );
}

import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { EventStreamCodec } from "@smithy/eventstream-codec";

/** The handling of one request. */
export type Behaviour = (response: ServerResponse, request: IncomingMessage) => void;

/** A service with scripted behaviours that counts requests. */
export interface MisbehavingService extends AsyncDisposable {
  /** The options of a client for it. */
  readonly client: object;
  readonly url: string;
  /** The requests that arrived, by their header of that name. */
  readonly requests: IncomingMessage[];
  /** Resolves when the next request arrives. */
  arrival(): Promise<unknown>;
  /** Sets the behaviours for the next requests. The last one repeats. */
  behave(...behaviours: Behaviour[]): void;
}

/** Starts a service on loopback that behaves as the Lambda API and the network on the way to it at their worst. */
export async function misbehavingService(): Promise<MisbehavingService> {
  const requests: IncomingMessage[] = [];
  let script: Behaviour[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    request.resume().on("end", () => (script.length > 1 ? script.shift() : script[0])?.(response, request));
    response.on("error", () => undefined);
  });
  // A connection that ends while it is idle may be the next request's, which fails then.
  server.keepAliveTimeout = 0;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    requests,
    client: { endpoint: url, region: "us-east-1", credentials: { accessKeyId: "a", secretAccessKey: "b" } },
    behave(...behaviours) {
      script = behaviours;
      requests.length = 0;
    },
    arrival: () => once(server, "request"),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Refuses as the service does. */
export function refuse(status: number, type: string, body: object = {}, headers: object = {}): Behaviour {
  return (response) =>
    response
      .writeHead(status, { "x-amzn-errortype": type, "x-amzn-requestid": "r-1", ...headers })
      .end(JSON.stringify({ Type: "User", message: type, ...body }));
}

/** Answers as a function's result is answered. */
export function answer(body: string, headers: object = {}, status = 200): Behaviour {
  return (response) => response.writeHead(status, { "x-amzn-requestid": "r-1", ...headers }).end(body);
}

/** Cuts the connection before a word. */
export const reset: Behaviour = (response) => response.socket?.resetAndDestroy();

/** Cuts the connection in the middle of a body of status 200. */
export const cut: Behaviour = (response) => {
  response.writeHead(200, { "content-length": "100", "x-amzn-requestid": "r-1" });
  response.write('{"half":', () => setTimeout(() => response.socket?.resetAndDestroy(), 20));
};

/** Never answers. */
export const hang: Behaviour = () => undefined;

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString("utf8"),
  (text) => Buffer.from(text),
);

/** An event of a response stream. */
export function streamEvent(type: "PayloadChunk" | "InvokeComplete", body: string): Uint8Array {
  const contentType = type === "PayloadChunk" ? "application/octet-stream" : "application/json";
  return frame({ ":message-type": "event", ":event-type": type, ":content-type": contentType }, body);
}

/** An event that says exception. */
export function streamException(type: string, body: object): Uint8Array {
  const headers = {
    ":message-type": "exception",
    ":exception-type": type,
    ":content-type": "application/json",
  };
  return frame(headers, JSON.stringify(body));
}

function frame(headers: Readonly<Record<string, string>>, body: string): Uint8Array {
  const typed = Object.entries(headers).map(([name, value]) => [name, { type: "string" as const, value }]);
  return codec.encode({ headers: Object.fromEntries(typed), body: Buffer.from(body) });
}

/** Streams events, and then ends or cuts the connection. */
export function streamed(events: readonly Uint8Array[], end: "end" | "cut" = "end"): Behaviour {
  return (response) => {
    response.writeHead(200, {
      "content-type": "application/vnd.amazon.eventstream",
      "x-amzn-requestid": "r-1",
    });
    for (const event of events) response.write(event);
    setTimeout(() => (end === "end" ? response.end() : response.socket?.resetAndDestroy()), 20);
  };
}

import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createSocketServer, type Socket } from "node:net";

/** A server on 127.0.0.1. */
export interface LoopbackServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Runtime clients send the X-Ray cause, which repeats the error's message, as one header. */
const HEAD_LIMIT_BYTES = 4 * 1024 * 1024;

/** Gets each connection before anything is read from it; `serve` has it served as HTTP. */
export type ConnectionListener = (socket: Socket, serve: () => void) => void;

/** The rules of a server's connections. */
export interface ConnectionRules {
  /** @default serves it as HTTP */
  readonly onConnection?: ConnectionListener;
  /**
   * Whether a connection is closed after one request.
   *
   * @default false
   */
  readonly closesEach?: boolean;
}

/**
 * Starts a server for programs on this machine; 0 is a port of the system's choice.
 *
 * @throws TypeError when another program has the port.
 */
export async function listen(
  listener: RequestListener,
  port = 0,
  { onConnection = (_, serve) => serve(), closesEach = false }: ConnectionRules = {},
): Promise<LoopbackServer> {
  const http = createServer({ maxHeaderSize: HEAD_LIMIT_BYTES, keepAliveTimeout: 0 }, listener);
  http.requestTimeout = 0;
  if (closesEach) http.maxRequestsPerSocket = 1;
  const connections = new Set<Socket>();
  const server = createSocketServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    connections.add(socket);
    socket.once("close", () => connections.delete(socket));
    onConnection(socket, () => http.emit("connection", socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (failure: NodeJS.ErrnoException) =>
      reject(
        failure.code === "EADDRINUSE"
          ? new TypeError(`port ${port}: another program listens there; choose another, or leave it out`)
          : failure,
      ),
    );
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    // The cast: a server that listens on a port has no other kind of address.
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const connection of connections) connection.destroy();
      }),
  };
}

/** Reads the path and query of a request as they were sent: neither decoded nor normalised. */
export function targetOf({ url = "/" }: IncomingMessage): { readonly path: string; readonly query: string } {
  // Through a proxy it is the whole URL.
  const [, path = "/", query = ""] = /^(?:https?:\/\/[^/?]*)?([^?]*)\??(.*)$/.exec(url) ?? [];
  return { path: path === "" ? "/" : path, query };
}

/** Reads a request's body to its end; `onChunk` gets it piece by piece. */
export function readBody(request: IncomingMessage, onChunk?: (chunk: Buffer) => void): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      onChunk?.(chunk);
    });
    // The cast: there is one chunk.
    request.on("end", () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    // A connection that breaks ends neither with an error nor with an end.
    request.on("close", () => request.readableEnded || reject(new Error("the request broke off")));
  });
}

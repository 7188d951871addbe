import { readSync } from "node:fs";
import type { Socket } from "node:net";

const SCRATCH = Buffer.alloc(65_536);

/** Answers a connection with 503 and closes it at once, so that its descriptor is free for the next. */
export function refuseConnection(socket: Socket, most: number): void {
  // The client may be gone.
  socket.on("error", () => undefined);
  discardRequest(socket);
  const body = `@faultwire/local serves ${most} connections at once, as this process may open no more files: raise its limit, ulimit -n.\n`;
  const head = `HTTP/1.1 503 Service Unavailable\r\ncontent-type: text/plain\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n`;
  // Short enough to leave within the call.
  socket.end(head + body);
  socket.destroy();
}

/** Reads what has come: the system resets a connection that is closed with something unread. */
function discardRequest(socket: Socket): void {
  // node:net keeps the descriptor on an undeclared member.
  const { fd } = (socket as Socket & { readonly _handle: { readonly fd: number } })._handle;
  try {
    while (readSync(fd, SCRATCH) > 0);
  } catch {
    // There is no more yet.
  }
}

import { readSync } from "node:fs";
import type { Socket } from "node:net";

const SCRATCH = Buffer.alloc(65_536);
const CLOCK = new Int32Array(new SharedArrayBuffer(4));

/**
 * Answers a connection with 503 and closes it, so that its descriptor is free for the next. It waits for the request
 * first, and lets nothing else happen meanwhile: more connections would need descriptors, and a client whose
 * connection is closed before its request has left sees it broken.
 */
export function refuseConnection(socket: Socket, most: number, patienceMs: number): void {
  // The client may be gone.
  socket.on("error", () => undefined);
  discardRequest(socket, patienceMs);
  const body = `@faultwire/local serves ${most} connections at once, as this process may open no more files: raise its limit, ulimit -n.\n`;
  const head = `HTTP/1.1 503 Service Unavailable\r\ncontent-type: text/plain\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n`;
  // Short enough to leave within the call.
  socket.end(head + body);
  socket.destroy();
}

/** Reads what has come: the system resets a connection that is closed with something unread. */
function discardRequest(socket: Socket, patienceMs: number): void {
  // node:net keeps the descriptor on an undeclared member.
  const { fd } = (socket as Socket & { readonly _handle: { readonly fd: number } })._handle;
  for (let waited = 0; !discard(fd) && waited < patienceMs; waited += 1) Atomics.wait(CLOCK, 0, 0, 1);
}

/** Reads what has come, or states that nothing has. */
function discard(fd: number): boolean {
  let some = false;
  try {
    while (readSync(fd, SCRATCH) > 0) some = true;
    return true;
  } catch {
    // There is no more yet, or the client is gone.
    return some;
  }
}

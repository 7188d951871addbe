import type { Socket } from "node:net";

/**
 * Closes a connection so that its client sees ECONNRESET. One that is being ended already, as its client has gone, is closed
 * as it is: Node.js refuses to reset it, and would keep it open for as long as the process lives.
 */
export function resetConnection(socket: Socket | null): void {
  if (socket?.writableEnded) socket.destroy();
  else socket?.resetAndDestroy();
}

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { resetConnection } from "./reset-connection.ts";

/** Gets an answer from a server that does this with each connection; resolves with the client's error and the server's. */
async function errorsOf(act: (socket: Socket) => void) {
  const errors: unknown[] = [];
  const server = createServer((_, { socket }) => {
    socket?.prependListener("error", ({ message }) => errors.push(message));
    if (socket) act(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  // The address of a server that listens on a port.
  const { port } = server.address() as AddressInfo;
  const { cause } = (await fetch(`http://127.0.0.1:${port}`, { signal: AbortSignal.timeout(10_000) }).catch(
    (error: Error) => error as Error & { cause: { code?: string } },
  )) as { cause: { code?: string } };
  const closed = once(server, "close").then(() => true);
  server.close();
  return { errors, code: cause.code, isClosed: await Promise.race([closed, wait(5000, false)]) };
}

test("a client sees a reset", async () => {
  const seen = await errorsOf(resetConnection);
  expect(seen).toEqual({ errors: [], code: "ECONNRESET", isClosed: true });
});

test("a connection that is being ended is closed all the same, so that nothing keeps the process alive", async () => {
  const seen = await errorsOf((socket) => {
    socket.end();
    resetConnection(socket);
  });
  expect(seen).toEqual({ errors: [], code: "UND_ERR_SOCKET", isClosed: true });
});

test("a connection that is gone is left alone", () => {
  expect(() => resetConnection(null)).not.toThrow();
});

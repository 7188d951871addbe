import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A server at which functions wait until a test lets them go on. */
export interface Gate extends AsyncDisposable {
  /** The URL that a function fetches to wait. */
  readonly url: string;
  /** Resolves when the next function has come. */
  arrival(): Promise<void>;
  /** Resolves when as many functions have come. */
  arrivals(count: number): Promise<void>;
  /** Lets all that wait go on. */
  open(): void;
}

export async function startGate(): Promise<Gate> {
  const waiting: ServerResponse[] = [];
  let arrived: () => void = () => undefined;
  const nextArrival = () =>
    new Promise<void>((resolve) => {
      arrived = resolve;
    });
  const server = createServer((_, response) => {
    waiting.push(response);
    arrived();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    arrival: nextArrival,
    arrivals: async (count) => {
      while (waiting.length < count) await nextArrival();
    },
    open: () => {
      for (const response of waiting.splice(0)) response.end();
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

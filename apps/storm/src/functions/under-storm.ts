import { appendFileSync } from "node:fs";
import { type Fate, type Order, orderOf } from "./order.ts";

/** More than Lambda returns. */
const TOO_LARGE_BYTES = 6.4 * 1024 * 1024;
const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Makes a function end as its order says. Before and after, it writes a line into the record of what really ran, which no
 * failure between the two ends can change.
 */
export function underStorm(name: string, handler: (event: never, context: never) => unknown) {
  return async (event: unknown, context: unknown): Promise<unknown> => {
    const order = orderOf(event);
    record("began", name, order);
    try {
      // Each handler declares the event that its caller sends.
      const result = await ENDS[order.fate](async () => handler(event as never, context as never), order);
      record("returned", name, order);
      return result;
    } catch (thrown) {
      record("threw", name, order);
      throw thrown;
    }
  };
}

function record(what: "began" | "returned" | "threw", name: string, { id }: Order): void {
  appendFileSync(process.env.RECORD ?? "", `${what} ${name} ${id}\n`);
}

type Work = () => Promise<unknown>;

const ENDS: Readonly<Record<Fate, (work: Work, order: Order) => unknown>> = {
  work: (work) => work(),
  bug: async (work) => {
    await work();
    throw new TypeError("order.lines is not iterable");
  },
  exit: () => process.exit(1),
  "exit after": async (work) => {
    await work();
    process.exit(0);
  },
  kill: () => {
    process.kill(process.pid, "SIGKILL");
    return wait();
  },
  hang: () => wait(),
  forget: () => new Promise(() => undefined),
  "too large": () => "x".repeat(TOO_LARGE_BYTES),
  unwritable: () => ({ total: 1n }),
  "late rejection": async (work) => {
    setImmediate(() => void Promise.reject(new Error("a rejection without a handler")));
    return work();
  },
  redirect: async (work, { id, location }) => {
    await work().catch(() => undefined);
    const statusCode = REDIRECTS[id.length % REDIRECTS.length];
    return { statusCode, headers: { location }, body: "" };
  },
  "words of the gateway": async (work) => {
    await work().catch(() => undefined);
    return { statusCode: 429, body: '{"message":"Too Many Requests"}' };
  },
  half: (work) => work(),
};

/** Longer than any function may take. */
function wait(): Promise<unknown> {
  return new Promise((resolve) => setTimeout(resolve, 600_000));
}

import type { Catalog, Fault } from "@faultwire/catalog";
import { throwing } from "../caller.ts";
import type { Outcome } from "../outcome.ts";
import { receiveException } from "../receive-exception.ts";
import { parseResponse } from "./parse-response.ts";

/** The options of {@link createFetch}. */
export interface FetchOptions {
  /** The faults to expect. */
  readonly faults: Catalog;
  /** @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch;
}

type FetchArguments = Parameters<typeof globalThis.fetch>;

/**
 * Makes a `fetch` that rejects with a fault if the response holds an error or if there is no response: a declared
 * fault, or one of the families. It resolves with a successful `Response`, its body unread.
 *
 * @example
 * const fetchOrders = createFetch({ faults: Orders });
 * const order = await (await fetchOrders("https://api.example.com/orders/o-1")).json();
 */
export function createFetch({ faults, fetch = globalThis.fetch }: FetchOptions): typeof globalThis.fetch {
  const makeCall = async (...given: FetchArguments): Promise<Outcome<Response, Fault>> => {
    const signal = signalOf(given);
    const context = { signal, requests: signal?.aborted ? 0 : 1, isOneHop: isOneHop(given) };
    try {
      const response = await fetch(...given);
      const fault: Fault | undefined = await parseResponse(response, faults);
      const meta = { statusCode: response.status, attempts: 1 };
      return fault ? { ok: false, fault, meta } : { ok: true, value: response, meta };
    } catch (thrown) {
      return { ok: false, fault: receiveException(thrown, context), meta: { attempts: 1 } };
    }
  };
  return throwing(makeCall, ({ value }) => value);
}

/** Whether the request follows no redirect: behind one, a connection that failed says nothing of the first. */
function isOneHop([input, options]: FetchArguments): boolean {
  return (options?.redirect ?? (input instanceof Request ? input.redirect : "follow")) !== "follow";
}

function signalOf([input, options]: FetchArguments): AbortSignal | undefined {
  return options?.signal ?? (input instanceof Request ? input.signal : undefined);
}

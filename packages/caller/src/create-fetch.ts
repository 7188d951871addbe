import type { Catalog, Fault } from "@faultwire/catalog";
import { throwing } from "./caller.ts";
import { receiveException } from "./exception.ts";
import type { Outcome } from "./outcome.ts";
import { parseResponse } from "./parse-response.ts";

/** What a fetch that throws faults is made of. */
export interface FetchOptions {
  /** The faults to expect. */
  readonly faults: Catalog;
  /** The platform's own unless told. */
  readonly fetch?: typeof globalThis.fetch;
}

type FetchArguments = Parameters<typeof globalThis.fetch>;

/**
 * Makes a `fetch` that rejects with a fault where the answer tells of an error, and where there is no answer: a
 * declared fault, or one of the families. What it resolves with is a success, its body unread.
 *
 * @example
 * const fetchOrders = createFetch({ faults: Orders });
 * const order = await (await fetchOrders("https://api.example.com/orders/o-1")).json();
 */
export function createFetch({ faults, fetch = globalThis.fetch }: FetchOptions): typeof globalThis.fetch {
  const attempt = async (...given: FetchArguments): Promise<Outcome<Response, Fault>> => {
    const signal = signalOf(given);
    const isSent = !signal?.aborted;
    try {
      const response = await fetch(...given);
      const fault: Fault | undefined = await parseResponse(response, faults);
      const meta = { statusCode: response.status, attempts: 1 };
      return fault ? { ok: false, fault, meta } : { ok: true, value: response, meta };
    } catch (thrown) {
      return { ok: false, fault: receiveException(thrown, { isSent, signal }), meta: { attempts: 1 } };
    }
  };
  return throwing(attempt, ({ value }) => value);
}

function signalOf([input, options]: FetchArguments): AbortSignal | undefined {
  return options?.signal ?? (input instanceof Request ? input.signal : undefined);
}

import type { Catalog, Fault, FaultsOf, PlatformFault } from "@faultwire/catalog";
import { checkCatalog, checkFunction, checkOptions } from "@faultwire/catalog/internal";
import { decodeStreamType, decodeTraceId, headerReader, TRACE_HEADER } from "@faultwire/wire";
import { settling, throwing } from "../caller.ts";
import type { Outcome } from "../outcome.ts";
import { receiveException } from "../receive-exception.ts";
import { parseResponse } from "./parse-response.ts";
import { withTrace } from "./trace-header.ts";
import { withTypedBody } from "./typed-body.ts";

/** The options of {@link createFetch}. */
export interface FetchOptions<Declared extends Catalog = Catalog> {
  /** The faults to expect. */
  readonly faults: Declared;
  /** @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch;
  /**
   * Whether to send the X-Ray trace of the Lambda invocation that makes the call, in `X-Amzn-Trace-Id`, to whatever
   * host it calls. A header of that name in the request stays. Nothing is sent outside of Lambda.
   *
   * @default true
   */
  readonly trace?: boolean;
}

type FetchArguments = Parameters<typeof globalThis.fetch>;

/** A `fetch` that rejects with a fault, and `safe`, which resolves with it. */
export type FaultFetch<Received> = typeof globalThis.fetch & {
  /** Resolves with the response or the fault, and with facts about the call. */
  safe(...args: FetchArguments): Promise<Outcome<Response, Received>>;
};

/**
 * Makes a `fetch` that rejects with a fault if the response holds an error or if there is no response: a declared
 * fault, or one of the families. It resolves with a successful `Response`, its body unread. Where the body is a stream of
 * events or of JSON lines that ends with a fault, reading it fails with that fault. It sends one request and follows
 * redirects as `fetch` does.
 *
 * @throws TypeError for wrong options.
 * @example
 * const fetchOrders = createFetch({ faults: Orders });
 * const order = await (await fetchOrders("https://api.example.com/orders/o-1")).json();
 */
export function createFetch<Declared extends Catalog>(
  options: FetchOptions<Declared>,
): FaultFetch<FaultsOf<Declared> | PlatformFault> {
  const where = "createFetch()";
  checkOptions(where, options, ["faults", "fetch", "trace"]);
  const { faults, fetch = globalThis.fetch, trace = true } = options;
  checkCatalog(where, "faults", faults);
  checkFunction(where, "fetch", fetch);
  const makeCall = async (...given: FetchArguments): Promise<Outcome<Response, Fault>> => {
    const signal = signalOf(given);
    const requests = signal?.aborted ? 0 : 1;
    try {
      const response = await fetch(...(trace ? withTrace(given) : given));
      const fault: Fault | undefined = await parseResponse(response, faults);
      const meta = {
        statusCode: response.status || undefined,
        traceId: traceIn(response),
        attempts: requests,
      };
      if (fault) return { ok: false, fault, meta };
      const type = decodeStreamType(headerReader(response.headers ?? {})("content-type"));
      if (type.token === undefined) return { ok: true, value: response, meta };
      const context = { where, type, catalog: faults, traceId: meta.traceId, signal };
      return { ok: true, value: withTypedBody(response, context), meta };
    } catch (thrown) {
      const fault = receiveException(thrown, { signal, requests, isOneHop: isOneHop(given) });
      return { ok: false, fault, meta: { attempts: requests } };
    }
  };
  const call = throwing(makeCall, ({ value }) => value);
  // The catalog's classes made the faults: their types are its types.
  return Object.assign(call, { safe: settling(makeCall) }) as never;
}

/** Reads the X-Ray trace id of a response; a copy of fetch, or a test, may have its headers as an object. */
function traceIn({ headers }: Response): string | undefined {
  return typeof headers?.get === "function" ? decodeTraceId(headers.get(TRACE_HEADER)) : undefined;
}

/** Whether the request follows no redirect: behind one, a connection that failed says nothing of the first. */
function isOneHop([input, options]: FetchArguments): boolean {
  return (options?.redirect ?? (input instanceof Request ? input.redirect : "follow")) !== "follow";
}

function signalOf([input, options]: FetchArguments): AbortSignal | undefined {
  return options?.signal ?? (input instanceof Request ? input.signal : undefined);
}

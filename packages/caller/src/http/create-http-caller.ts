import type { Catalog, Declares, Fault, PlatformFault } from "@faultwire/catalog";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { type Caller, type CallOptions, makeCaller } from "../caller.ts";
import {
  type BaseCallerOptions,
  checkCallerOptions,
  type InputFor,
  type OutputFor,
} from "../caller-options.ts";
import type { AnyWrappedHandler, DeclaredBy, ExpectedFaults, InputOf } from "../handler-types.ts";
import type { Outcome } from "../outcome.ts";
import { receiveException } from "../receive-exception.ts";
import { retryRules, withRetries } from "../retry.ts";
import { checkHttpOptions, HTTP_OPTIONS } from "./check-http-options.ts";
import {
  type EncodedRequest,
  encodeRequest,
  type HttpLocation,
  type RequestPartSchemas,
} from "./http-request.ts";
import { type ResultSettings, readResponse } from "./read-response.ts";

/** The options of an HTTP caller, besides those of every caller. */
interface HttpOptions<Input> {
  /**
   * A URL, a template such as `https://api.example.com/orders/{orderId}`, or a function of the input. A template is
   * filled from the `path` of a request, or from the members of the input; `{proxy+}` keeps slashes.
   */
  readonly url: HttpLocation<Input>;
  /**
   * A `GET` or `HEAD` request has no body, so it needs `request`, or no input.
   *
   * @default "POST"
   */
  readonly method?: string;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Whether to send the X-Ray trace of the Lambda invocation that makes the call, in `X-Amzn-Trace-Id`. A header of
   * that name among `headers` stays. Nothing is sent outside of Lambda.
   *
   * @default true
   */
  readonly trace?: boolean;
  /**
   * Sends one request for each attempt. It must honour `redirect: "manual"` and must not retry.
   *
   * @default globalThis.fetch
   */
  readonly fetch?: typeof globalThis.fetch;
}

/** The value of `request` for a handler: `true` if its parts are declared with `request`. */
export type RequestFor<Handler> = "~request" extends keyof InputOf<Handler> ? true : undefined;

/** A handler with `request` schemas takes the parts of a request as its input, and its caller has to send them so. */
type RequestOption<Handler, Request> =
  RequestFor<Handler> extends true
    ? { readonly request: true }
    : {
        /** Sends the input as the parts of a request: `path`, `query`, `headers`, `body`, each with its schema. */
        readonly request?: Request;
      };

/** The type of a call's input over HTTP: the parts of a request, or the JSON body. */
export type HttpInputFor<Handler, InputSchema, Request> = Request extends RequestPartSchemas
  ? {
      readonly [Part in keyof Request]: Request[Part] extends StandardSchemaV1
        ? StandardSchemaV1.InferInput<Request[Part]>
        : never;
    }
  : Request extends true
    ? Omit<InputOf<Handler>, "~request">
    : InputFor<Handler, InputSchema>;

/** The options of {@link createHttpCaller}. */
export type HttpCallerOptions<
  Handler extends AnyWrappedHandler,
  OutputSchema,
  InputSchema,
  Declared,
  Request = RequestFor<Handler>,
> = BaseCallerOptions<Handler, OutputSchema, InputSchema, Declared> &
  HttpOptions<HttpInputFor<Handler, InputSchema, Request>> &
  RequestOption<Handler, Request>;

/** Options of one call over HTTP. */
export interface HttpCallOptions extends CallOptions {
  /** Sent with this request; they replace headers of the caller and of the input with the same names. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Makes a typed function from a handler behind API Gateway, an ALB or a Function URL. The input is sent as a JSON body
 * or, for a handler with `request`, as path, query, headers and body; the result and the faults are read off the
 * response. Redirects are not followed.
 *
 * @throws TypeError for wrong options.
 * @example
 * const placeOrder = createHttpCaller<typeof handler>({ url: "https://api.example.com/orders", faults: Orders });
 * const receipt = await placeOrder({ sku: "s-1", quantity: 2 });
 * @example
 * const getOrder = createHttpCaller<typeof handler>({
 *   method: "GET",
 *   url: "https://api.example.com/orders/{orderId}",
 *   request: true,
 *   faults: Orders,
 * });
 * const order = await getOrder({ path: { orderId: "o-1" }, query: { expand: "lines" } });
 */
export function createHttpCaller<
  Handler extends AnyWrappedHandler = AnyWrappedHandler,
  OutputSchema extends StandardSchemaV1 | undefined = undefined,
  InputSchema extends StandardSchemaV1 | undefined = undefined,
  Declared extends Catalog = Declares<DeclaredBy<Handler>>,
  Request extends RequestPartSchemas | true | undefined = RequestFor<Handler>,
>(
  options: HttpCallerOptions<Handler, OutputSchema, InputSchema, Declared, Request>,
): Caller<
  HttpInputFor<Handler, InputSchema, Request>,
  OutputFor<Handler, OutputSchema>,
  ExpectedFaults<Handler, Declared> | PlatformFault,
  HttpCallOptions
> {
  const where = "createHttpCaller()";
  checkCallerOptions(where, options, HTTP_OPTIONS);
  checkHttpOptions(where, options);
  const rules = retryRules(where, options.retry);
  const { faults, output, input, request, url, method = "POST", fetch = globalThis.fetch, trace } = options;
  const settings = { url, method, headers: new Headers(options.headers), input, request, trace };
  const caller = makeCaller<HttpCallOptions>(async (given, { signal, headers = {} } = {}) => {
    const encoded = await encodeRequest(settings, given, headers);
    const attempt = (either: AbortSignal | undefined) => exchange(encoded, { fetch, faults, output }, either);
    return withRetries(attempt, { rules, signal });
  });
  // The types were computed from the handler and the schemas; at run time all callers are alike.
  return caller as never;
}

interface ExchangeSettings extends ResultSettings {
  readonly fetch: typeof globalThis.fetch;
}

async function exchange(
  { url, init }: EncodedRequest,
  settings: ExchangeSettings,
  signal: AbortSignal | undefined,
): Promise<Outcome<unknown, Fault>> {
  const context = { signal, requests: signal?.aborted ? 0 : 1, isOneHop: true };
  const { fetch } = settings;
  try {
    return await readResponse(await fetch(url, signal === undefined ? init : { ...init, signal }), settings);
  } catch (thrown) {
    return {
      ok: false,
      fault: receiveException(thrown, context),
      meta: { attempts: 1 - Number(context.requests === 0) },
    };
  }
}

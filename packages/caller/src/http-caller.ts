import type { Catalog, Declares, Fault, PlatformFault } from "@faultwire/catalog";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { type Caller, type CallOptions, type InputFor, makeCaller, type OutputFor } from "./caller.ts";
import { encodeInput } from "./encode-input.ts";
import { receiveException } from "./exception.ts";
import type { DeclaredBy, Expected, Typed } from "./handler-types.ts";
import type { Outcome } from "./outcome.ts";
import { readHttp } from "./read-http.ts";
import { readResult } from "./read-result.ts";
import { checkRetry, type RetryOptions, withRetries } from "./retry.ts";

/** What an HTTP caller is made of. */
export interface HttpCallerOptions<Handler extends Typed, OutputSchema, InputSchema, Declared> {
  readonly url: string | URL;
  /** `POST` unless told; of `GET` and `HEAD` there is no input, for they have no body. */
  readonly method?: string;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The faults to expect; at least those that the handler throws. */
  readonly faults: Declared & Declares<DeclaredBy<Handler>>;
  /** Validates what is sent, where the handler's type is not at hand. */
  readonly input?: InputSchema;
  /** Validates and revives the result, so that a Date is a Date again. */
  readonly output?: OutputSchema;
  /** Calls again where it is safe and worth it; not at all unless told. */
  readonly retry?: RetryOptions;
  /** The platform's own unless told. */
  readonly fetch?: typeof globalThis.fetch;
}

/** What one call over HTTP can be given beside its input. */
export interface HttpCallOptions extends CallOptions {
  /** Sent with this request; over those of the caller. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Makes a function out of a handler with `input` and `output` that stands behind API Gateway, an ALB or a Function
 * URL: the input is sent as a JSON body, the result and the faults are read off the response.
 *
 * @throws TypeError for a retry or headers that cannot be.
 * @example
 * const placeOrder = createHttpCaller<typeof handler>({ url: "https://api.example.com/orders", faults: Orders });
 * const receipt = await placeOrder({ sku: "s-1", quantity: 2 });
 */
export function createHttpCaller<
  Handler extends Typed = Typed,
  OutputSchema extends StandardSchemaV1 | undefined = undefined,
  InputSchema extends StandardSchemaV1 | undefined = undefined,
  Declared extends Catalog = Declares<DeclaredBy<Handler>>,
>(
  options: HttpCallerOptions<Handler, OutputSchema, InputSchema, Declared>,
): Caller<
  InputFor<Handler, InputSchema>,
  OutputFor<Handler, OutputSchema>,
  Expected<Handler, Declared> | PlatformFault,
  HttpCallOptions
> {
  const { method = "POST", retry = { attempts: 1 } } = options;
  checkRetry(retry);
  const common = new Headers(options.headers);
  const caller = makeCaller<HttpCallOptions>(async (input, { signal, headers: own = {} } = {}) => {
    const body = await encodeInput(options.input, input);
    const headers = new Headers(common);
    for (const [name, value] of Object.entries(own)) headers.set(name, value);
    const request = { method, headers, ...(body !== undefined && bodyOf(method, headers, body)) };
    return withRetries((either) => exchange(options, request, either), { retry, signal });
  });
  // The types were worked out from the handler and the schemas; inside, a call is any call.
  return caller as never;
}

type Settings = HttpCallerOptions<Typed, StandardSchemaV1 | undefined, StandardSchemaV1 | undefined, Catalog>;

function bodyOf(method: string, headers: Headers, body: string): RequestInit {
  if (/^(?:get|head)$/i.test(method)) {
    throw new TypeError(
      `calling a function: a ${method} request has no body for its input; use createFetch(), or another method`,
    );
  }
  if (!headers.has("content-type")) headers.set("content-type", "application/json");
  return { body };
}

async function exchange(
  { url, faults, output, fetch = globalThis.fetch }: Settings,
  request: RequestInit,
  signal: AbortSignal | undefined,
): Promise<Outcome<unknown, Fault>> {
  const isSent = !signal?.aborted;
  try {
    const response = await fetch(url, signal === undefined ? request : { ...request, signal });
    return await readResponse(response, faults, output);
  } catch (thrown) {
    return { ok: false, fault: receiveException(thrown, { signal, isSent }), meta: { attempts: 1 } };
  }
}

async function readResponse(
  response: Response,
  faults: Catalog,
  schema: StandardSchemaV1 | undefined,
): Promise<Outcome<unknown, Fault>> {
  const { status } = response;
  const read = { status, headers: Object.fromEntries(response.headers), body: await response.text() };
  const requestId = read.headers["x-amzn-requestid"] ?? read.headers["apigw-requestid"];
  const meta = { statusCode: status, requestId, attempts: 1 };
  const fault = readHttp(read, faults);
  if (fault) return { ok: false, fault, meta };
  const result = await readResult(read.body, schema, { wire: "http", payload: read, requestId });
  return "fault" in result
    ? { ok: false, fault: result.fault, meta }
    : { ok: true, value: result.value, meta };
}

import type { Catalog, Declares, Fault, PlatformFault } from "@faultwire/catalog";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { type Caller, type CallOptions, makeCaller } from "../caller.ts";
import type { AnyCallerOptions, BaseCallerOptions, InputFor, OutputFor } from "../caller-options.ts";
import { encodeInput } from "../encode-input.ts";
import type { DeclaredBy, ExpectedFaults, TypedHandler } from "../handler-types.ts";
import type { Outcome } from "../outcome.ts";
import { readResult } from "../read-result.ts";
import { receiveException } from "../receive-exception.ts";
import { retryRules, withRetries } from "../retry.ts";
import { readHttp } from "./read-http.ts";

/** The options of an HTTP caller, besides those of every caller. */
interface HttpOptions {
  readonly url: string | URL;
  /**
   * A `GET` or `HEAD` request has no body, so a call with either takes no input.
   *
   * @default "POST"
   */
  readonly method?: string;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch;
}

/** The options of {@link createHttpCaller}. */
export interface HttpCallerOptions<Handler extends TypedHandler, OutputSchema, InputSchema, Declared>
  extends BaseCallerOptions<Handler, OutputSchema, InputSchema, Declared>,
    HttpOptions {}

/** Options of one call over HTTP. */
export interface HttpCallOptions extends CallOptions {
  /** Sent with this request; they replace headers of the caller with the same names. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Makes a typed function from a handler with `input` and `output` behind API Gateway, an ALB or a Function URL: the
 * input is sent as a JSON body, the result and the faults are read off the response.
 *
 * @throws TypeError for an impossible `retry` or invalid headers.
 * @example
 * const placeOrder = createHttpCaller<typeof handler>({ url: "https://api.example.com/orders", faults: Orders });
 * const receipt = await placeOrder({ sku: "s-1", quantity: 2 });
 */
export function createHttpCaller<
  Handler extends TypedHandler = TypedHandler,
  OutputSchema extends StandardSchemaV1 | undefined = undefined,
  InputSchema extends StandardSchemaV1 | undefined = undefined,
  Declared extends Catalog = Declares<DeclaredBy<Handler>>,
>(
  options: HttpCallerOptions<Handler, OutputSchema, InputSchema, Declared>,
): Caller<
  InputFor<Handler, InputSchema>,
  OutputFor<Handler, OutputSchema>,
  ExpectedFaults<Handler, Declared> | PlatformFault,
  HttpCallOptions
> {
  const { method = "POST" } = options;
  const rules = retryRules("createHttpCaller()", options.retry);
  const common = new Headers(options.headers);
  const caller = makeCaller<HttpCallOptions>(async (input, { signal, headers: own = {} } = {}) => {
    const body = await encodeInput(options.input, input);
    const headers = new Headers(common);
    for (const [name, value] of Object.entries(own)) headers.set(name, value);
    // A redirect that was followed would hide that a function may have run before the connection failed.
    const request: RequestInit = {
      method,
      headers,
      redirect: "manual",
      ...(body !== undefined && bodyOf(method, headers, body)),
    };
    return withRetries((either) => exchange(options, request, either), { rules, signal });
  });
  // The types were computed from the handler and the schemas; at run time all callers are alike.
  return caller as never;
}

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
  { url, faults, output, fetch = globalThis.fetch }: AnyCallerOptions & HttpOptions,
  request: RequestInit,
  signal: AbortSignal | undefined,
): Promise<Outcome<unknown, Fault>> {
  const context = { signal, requests: signal?.aborted ? 0 : 1, isOneHop: true };
  try {
    const response = await fetch(url, signal === undefined ? request : { ...request, signal });
    return await readResponse(response, faults, output);
  } catch (thrown) {
    return { ok: false, fault: receiveException(thrown, context), meta: { attempts: 1 } };
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

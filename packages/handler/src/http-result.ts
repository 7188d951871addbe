import { describe } from "@faultwire/catalog/internal";

/** Marks results across copies of this library. */
const RESULT = Symbol.for("faultwire.http-result");

/** The status and headers of a successful HTTP answer. */
export interface HttpResultOptions {
  /**
   * The HTTP status, 200 to 399.
   *
   * @default 200, or 204 without a value
   */
  readonly status?: number;
  /** Headers of this answer. They replace headers of the same name from the `headers` option. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A result with a status and headers for HTTP. Made by {@link respond}. */
export interface HttpResult<Value> extends HttpResultOptions {
  readonly "~value": Value;
}

/**
 * Returns a result with a status and headers from a handler: 201 and `Location`, 204, a redirect. Over HTTP the value is
 * written as JSON; on direct invocations the handler's result is the value itself.
 *
 * @throws TypeError for a status that is not a whole number from 200 to 399; throw a fault for any other.
 * @example
 * return respond({ orderId }, { status: 201, headers: { Location: `/orders/${orderId}` } });
 */
export function respond<Value>(value: Value, options: HttpResultOptions = {}): HttpResult<Value> {
  const { status, headers } = options;
  if (status !== undefined && !(Number.isInteger(status) && status >= 200 && status <= 399)) {
    throw new TypeError(
      `respond(): status is a whole number from 200 to 399; it is ${describe(status)}. For an error status throw a fault`,
    );
  }
  const result = { "~value": value, ...(status !== undefined && { status }), ...(headers && { headers }) };
  return Object.defineProperty(result, RESULT, { value: true });
}

/** Whether a handler's result was made by {@link respond}. */
export function isHttpResult(value: unknown): value is HttpResult<unknown> {
  return typeof value === "object" && value !== null && RESULT in value;
}

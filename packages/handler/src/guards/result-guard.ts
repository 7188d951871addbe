import { asString, detectProxy, isJsonObject } from "@faultwire/wire";
import type { Guard } from "../guard.ts";
import { checkSize, toJson } from "../payload/result-limits.ts";

/**
 * Checks a handler's result as `output` does, without a schema. A result that is not JSON, or over the limits of Lambda
 * and the HTTP front, becomes an `InternalFailure` or `ResultTooLarge` with the reason, instead of the runtime's
 * `Runtime.JSONStringifyError` or a gateway's 502. The result is written as JSON once more for it.
 */
export const resultGuard: Guard = async (run, context, event) => {
  const value = await run(context);
  const json = toJson(value);
  checkSize(json, isJsonObject(value) ? asString(value.body) : undefined, detectProxy(event));
  return value;
};

import { asString, detectProxy, isJsonObject } from "@faultwire/wire";
import { checkSize, toJson } from "../payload/result-limits.ts";
import type { Guard } from "./guards.ts";

/**
 * Checks what a handler returns as `output` does, without a schema: a result that is no JSON, or over what Lambda and
 * the HTTP front take, is an `InternalFailure` or `ResultTooLarge` with the reason, and not the runtime's
 * `Runtime.JSONStringifyError` or a gateway's 502. It costs writing the result once more.
 */
export const resultGuard: Guard = async (run, context, event) => {
  const value = await run(context);
  const json = toJson(value);
  checkSize(json, isJsonObject(value) ? asString(value.body) : undefined, detectProxy(event));
  return value;
};

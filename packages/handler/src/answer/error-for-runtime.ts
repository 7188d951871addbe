import { blankFault, hide, hideAll } from "@faultwire/catalog/internal";
import type { StandardError } from "@faultwire/wire";
import { read } from "../foreign/safe-read.ts";
import type { Disclosure } from "./disclose.ts";

/**
 * Makes the error that the runtime posts: a new one, so that the thrown one is never changed, with every member that
 * the runtime and its logger read pinned. It is an instance of the fault's class, for tests that call the wrapped
 * handler.
 */
export function errorForRuntime(
  { faultClass, data }: Disclosure,
  { name, message, stack }: StandardError,
): Error {
  const error = blankFault(message, faultClass);
  const { details, status, retryable, retryAfter } = data;
  hideAll(error, { details, retryAfter, constructor: { name } });
  // The message and the stack are its own; the rest is mostly on the class and needs no second definition.
  error.stack = stack;
  if (read(error, "name") !== name) hide(error, "name", name);
  if (read(error, "status") !== status) hide(error, "status", status);
  if (read(error, "retryable") !== retryable) hide(error, "retryable", retryable);
  // The runtime's logger would call it.
  Object.defineProperty(error, "toJSON", { value: undefined });
  return error;
}

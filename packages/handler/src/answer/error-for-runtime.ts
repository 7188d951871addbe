import { blankFault, hide, hideAll } from "@faultwire/catalog/internal";
import type { StandardError } from "@faultwire/wire";
import { read } from "../foreign/safe-read.ts";
import type { Disclosure } from "./disclose.ts";

/**
 * Makes the error that the runtime posts: a new one, so that the thrown one is never changed, with every member that
 * the runtime and its logger read pinned. For tests that call the wrapped handler it is an instance of the fault's
 * class and equals the thrown fault.
 */
export function errorForRuntime(
  { faultClass, data }: Disclosure,
  { name, message, stack }: StandardError,
): Error {
  const error = blankFault(message, faultClass);
  const { details, status, retryable, retryAfter } = data;
  // As on the fault itself. The runtime's logger prints them; the stack, which it prints too, has the same details.
  Object.assign(error, {
    ...(details !== undefined && { details }),
    ...(retryAfter !== undefined && { retryAfter }),
  });
  // The message and the stack are its own; the rest is mostly on the class and needs no second definition.
  error.stack = stack;
  const own = { name, status, retryable };
  for (const member of ["name", "status", "retryable"] as const)
    if (read(error, member) !== own[member]) hide(error, member, own[member]);
  // The runtime's JSON logger reads the name of the class, which a bundler may have shortened.
  if (read(read(error, "constructor"), "name") !== name) hideAll(error, { constructor: { name } });
  // The runtime's JSON logger would call it in place of printing an error.
  Object.defineProperty(error, "toJSON", { value: undefined });
  return error;
}

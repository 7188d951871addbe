import { hideAll } from "@faultwire/catalog/internal";

/** Makes an error that tells the runtime and its logger a name and a message, and nothing else. */
export function cleanError(name: string, message: string): Error {
  const error = new Error(message);
  hideAll(error, { name, stack: `${name}: ${message}`, constructor: { name } });
  return error;
}

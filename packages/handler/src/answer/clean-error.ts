import { hideAll } from "@faultwire/catalog/internal";

/** Makes an error with a name and a message, and nothing else for the runtime and its logger to read. */
export function cleanError(name: string, message: string): Error {
  const error = new Error(message);
  hideAll(error, { name, stack: `${name}: ${message}`, constructor: { name } });
  return error;
}

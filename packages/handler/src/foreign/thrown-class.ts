import { describe } from "@faultwire/catalog/internal";
import { readText } from "./safe-read.ts";

/**
 * Replaces a class or a function that was thrown by an error about it. The runtime would send its source code as the
 * message.
 */
export function replaceThrownClass(thrown: unknown): unknown {
  if (typeof thrown !== "function") return thrown;
  const message = messageFor(thrown);
  const error = new TypeError(message);
  // Its frames would be of this library.
  error.stack = `TypeError: ${message}`;
  return error;
}

function messageFor(thrown: Pick<CallableFunction, "name"> & { readonly prototype?: unknown }): string {
  try {
    return isErrorClass(thrown)
      ? `the class ${thrown.name} was thrown, not an instance: throw new ${thrown.name}(...)`
      : `${describe(thrown)} was thrown, not an error`;
  } catch {
    // A proxy of a function, or a name without a text.
    return "a function was thrown, not an error";
  }
}

/** Whether a function makes errors, of this realm or another. Compilers for old targets write classes as functions. */
function isErrorClass({ prototype }: { readonly prototype?: unknown }): boolean {
  return readText(prototype, "name") !== undefined && readText(prototype, "message") !== undefined;
}

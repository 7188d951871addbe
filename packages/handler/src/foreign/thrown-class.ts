import { describe } from "@faultwire/catalog/internal";

/**
 * Replaces a class or a function that was thrown by an error about it. The runtime would send its source code as the
 * message.
 */
export function replaceThrownClass(thrown: unknown): unknown {
  if (typeof thrown !== "function") return thrown;
  const name = describe(thrown);
  const message = isErrorClass(thrown)
    ? `the class ${thrown.name} was thrown, not an instance: throw new ${thrown.name}(...)`
    : `${name} was thrown, not an error`;
  const error = new TypeError(message);
  // Its frames would be of this library.
  error.stack = `TypeError: ${message}`;
  return error;
}

/** Whether a function makes errors. Compilers for old targets write classes as functions. */
function isErrorClass({ prototype }: { readonly prototype?: unknown }): boolean {
  return prototype instanceof Error;
}

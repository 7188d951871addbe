import { isError } from "@faultwire/catalog/internal";

/** Throws an Error that a handler returned. Returning one is a slip for throwing it, never a success. */
export function unlessError<Value>(value: Value): Value {
  if (isError(value)) throw value;
  return value;
}

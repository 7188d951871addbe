import { isFault } from "@faultwire/catalog";
import { isError } from "@faultwire/catalog/internal";
import { read } from "../foreign/safe-read.ts";
import type { Disclosure } from "./disclose.ts";

/** Members of a declared fault that the posted error has too, and those that every error has. */
const POSTED = ["details", "retryAfter", "name", "message", "stack", "cause"];

/**
 * Whether the runtime logs all of an error: it prints the posted error with its own enumerable members, but neither
 * causes nor the list of an AggregateError, nothing of an object that is not an error, and no members at all where
 * one of them is not JSON.
 */
export function isLoggedWhole(
  { thrown, posted }: { readonly thrown: unknown; readonly posted: unknown },
  disclosure: Disclosure | undefined,
  hasProperties: boolean,
): boolean {
  if (typeof thrown !== "object" || thrown === null) return true;
  if (Array.isArray(read(thrown, "errors"))) return false;
  if (!hasProperties) return true;
  try {
    if (disclosure?.fault)
      return disclosure.fault !== thrown || Object.keys(thrown).every((name) => POSTED.includes(name));
    if (posted !== thrown) return isError(thrown) && !isFault(thrown);
    JSON.stringify({ ...thrown });
    return true;
  } catch {
    return false;
  }
}

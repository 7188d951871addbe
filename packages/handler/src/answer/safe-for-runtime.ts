import { Fault } from "@faultwire/catalog";
import { hideAll } from "@faultwire/catalog/internal";
import { read, readText, toText } from "../foreign/safe-read.ts";
import { cutStack } from "../foreign/stack.ts";

/**
 * In characters, each of which may take six. The runtime repeats the message in a header; a head over 1 MiB is dropped
 * in silence, and the error with it.
 */
const LIMITS = { name: 1000, message: 50_000 };

/** Makes an undeclared error safe for the runtime to post; returns it unchanged if it is safe already. */
export function safeForRuntime(thrown: unknown): unknown {
  const isPrimitive = (typeof thrown !== "object" && typeof thrown !== "function") || thrown === null;
  if (isPrimitive || isPostable(thrown)) return thrown;
  const message = readText(thrown, "message");
  const name = message === undefined ? undefined : readText(thrown, "name");
  const error = new Error((message ?? toText(thrown)).slice(0, LIMITS.message));
  hideAll(error, {
    name: (name ?? typeof thrown).slice(0, LIMITS.name),
    stack: cutStack(readText(thrown, "stack") ?? ""),
  });
  return error;
}

/** Whether name, message and stack are strings within the runtime's limits, so that it can be thrown unchanged. */
function isPostable(thrown: object): boolean {
  const [name, message, stack] = ["name", "message", "stack"].map((member) => readText(thrown, member));
  if (name === undefined || message === undefined || stack === undefined) return false;
  const isSmall = name.length <= LIMITS.name && message.length <= LIMITS.message && cutStack(stack) === stack;
  return isSmall && isPlainError(thrown) && read(thrown, "toJSON") === undefined;
}

function isPlainError(thrown: object): boolean {
  try {
    return thrown instanceof Error && !(thrown instanceof Fault);
  } catch {
    // The prototype of a revoked proxy cannot be read.
    return false;
  }
}

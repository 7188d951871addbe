import { Fault } from "@faultwire/catalog";
import { blankFault, hide, hideAll } from "@faultwire/catalog/internal";
import type { FaultData, StandardError } from "@faultwire/wire";
import type { Faults } from "./decide.ts";
import { cutStack, read, readText, toText } from "./safe-read.ts";

/**
 * In characters, each of which may take six. The runtime repeats the message in a header; a head over 1 MiB is dropped
 * in silence, and the error with it.
 */
const LIMITS = { name: 1000, message: 50_000 };

/**
 * Makes the error that the runtime posts: a new one, so that the thrown one is never changed, with every member
 * that the runtime and its logger read pinned. It is an instance of the fault's class, for whoever calls the
 * wrapped handler in a test.
 */
export function postedError(of: Faults, data: FaultData, { name, message, stack }: StandardError): Error {
  const posted = blankFault(message, of);
  const { details, status, retryable, retryAfter } = data;
  hideAll(posted, { details, retryAfter, constructor: { name } });
  // It has a message and a stack of its own; the rest mostly stands on the class, where it need not be defined again.
  posted.stack = stack;
  if (read(posted, "name") !== name) hide(posted, "name", name);
  if (read(posted, "status") !== status) hide(posted, "status", status);
  if (read(posted, "retryable") !== retryable) hide(posted, "retryable", retryable);
  // The runtime's logger would call it.
  Object.defineProperty(posted, "toJSON", { value: undefined });
  return posted;
}

/** Makes an undeclared error safe for the runtime, and leaves it as it is where it is safe. */
export function passOn(thrown: unknown): unknown {
  if ((typeof thrown !== "object" && typeof thrown !== "function") || thrown === null || isTame(thrown))
    return thrown;
  const message = readText(thrown, "message");
  const name = message === undefined ? undefined : readText(thrown, "name");
  const posted = new Error((message ?? toText(thrown)).slice(0, LIMITS.message));
  hideAll(posted, {
    name: (name ?? typeof thrown).slice(0, LIMITS.name),
    stack: cutStack(readText(thrown, "stack") ?? ""),
  });
  return posted;
}

/** An Error whose members are the strings that the runtime takes them for, small enough for it to post. */
function isTame(thrown: object): boolean {
  const [name, message, stack] = ["name", "message", "stack"].map((member) => readText(thrown, member));
  if (name === undefined || message === undefined || stack === undefined) return false;
  const isSmall = name.length <= LIMITS.name && message.length <= LIMITS.message && cutStack(stack) === stack;
  return isSmall && isPlainError(thrown) && read(thrown, "toJSON") === undefined;
}

function isPlainError(thrown: object): boolean {
  try {
    return thrown instanceof Error && !(thrown instanceof Fault);
  } catch {
    // A revoked proxy has no prototype to ask for.
    return false;
  }
}

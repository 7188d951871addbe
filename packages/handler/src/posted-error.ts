import { blankFault, Fault, hideAll } from "@faultwire/catalog";
import type { FaultData, StandardError } from "@faultwire/wire";
import type { Faults } from "./decide.ts";
import { read, readText, toText } from "./safe-read.ts";

/** The runtime repeats the message in a header; a head over 1 MiB is dropped in silence, and the error with it. */
const SIZE_LIMIT = 100_000;

/**
 * Makes the error that the runtime posts: a new one, so that the thrown one is never changed, with every member
 * that the runtime and its logger read pinned. It is an instance of the fault's class, for whoever calls the
 * wrapped handler in a test.
 */
export function postedError(of: Faults, data: FaultData, { name, message, stack }: StandardError): Error {
  const posted = blankFault(message, of);
  const { details, status, retryable, retryAfter } = data;
  hideAll(posted, { name, message, stack, details, status, retryable, retryAfter, constructor: { name } });
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
  const posted = new Error((message ?? toText(thrown)).slice(0, SIZE_LIMIT));
  hideAll(posted, {
    name: name ?? typeof thrown,
    stack: (readText(thrown, "stack") ?? "").slice(0, SIZE_LIMIT),
  });
  return posted;
}

/** An Error whose members are the strings that the runtime takes them for, small enough for it to post. */
function isTame(thrown: object): boolean {
  let size = 0;
  for (const member of ["name", "message", "stack"]) {
    size += readText(thrown, member)?.length ?? Number.POSITIVE_INFINITY;
  }
  return size <= SIZE_LIMIT && isPlainError(thrown) && read(thrown, "toJSON") === undefined;
}

function isPlainError(thrown: object): boolean {
  try {
    return thrown instanceof Error && !(thrown instanceof Fault);
  } catch {
    // A revoked proxy has no prototype to ask for.
    return false;
  }
}

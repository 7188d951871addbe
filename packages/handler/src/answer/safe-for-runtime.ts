import { Fault } from "@faultwire/catalog";
import { hideAll, isError } from "@faultwire/catalog/internal";
import { read, readText, toKindOrText, toText } from "../foreign/safe-read.ts";
import { cutStack } from "../foreign/stack.ts";
import { ownProperties } from "../report/fault-line.ts";
import { type ReportSettings, recordRules } from "../report/report.ts";

/**
 * In characters, each of which may take six. The runtime repeats the message in a header; a head over 1 MiB is dropped
 * in silence, and the error with it.
 */
const LIMITS = { name: 1000, message: 50_000 };

/**
 * Makes an undeclared error safe for the runtime to post and to log; returns it unchanged if it is safe already. A copy
 * of an error has the own properties that the log may show.
 */
export function safeForRuntime(thrown: unknown, settings: ReportSettings): unknown {
  const isPrimitive = (typeof thrown !== "object" && typeof thrown !== "function") || thrown === null;
  if (isPrimitive) return thrown;
  const isSafe = isPostable(thrown);
  if (isSafe && !hidesProperties(thrown, settings)) return thrown;
  const message = readText(thrown, "message");
  const name = message === undefined ? undefined : readText(thrown, "name");
  const text = hidesProperties(thrown, settings) ? toKindOrText : toText;
  const error = new Error((message ?? text(thrown)).slice(0, LIMITS.message));
  if (isSafe) Object.setPrototypeOf(error, Object.getPrototypeOf(thrown));
  if (isError(thrown)) Object.assign(error, ownProperties(thrown, recordRules(settings)));
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

/** Whether the runtime's logger would print properties that the log must not show, or not as they are. */
function hidesProperties(thrown: object, { redact, logProperties }: ReportSettings): boolean {
  return (redact !== undefined || logProperties === false) && Object.keys(thrown).length > 0;
}

/** Whether the runtime takes it for an Error, which one of another realm is not. */
function isPlainError(thrown: object): boolean {
  try {
    return thrown instanceof Error && !(thrown instanceof Fault);
  } catch {
    // The prototype of a revoked proxy cannot be read.
    return false;
  }
}

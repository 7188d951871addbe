import { checkMembers } from "../config/members.ts";
import type { ServiceError } from "../lambda/service-error.ts";
import {
  INVOKE_ERROR_NAMES,
  type InvokeError,
  type InvokeErrorName,
  isInvokeErrorName,
  toServiceError,
} from "./invoke-errors.ts";

/** What goes wrong with a call. */
export type FaultKind =
  /** The connection is reset, without an answer. */
  | "reset"
  /** The head and half of the body arrive, then the connection ends. */
  | "cut"
  /** The Lambda service answers with this error. */
  | InvokeErrorName
  | InvokeError
  /** The answer, or with `before` the event, is late by so many milliseconds. */
  | { readonly delay: number }
  /** The answer is a function error with this payload: text as it is, anything else as JSON. */
  | { readonly functionError: unknown };

/** A fault for the calls of one function. */
export interface FaultOptions<Payload = unknown> {
  /** The call fails on its way: the handler does not run. So it is unless told, except for `cut`. */
  readonly before?: "ran";
  /** The handler runs to its end and only its answer is lost. */
  readonly after?: "ran";
  readonly with: FaultKind;
  /** How many calls it meets: 1 unless told; `Infinity` for all. */
  readonly times?: number;
  /** Which calls it meets, by their payload; any unless told. */
  readonly when?: (payload: Payload) => boolean;
}

const MEMBERS: Record<keyof FaultOptions, true> = {
  before: true,
  after: true,
  with: true,
  times: true,
  when: true,
};

/** A fault that was checked. */
export interface Fault {
  readonly place: "before" | "after";
  readonly effect: Effect;
  /** For people: `reset after it ran`. */
  readonly label: string;
}

export type Effect =
  | { readonly type: "reset" | "cut" }
  | { readonly type: "delay"; readonly milliseconds: number }
  | { readonly type: "service error"; readonly error: ServiceError }
  | { readonly type: "function error"; readonly payload: Buffer };

/**
 * Checks a fault.
 *
 * @throws TypeError naming the call, the member and the mend.
 */
export function checkFault(call: string, options: FaultOptions<never>): Fault {
  checkMembers(call, options, MEMBERS);
  const { before, after, with: kind } = options;
  const wrong = (problem: string) => new TypeError(`${call}: ${problem}`);
  if (before !== undefined && after !== undefined) throw wrong("it is either before or after; remove one");
  if ((before ?? after ?? "ran") !== "ran")
    throw wrong(`before and after are "ran"; it is ${JSON.stringify(before ?? after)}`);
  if (kind === "cut" && before !== undefined)
    throw wrong('there is no body to cut before the function ran; use after: "ran", or with: "reset"');
  const place = after !== undefined || kind === "cut" ? "after" : "before";
  const { effect, label } = toEffect(kind, wrong);
  return { place, effect, label: `${label} ${place === "before" ? "before" : "after"} it ran` };
}

/**
 * Checks which calls a fault is for.
 *
 * @throws TypeError naming the call, the member and the mend.
 */
export function checkCalls<Payload>(
  call: string,
  { times = 1, when }: Pick<FaultOptions<Payload>, "times" | "when">,
): { readonly times: number; readonly when: FaultOptions<Payload>["when"] } {
  if (!(times === Number.POSITIVE_INFINITY || (Number.isInteger(times) && times >= 1)))
    throw new TypeError(`${call}: times is a whole number from 1, or Infinity; it is ${times}`);
  if (when !== undefined && typeof when !== "function")
    throw new TypeError(`${call}: when is a function of the payload; it is ${typeof when}`);
  return { times, when };
}

function toEffect(
  kind: FaultKind,
  wrong: (problem: string) => TypeError,
): { readonly effect: Effect; readonly label: string } {
  if (kind === "reset" || kind === "cut") return { effect: { type: kind }, label: kind };
  if (typeof kind === "string" && isInvokeErrorName(kind)) return toEffect({ error: kind }, wrong);
  if (typeof kind !== "object" || kind === null)
    throw wrong(
      `with is "reset", "cut", one of ${INVOKE_ERROR_NAMES.join(", ")}, or an object with delay, error or functionError; it is ${JSON.stringify(kind)}`,
    );
  const kinds = ["delay", "error", "functionError"].filter((each) => each in kind);
  if (kinds.length !== 1)
    throw wrong(`with has one of delay, error and functionError; it has ${kinds.join(" and ") || "none"}`);
  if ("delay" in kind) {
    if (!(Number.isFinite(kind.delay) && kind.delay >= 0 && kind.delay <= LONGEST_DELAY_MS))
      throw wrong(`delay is in milliseconds, from 0 to ${LONGEST_DELAY_MS}; it is ${kind.delay}`);
    return { effect: { type: "delay", milliseconds: kind.delay }, label: `late by ${kind.delay} ms` };
  }
  if ("functionError" in kind) {
    const payload = Buffer.from(toText(kind.functionError, wrong));
    return { effect: { type: "function error", payload }, label: "function error" };
  }
  try {
    const error = toServiceError(kind);
    return { effect: { type: "service error", error }, label: error.name };
  } catch (cause) {
    throw wrong(cause instanceof Error ? cause.message : String(cause));
  }
}

/** The longest wait of a timer. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

function toText(payload: unknown, wrong: (problem: string) => TypeError): string {
  const text = typeof payload === "string" ? payload : JSON.stringify(payload);
  if (text === undefined) throw wrong("functionError is no JSON; give an object or a text");
  return text;
}

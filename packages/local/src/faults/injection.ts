import { checkMembers, checkNumber, checkWhole, describe } from "../config/check.ts";
import type { ServiceError } from "../lambda/service-error.ts";
import {
  INVOKE_ERROR_NAMES,
  type InvokeError,
  type InvokeErrorName,
  isInvokeErrorName,
  toServiceError,
} from "./invoke-errors.ts";

/** The way in which a call fails. */
export type InjectionKind =
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

/** A failure that is injected into calls of one function. */
export interface InjectionOptions<Payload = unknown> {
  /** The call fails on its way: the handler does not run. The default, except for `cut`. */
  readonly before?: "ran";
  /** The handler runs to its end and only its answer is lost. */
  readonly after?: "ran";
  readonly with: InjectionKind;
  /**
   * The number of calls that it applies to; `Infinity` for all.
   *
   * @default 1
   */
  readonly times?: number;
  /**
   * Chooses the calls by their payload.
   *
   * @default any call
   */
  readonly when?: (payload: Payload) => boolean;
}

const MEMBERS: Record<keyof InjectionOptions, true> = {
  before: true,
  after: true,
  with: true,
  times: true,
  when: true,
};

/** An injection that was checked. */
export interface CheckedInjection {
  readonly place: "before" | "after";
  readonly effect: InjectionEffect;
  /** The injection in words: `reset after it ran`. */
  readonly label: string;
}

/** The effect of an injection on a call. */
export type InjectionEffect =
  | { readonly type: "reset" | "cut" }
  | { readonly type: "delay"; readonly milliseconds: number }
  | { readonly type: "service error"; readonly error: ServiceError }
  | { readonly type: "function error"; readonly payload: Buffer };

/**
 * Checks an injection.
 *
 * @throws TypeError naming the call, the member and what to do.
 */
export function checkInjection(call: string, options: InjectionOptions<never>): CheckedInjection {
  checkMembers(call, options, MEMBERS);
  const { before, after, with: kind } = options;
  const wrong = (problem: string) => new TypeError(`${call}: ${problem}`);
  if (before !== undefined && after !== undefined) throw wrong("it is either before or after; remove one");
  if ((before ?? after ?? "ran") !== "ran")
    throw wrong(`before and after are "ran"; it is ${describe(before ?? after)}`);
  if (kind === "cut" && before !== undefined)
    throw wrong('there is no body to cut before the function ran; use after: "ran", or with: "reset"');
  const place = after !== undefined || kind === "cut" ? "after" : "before";
  const { effect, label } = toEffect(call, kind);
  return { place, effect, label: `${label} ${place === "before" ? "before" : "after"} it ran` };
}

/**
 * Checks the calls that an injection applies to.
 *
 * @throws TypeError naming the call, the member and what to do.
 */
export function checkCalls<Payload>(
  call: string,
  { times = 1, when }: Pick<InjectionOptions<Payload>, "times" | "when">,
): { readonly times: number; readonly when: InjectionOptions<Payload>["when"] } {
  checkWhole(`${call}: times`, times, { least: 1, orInfinity: true });
  if (when !== undefined && typeof when !== "function")
    throw new TypeError(`${call}: when is a function of the payload; it is ${describe(when)}`);
  return { times, when };
}

interface LabelledEffect {
  readonly effect: InjectionEffect;
  readonly label: string;
}

function toEffect(call: string, kind: InjectionKind): LabelledEffect {
  if (kind === "reset" || kind === "cut") return { effect: { type: kind }, label: kind };
  if (typeof kind === "string" && isInvokeErrorName(kind)) return serviceError(call, { error: kind });
  if (typeof kind !== "object" || kind === null)
    throw new TypeError(
      `${call}: with is "reset", "cut", one of ${INVOKE_ERROR_NAMES.join(", ")}, or an object with delay, error or functionError; it is ${describe(kind)}`,
    );
  const kinds = ["delay", "error", "functionError"].filter((each) => each in kind);
  if (kinds.length !== 1)
    throw new TypeError(
      `${call}: with has one of delay, error and functionError; it has ${kinds.join(" and ") || "none"}`,
    );
  if ("delay" in kind) return delayed(call, kind.delay);
  return "functionError" in kind ? functionError(call, kind.functionError) : serviceError(call, kind);
}

/** The longest wait of a timer. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

function delayed(call: string, delay: number): LabelledEffect {
  checkNumber(`${call}: delay`, delay, { unit: "milliseconds", least: 0, most: LONGEST_DELAY_MS });
  return { effect: { type: "delay", milliseconds: delay }, label: `late by ${delay} ms` };
}

function functionError(call: string, payload: unknown): LabelledEffect {
  const text = typeof payload === "string" ? payload : JSON.stringify(payload);
  if (text === undefined)
    throw new TypeError(`${call}: functionError cannot be written as JSON; give an object or a text`);
  return { effect: { type: "function error", payload: Buffer.from(text) }, label: "function error" };
}

function serviceError(call: string, given: InvokeError): LabelledEffect {
  try {
    const error = toServiceError(given);
    return { effect: { type: "service error", error }, label: error.name };
  } catch (cause) {
    throw new TypeError(`${call}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

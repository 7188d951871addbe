import { checkNumber, checkWhole, describe } from "../config/check.ts";
import type { ServiceError } from "../lambda/service-error.ts";
import type { CallRoute, CallStep } from "./call-route.ts";
import {
  INVOKE_ERROR_NAMES,
  type InvokeError,
  type InvokeErrorName,
  isInvokeErrorName,
  toServiceError,
} from "./invoke-errors.ts";

/** The way in which a call fails. */
export type InjectionKind =
  /** The connection of the caller is reset, without an answer. */
  | "reset"
  /** The head and half of the body arrive, then the connection ends. */
  | "cut"
  /** An asynchronous event, or a batch of a queue or a stream, is delivered twice, without an error. */
  | "duplicate"
  /** An asynchronous event is accepted and never delivered. */
  | "lost"
  /** The Lambda service answers with this error. */
  | InvokeErrorName
  | InvokeError
  /** The API in front of the function answers by itself, with this status. */
  | { readonly status: number }
  /** The answer, or with `before` the event, is late by so many milliseconds. */
  | { readonly delay: number }
  /** The answer is a function error with this payload: text as it is, anything else as JSON. */
  | { readonly functionError: unknown };

/** The effect of an injection on a call. */
export type InjectionEffect =
  | { readonly type: "reset" | "cut" | "duplicate" | "lost" }
  | { readonly type: "delay"; readonly milliseconds: number }
  | { readonly type: "service error"; readonly error: ServiceError }
  | { readonly type: "gateway error"; readonly status: number }
  | { readonly type: "function error"; readonly payload: Buffer };

/** An effect, and the words for it. */
export interface LabelledEffect {
  readonly effect: InjectionEffect;
  /** `reset`, `late by 20 ms`. */
  readonly label: string;
}

interface Fitting {
  /** The steps at which an effect applies by itself. */
  readonly steps: readonly CallStep[];
  /** Routes on which it applies where the test names them. */
  readonly also: readonly CallRoute[];
}

const FAILED_CALL: Fitting = { steps: ["invoke", "accept", "api", "queue", "stream"], also: ["event"] };

/** The steps of each effect. An event fails by itself when it is sent; its delivery must be named. */
const FITTING: Readonly<Record<InjectionEffect["type"], Fitting>> = {
  reset: FAILED_CALL,
  cut: FAILED_CALL,
  delay: FAILED_CALL,
  "service error": FAILED_CALL,
  "gateway error": { steps: ["api"], also: [] },
  "function error": { steps: ["invoke", "event", "api", "queue", "stream"], also: [] },
  duplicate: { steps: ["event", "queue", "stream"], also: [] },
  lost: { steps: ["event"], also: [] },
};

/** Returns the steps at which an effect applies; with a route, those of that route alone, if it applies there. */
export function stepsOf({ type }: InjectionEffect, through: CallRoute | undefined): readonly CallStep[] {
  const { steps, also } = FITTING[type];
  if (through === undefined) return steps;
  return [...steps, ...also].filter(
    (step) => step === through || (step === "accept" && through === "invoke"),
  );
}

/** Returns the names of the routes on which an effect can apply. */
export function routesOf({ type }: InjectionEffect): readonly string[] {
  const { steps, also } = FITTING[type];
  return [...steps.filter((step) => step !== "accept"), ...also];
}

/** Kinds without members. */
const PLAIN = ["reset", "cut", "duplicate", "lost"] as const;
const MEMBERS = ["delay", "error", "functionError", "status"] as const;

/**
 * Makes the effect of a kind.
 *
 * @throws TypeError naming the call, the member and what to do.
 */
export function toEffect(call: string, kind: InjectionKind): LabelledEffect {
  const plain = PLAIN.find((each) => each === kind);
  if (plain !== undefined) return { effect: { type: plain }, label: plain };
  if (typeof kind === "string" && isInvokeErrorName(kind)) return serviceError(call, { error: kind });
  if (typeof kind !== "object" || kind === null)
    throw new TypeError(
      `${call}: with is ${PLAIN.map((each) => `"${each}"`).join(", ")}, one of ${INVOKE_ERROR_NAMES.join(", ")}, or an object with ${MEMBERS.join(", ")}; it is ${describe(kind)}`,
    );
  // An error may have a status too.
  const kinds = MEMBERS.filter((each) => each in kind && !(each === "status" && "error" in kind));
  if (kinds.length !== 1)
    throw new TypeError(
      `${call}: with has one of ${MEMBERS.join(", ")}; it has ${kinds.join(" and ") || "none"}`,
    );
  if ("delay" in kind) return delayed(call, kind.delay);
  if ("functionError" in kind) return functionError(call, kind.functionError);
  return "error" in kind ? serviceError(call, kind) : gatewayError(call, kind.status);
}

/** The longest wait of a timer. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

function delayed(call: string, delay: number): LabelledEffect {
  checkNumber(`${call}: delay`, delay, { unit: "milliseconds", least: 0, most: LONGEST_DELAY_MS });
  return { effect: { type: "delay", milliseconds: delay }, label: `late by ${delay} ms` };
}

function gatewayError(call: string, status: number): LabelledEffect {
  checkWhole(`${call}: status`, status, { least: 400, most: 599 });
  return { effect: { type: "gateway error", status }, label: `${status} of the API` };
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

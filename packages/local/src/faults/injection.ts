import { checkMembers, checkOneOf, checkWhole, describe } from "../config/check.ts";
import { CALL_ROUTES, type CallRoute, type CallStep, type FunctionCall } from "./call-route.ts";
import { type InjectionEffect, type InjectionKind, routesOf, stepsOf, toEffect } from "./injection-effect.ts";

/** A failure that is injected into calls of one function. */
export interface InjectionOptions<Payload = unknown> {
  /** The call fails on its way: the handler does not run. The default, except for `cut`. */
  readonly before?: "ran";
  /** The handler runs to its end and only its answer is lost. */
  readonly after?: "ran";
  readonly with: InjectionKind;
  /**
   * The way of the calls that it applies to.
   *
   * @default every way on which it can apply; to the delivery of an asynchronous event only `functionError`, `duplicate` and
   * `lost`, as all others apply to the request that sends it
   */
  readonly through?: CallRoute;
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
  through: true,
  times: true,
  when: true,
};

/** An injection that was checked. */
export interface CheckedInjection {
  readonly place: "before" | "after";
  readonly effect: InjectionEffect;
  /** The steps of a call at which it applies. */
  readonly steps: readonly CallStep[];
  /** The injection in words: `reset after it ran`. */
  readonly label: string;
}

/** Returns whether an injection can happen to a call. */
export function canHappen({ effect, steps }: CheckedInjection, { step, api }: FunctionCall): boolean {
  if (!steps.includes(step)) return false;
  return effect.type !== "gateway error" || (api?.statuses.includes(effect.status) ?? false);
}

/** Kinds that are neither before nor after a run, and the place at which they are applied. */
const PLACES: Readonly<Partial<Record<InjectionEffect["type"], CheckedInjection["place"]>>> = {
  cut: "after",
  duplicate: "after",
  lost: "before",
};

/**
 * Checks an injection.
 *
 * @throws TypeError naming the call, the member and what to do.
 */
export function checkInjection(call: string, options: InjectionOptions<never>): CheckedInjection {
  checkMembers(call, options, MEMBERS);
  const { before, after, with: kind, through } = options;
  const wrong = (problem: string) => new TypeError(`${call}: ${problem}`);
  if (before !== undefined && after !== undefined) throw wrong("it is either before or after; remove one");
  if ((before ?? after ?? "ran") !== "ran")
    throw wrong(`before and after are "ran"; it is ${describe(before ?? after)}`);
  if (kind === "cut" && before !== undefined)
    throw wrong('there is no body to cut before the function ran; use after: "ran", or with: "reset"');
  const { effect, label } = toEffect(call, kind);
  if ((effect.type === "duplicate" || effect.type === "lost") && (before ?? after) !== undefined)
    throw wrong(`${effect.type} is neither before nor after a run; remove before and after`);
  if (through !== undefined) checkOneOf(`${call}: through`, through, CALL_ROUTES);
  const steps = stepsOf(effect, through);
  if (steps.length === 0)
    throw wrong(
      `${label} does not happen through ${through}; it does through ${routesOf(effect).join(", ")}`,
    );
  const place = PLACES[effect.type] ?? (after === undefined ? "before" : "after");
  return { place, effect, steps, label: labelOf(label, place, effect) };
}

function labelOf(label: string, place: CheckedInjection["place"], { type }: InjectionEffect): string {
  return type === "duplicate" || type === "lost" ? label : `${label} ${place} it ran`;
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

import { checkObject, describe } from "../config/check.ts";
import type { InjectionOptions } from "../faults/injection.ts";
import type { ClockDuration, VirtualClock } from "../virtual-clock.ts";
import type { HandMadeInjections } from "./hand-made-injections.ts";

/** The parts of a service that the page can act on. */
export interface ActionTargets {
  readonly clock: VirtualClock;
  readonly injections: HandMadeInjections;
  /** Empties the list of calls. */
  readonly clear: () => void;
}

/**
 * Does what the page asks for, and resolves with whether there is such an action.
 *
 * @throws TypeError where the request is wrong.
 */
export async function act(path: string, request: unknown, targets: ActionTargets): Promise<boolean> {
  checkObject("the request", request);
  // The cast: the check above allows objects only; each member is checked where it is used.
  const members = request as Record<string, unknown>;
  const { clock, injections, clear } = targets;
  switch (path) {
    case "clock":
      await advance(clock, members);
      return true;
    case "clear":
      clear();
      return true;
    case "injections/add":
      injections.add(members.functionName, injectionOf(members.injection));
      return true;
    case "injections/toggle":
      injections.toggle(Number(members.id), members.isOn === true);
      return true;
    case "injections/remove":
      injections.remove(Number(members.id));
      return true;
    default:
      return false;
  }
}

/** Moves the clock by a duration, or to what is due next. */
async function advance(clock: VirtualClock, { by }: Readonly<Record<string, unknown>>): Promise<void> {
  // The cast: the clock checks its duration.
  if (by !== "next") return clock.advance(by as ClockDuration);
  const [next] = clock.appointments;
  if (next === undefined) return clock.settled();
  await clock.advance({ seconds: Math.max(0, next.at - clock.now.getTime()) / 1000 });
}

/** JSON has no Infinity: null is an injection into all calls. */
function injectionOf(given: unknown): InjectionOptions {
  if (typeof given !== "object" || given === null)
    throw new TypeError(`injection is an object; it is ${describe(given)}`);
  // The cast: `lambda.fail` checks the members.
  const { times, ...rest } = given as InjectionOptions & { readonly times?: number | null };
  return { ...rest, times: times === null ? Number.POSITIVE_INFINITY : (times ?? 1) };
}

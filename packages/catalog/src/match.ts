import { describe } from "./check-options.ts";
import type { PlatformFault } from "./families.ts";
import { type Fault, isFault } from "./fault.ts";

/**
 * The arms of `match`: one for each declared fault, one named `Platform` for all faults of the platform, and, if
 * wanted, one for a family of these.
 */
export type Arms<Received extends Fault> = {
  readonly [Each in Exclude<Received, PlatformFault> as Each["name"]]: (fault: Each) => unknown;
} & FamilyArms;

type FamilyArms = {
  readonly [Each in PlatformFault as Each["name"]]?: (fault: Each) => unknown;
} & {
  readonly Platform: (fault: PlatformFault) => unknown;
};

/** Refuses an arm for a fault that cannot arrive, in words. */
type OnlyArmsOf<Chosen, Received extends Fault> = {
  readonly [Name in Exclude<
    keyof Chosen,
    Received["name"] | keyof FamilyArms
  >]: `The fault ${Name & string} cannot arrive here: remove its arm`;
};

/**
 * Calls the arm of a fault's name and returns its result. A fault of the platform without an arm of its family goes
 * to `Platform`. A missing arm does not compile.
 *
 * @throws TypeError for a value that is not a fault, and for arms without the one that is needed.
 * @example
 * match(outcome.fault, {
 *   OrderNotFound: ({ details }) => `no order ${details.orderId}`,
 *   Platform: ({ message }) => message,
 * });
 */
export function match<
  Received extends Fault,
  const Chosen extends Arms<Received> & OnlyArmsOf<Chosen, Received>,
>(
  fault: Received,
  arms: Chosen,
): Chosen[keyof Chosen] extends infer Arm
  ? Arm extends (...args: never) => infer Value
    ? Value
    : never
  : never {
  if (!isFault(fault))
    throw new TypeError(`match(): the first argument is a fault; it is ${describe(fault)}`);
  if (typeof arms !== "object" || arms === null)
    throw new TypeError(`match(): the second argument is an object of functions; it is ${describe(arms)}`);
  const byName: Readonly<Record<string, unknown>> = arms;
  const name = Object.hasOwn(byName, fault.name) ? fault.name : "Platform";
  const arm = byName[name];
  if (typeof arm !== "function") {
    const needed = name === "Platform" ? `${fault.name} or Platform` : name;
    throw new TypeError(`match(): the arm ${needed} is a function of the fault; it is ${describe(arm)}`);
  }
  return arm(fault);
}

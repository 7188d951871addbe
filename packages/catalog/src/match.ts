import type { PlatformFault } from "./families.ts";
import type { Fault } from "./fault.ts";

/**
 * What `match` needs: one arm per declared fault, one arm `Platform` for all that nobody declared, and where
 * wanted an arm for one of the families.
 */
export type Arms<Received extends Fault> = {
  readonly [Name in Exclude<Received["name"], PlatformFault["name"]>]: (
    fault: Extract<Received, { name: Name }>,
  ) => unknown;
} & {
  readonly [Name in PlatformFault["name"]]?: (fault: Extract<PlatformFault, { name: Name }>) => unknown;
} & {
  readonly Platform: (fault: PlatformFault) => unknown;
};

/** Refuses an arm for a name that cannot come. */
type NoFurther<Chosen, Received extends Fault> = {
  readonly [Name in keyof Chosen]: Name extends keyof Arms<Received> ? unknown : never;
};

type ResultOf<Chosen> = {
  [Name in keyof Chosen]: Chosen[Name] extends (...args: never) => infer Value ? Value : never;
}[keyof Chosen];

/**
 * Calls the arm of a fault's name and returns what it returns. A fault without an arm of its own goes to
 * `Platform`. A missing arm does not compile.
 *
 * @example
 * match(outcome.fault, {
 *   OrderNotFound: ({ details }) => `no order ${details.orderId}`,
 *   Platform: ({ message }) => message,
 * });
 */
export function match<
  Received extends Fault,
  const Chosen extends Arms<Received> & NoFurther<Chosen, Received>,
>(fault: Received, arms: Chosen): ResultOf<Chosen> {
  const byName: Readonly<Record<string, unknown>> = arms;
  const arm = Object.hasOwn(byName, fault.name) ? byName[fault.name] : arms.Platform;
  // The types of the arms were checked against the fault's where `match` was called.
  return (arm as (fault: Received) => ResultOf<Chosen>)(fault);
}

import type { Catalog } from "@faultwire/catalog";
import { checkOptions, describe } from "@faultwire/catalog/internal";
import { describeCatalog } from "../description/describe-catalog.ts";

/** An entry of `Catch` of a state. */
export interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly ResultPath?: string;
  readonly Output?: unknown;
  readonly Assign?: Readonly<Record<string, unknown>>;
  readonly Next: string;
}

/** The options of {@link catchFor}. */
export interface CatchForOptions<Name extends string = string> {
  /** The state that follows every fault, or those that follow some faults, by the names of the faults. */
  readonly next: string | { readonly [Fault in Name]?: string };
  /** The state that follows every other error, as `States.ALL`. Without it other errors end the execution. */
  readonly others?: string | undefined;
  /**
   * The place of `{ Error, Cause }` in the input of the next state, in a state machine of JSONPath. Without it they are the
   * input.
   */
  readonly resultPath?: string | undefined;
  /** The input of the next state, in a state machine of JSONata. Without it: `$states.errorOutput`, `{ Error, Cause }`. */
  readonly output?: unknown;
  /** Variables that are set, as `{ cause: "{% $states.errorOutput.Cause %}" }`. */
  readonly assign?: Readonly<Record<string, unknown>> | undefined;
}

const OPTIONS = ["next", "others", "resultPath", "output", "assign"];

/**
 * Makes `Catch` of a task that calls a function with this catalog: one entry for each next state, `States.ALL` alone in
 * the last. `{ Error, Cause }`, which the next state gets, are read by `parse()`. AWS lets no `Catch` take
 * `States.DataLimitExceeded` and `States.Runtime`.
 *
 * @throws TypeError for a value that is not a catalog, and for a wrong option.
 * @example
 * const Catch = catchFor(Orders, { next: { OrderNotFound: "Refund" }, others: "Alarm", resultPath: "$.error" });
 */
export function catchFor<Faults extends Catalog["faults"]>(
  catalog: Catalog<Faults>,
  options: CatchForOptions<keyof Faults & string>,
): readonly Catcher[] {
  const where = "catchFor()";
  checkOptions(where, options, OPTIONS);
  const { next, others, resultPath, output, assign } = options;
  if (resultPath !== undefined && output !== undefined)
    throw new TypeError(`${where}: resultPath is of JSONPath and output of JSONata; give one of them`);
  const names = describeCatalog(catalog).faults.map(({ errorType }) => errorType);
  const states = nextStates(where, next, names);
  const more = {
    ...(resultPath !== undefined && { ResultPath: resultPath }),
    ...(output !== undefined && { Output: output }),
    ...(assign !== undefined && { Assign: assign }),
  };
  const catchers = [...new Set(states.values())].map((state) => ({
    ErrorEquals: names.filter((name) => states.get(name) === state),
    ...more,
    Next: state,
  }));
  if (others === undefined) return catchers;
  return [...catchers, { ErrorEquals: ["States.ALL"], ...more, Next: checkState(where, "others", others) }];
}

/** The next state of each fault that has one, in the order of the catalog. */
function nextStates(where: string, next: unknown, names: readonly string[]): ReadonlyMap<string, string> {
  if (typeof next !== "object" || next === null) {
    const state = checkState(where, "next", next);
    return new Map(names.map((name) => [name, state]));
  }
  const unknown = Object.keys(next).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new TypeError(`${where}: next has the fault ${unknown}; the faults are ${names.join(", ")}`);
  const given = new Map<string, unknown>(Object.entries(next));
  return new Map(
    names
      .filter((name) => given.get(name) !== undefined)
      .map((name) => [name, checkState(where, `next.${name}`, given.get(name))]),
  );
}

/** The name of a state has 1 to 80 characters. */
function checkState(where: string, option: string, state: unknown): string {
  if (typeof state === "string" && state.length > 0 && state.length <= 80) return state;
  throw new TypeError(
    `${where}: ${option} is the name of a state, of at most 80 characters; it is ${describe(state)}`,
  );
}

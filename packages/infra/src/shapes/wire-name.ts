import type { FaultDescription } from "../description/describe-catalog.ts";

/** The names that a runtime can send. */
export interface WireNaming {
  /** The call, as `goFor()`. */
  readonly where: string;
  readonly isPossible: (name: string) => boolean;
  /** The reason, for messages. */
  readonly needed: string;
}

/**
 * Finds the name by which a runtime sends a fault that takes it from the type: the fault's own, or the first of its aliases that
 * can be one.
 *
 * @throws TypeError naming the fault, the reason and what to do.
 */
export function wireNameOf({ errorType, aliases = [] }: FaultDescription, naming: WireNaming): string {
  const { where, isPossible, needed } = naming;
  const found = [errorType, ...aliases].find(isPossible);
  if (found !== undefined) return found;
  throw new TypeError(
    `${where}: ${errorType}: ${needed}, and this name cannot be one; declare the fault with such a name among its aliases`,
  );
}

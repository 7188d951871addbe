import { type CarryingRules, carriedBy, carryFault } from "./carry-fault.ts";
import { isPermanent, type RetryStrategy } from "./retry-faults.ts";

/* Tested in e2e/test/durable.test.ts, under the SDK, with the readers of what it makes of an error. */

type AnyFunction = (...args: readonly unknown[]) => unknown;

/** The arguments of an operation of the SDK's context. */
interface Operation {
  /** Whether its functions get a context of their own first. */
  readonly hasContext?: boolean;
  /** Whether its functions come in a list. */
  readonly hasBranches?: boolean;
  /** Whether its options, which follow its function, may have a retry strategy. */
  readonly hasRetries?: boolean;
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  step: { hasRetries: true },
  waitForCallback: { hasRetries: true },
  waitForCondition: {},
  runInChildContext: { hasContext: true },
  map: { hasContext: true },
  parallel: { hasContext: true, hasBranches: true },
};

/**
 * Makes a durable context whose operations carry the faults that their code throws. The SDK's own is not changed, and
 * its operations get the same names and order as without this.
 */
export function carryFaults<Durable extends object>(context: Durable, rules: CarryingRules): Durable {
  return new Proxy(context, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== "function") return member;
      const operation =
        typeof key === "string" && Object.hasOwn(OPERATIONS, key) ? OPERATIONS[key] : undefined;
      return (...args: readonly unknown[]) =>
        member.apply(target, operation ? argumentsOf(args, operation, rules) : args);
    },
  });
}

/** The name comes first, if there is one; the function, or a list of branches; then the options. */
function argumentsOf(
  args: readonly unknown[],
  operation: Operation,
  rules: CarryingRules,
): readonly unknown[] {
  const carrying = args.map((arg) => withCarrying(arg, operation, rules));
  if (!operation.hasRetries) return carrying;
  const at = args.findIndex((arg) => typeof arg === "function") + 1;
  if (at === 0) return carrying;
  const options = isObject(args[at]) ? args[at] : {};
  const retryStrategy = retryKnowing(options.retryStrategy);
  return [...carrying.slice(0, at), { ...options, retryStrategy }, ...carrying.slice(at + 1)];
}

function withCarrying(arg: unknown, operation: Operation, rules: CarryingRules): unknown {
  // Functions of the SDK's operations take any arguments.
  if (typeof arg === "function") return carryingFunction(arg as AnyFunction, operation, rules);
  if (!Array.isArray(arg) || !operation.hasBranches) return arg;
  return arg.map((branch) => {
    if (typeof branch === "function") return carryingFunction(branch, operation, rules);
    const isNamed = isObject(branch) && typeof branch.func === "function";
    return isNamed
      ? // Likewise.
        { ...branch, func: carryingFunction(branch.func as AnyFunction, operation, rules) }
      : branch;
  });
}

function carryingFunction(run: AnyFunction, { hasContext }: Operation, rules: CarryingRules): AnyFunction {
  return async (first, ...rest) => {
    const given = hasContext && isObject(first) ? carryFaults(first, rules) : first;
    try {
      return await run(given, ...rest);
    } catch (thrown) {
      throw carryFault(thrown, rules);
    }
  };
}

/** Knows permanent faults where there is no strategy; the SDK takes its default where a strategy decides nothing. */
function retryKnowing(strategy: unknown): (error: Error, attempts: number) => unknown {
  return (error, attempts) => {
    const { thrown, fault } = carriedBy(error);
    // A strategy of the SDK's takes an Error, and anything else that is thrown was made one before.
    if (typeof strategy === "function") return (strategy as RetryStrategy)(thrown as Error, attempts);
    return isPermanent(fault) ? { shouldRetry: false } : undefined;
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

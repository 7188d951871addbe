import { describe } from "./check-options.ts";
import { isFault } from "./fault.ts";
import type { DeclaredFault } from "./fault-declaration.ts";
import { isPlain } from "./json-details.ts";

/**
 * Checks the name of a catalog.
 *
 * @param where the call, as `defineCatalog`
 * @throws TypeError naming the call, the argument and what to do.
 */
export function checkCatalogName(where: string, name: unknown): asserts name is string {
  if (typeof name === "string" && name !== "") return;
  throw new TypeError(
    `${where}(): the first argument is the catalog's name, a text that is not empty; it is ${describe(name)}`,
  );
}

/**
 * Checks that an object holds declared faults by their names.
 *
 * @param where the call, as `defineCatalog("shop")`
 * @throws TypeError naming the call, the key and what to do.
 */
export function checkFaults(where: string, faults: unknown): void {
  if (typeof faults !== "object" || faults === null || !isPlain(faults)) {
    throw new TypeError(
      `${where}: the second argument is an object of faults, as { OrderNotFound }; it is ${describe(faults)}`,
    );
  }
  for (const [key, value] of Object.entries(faults)) {
    if (!isDeclaredFault(value)) throw new TypeError(`${where}: the key ${key} holds ${wrongValue(value)}`);
    if (value.errorType !== key) {
      throw new TypeError(
        `${where}: the key ${key} holds the fault ${value.errorType}; a key is the name of its fault`,
      );
    }
  }
  checkNames(where, Object.values(faults));
}

/**
 * Checks that no two faults have an alias in common, and that no alias is the name of another fault.
 *
 * @throws TypeError naming the call, the alias and what to do.
 */
export function checkNames(where: string, faults: readonly DeclaredFault[]): void {
  const holders = new Map(faults.map((declared) => [declared.errorType, declared.errorType]));
  for (const { errorType, declaration } of faults) {
    for (const alias of declaration.aliases ?? []) {
      const holder = holders.get(alias) ?? errorType;
      if (holder !== errorType)
        throw new TypeError(
          `${where}: "${alias}" is an alias of ${errorType} and a name of ${holder}; remove it from one of them`,
        );
      holders.set(alias, errorType);
    }
  }
}

/** Whether a value is a class that `fault()` made or a class that extends one. */
function isDeclaredFault(value: unknown): value is DeclaredFault {
  const { errorType, declaration }: { errorType?: unknown; declaration?: unknown } = Object(value);
  return typeof value === "function" && typeof errorType === "string" && declaration !== undefined;
}

function wrongValue(value: unknown): string {
  if (isFault(value)) return `an instance of ${value.name}; put in the class itself`;
  if (value === undefined) return "undefined; modules that import each other in a circle are a likely reason";
  const hint = "a fault is a class that extends fault(...)";
  return `${describe(value)}; ${hint}`;
}

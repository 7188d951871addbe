import type { Position } from "../document/positions.ts";
import { isMembers } from "../document/values.ts";
import { callFunction, isFunctionCall } from "./functions.ts";
import { type Names, NO_VALUE } from "./names.ts";
import { Unevaluable } from "./unevaluable.ts";

/** A part of a value that cannot be evaluated. */
export interface UnevaluablePart {
  /** The members that lead to it. */
  readonly path: readonly string[];
  readonly position: Position | undefined;
  readonly reason: string;
}

/**
 * Evaluates the functions in a value.
 *
 * @throws Unevaluable where one has no value here.
 */
export function evaluateStrictly(value: unknown, names: Names): unknown {
  return evaluate(value, names, ({ reason }) => {
    throw new Unevaluable(reason);
  });
}

/**
 * Evaluates the functions in a value, with the places of its parts. A part that cannot be evaluated is reported and left
 * out, as one is that is `AWS::NoValue`.
 */
export function evaluate(
  value: unknown,
  names: Names,
  onUnevaluable: (part: UnevaluablePart) => void,
): unknown {
  return new Evaluation(names, onUnevaluable).of(value, []);
}

class Evaluation {
  readonly #names: Names;
  readonly #onUnevaluable: (part: UnevaluablePart) => void;

  constructor(names: Names, onUnevaluable: (part: UnevaluablePart) => void) {
    this.#names = names;
    this.#onUnevaluable = onUnevaluable;
  }

  of(value: unknown, path: readonly string[], position?: Position): unknown {
    if (isFunctionCall(value)) return this.#call(value, path, position);
    if (Array.isArray(value)) return this.#list(value, path);
    return isMembers(value) ? this.#object(value, path) : value;
  }

  #call(value: Readonly<Record<string, unknown>>, path: readonly string[], position?: Position): unknown {
    try {
      return callFunction(value, {
        names: this.#names,
        evaluate: (argument) => evaluateStrictly(argument, this.#names),
      });
    } catch (failure) {
      if (!(failure instanceof Unevaluable)) throw failure;
      this.#onUnevaluable({
        path,
        position: this.#names.positions.find(value) ?? position,
        reason: failure.message,
      });
      return NO_VALUE;
    }
  }

  #list(items: readonly unknown[], path: readonly string[]): unknown[] {
    const { positions } = this.#names;
    const list = items
      .map((item, index) => this.of(item, [...path, String(index)], positions.find(items, index)))
      .filter((item) => item !== NO_VALUE);
    positions.copy(items, list);
    return list;
  }

  #object(members: Readonly<Record<string, unknown>>, path: readonly string[]): Record<string, unknown> {
    const { positions } = this.#names;
    const object: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(members)) {
      const value = this.of(member, [...path, name], positions.find(members, name));
      if (value !== NO_VALUE) object[name] = value;
    }
    positions.copy(members, object);
    return object;
  }
}

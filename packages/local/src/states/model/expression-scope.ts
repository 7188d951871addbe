import type { StateData, StateObject } from "./state-data.ts";

/** The values that an expression can name. */
export interface ExpressionScope {
  /** The value that `$` is in JSONPath. */
  readonly root: StateData;
  /** Variables, by their names without `$`. */
  readonly variables: ReadonlyMap<string, StateData>;
  /** The context object: `$$`, and `$states.context` in JSONata. */
  readonly context: StateObject;
  /** The members of `$states` in JSONata, besides the context. */
  readonly states: {
    readonly input: StateData;
    readonly result?: StateData;
    readonly errorOutput?: StateData;
  };
  /** The present time of the virtual clock, in milliseconds. */
  readonly now: () => number;
}

/** An expression that was checked when the state machine was made. */
export type StatesExpression<Value = StateData> = (scope: ExpressionScope) => Promise<Value>;

/** Makes the expression of a value that is the same always. */
export function constant<Value>(value: Value): StatesExpression<Value> {
  return () => Promise.resolve(value);
}

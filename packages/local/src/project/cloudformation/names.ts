import type { Account } from "../../config/account.ts";
import type { Positions } from "../document/positions.ts";

/** The names that the functions of a template refer to. Each throws Unevaluable where there is no value. */
export interface Names {
  readonly account: Account;
  readonly positions: Positions;
  /** The value of `Ref`. */
  ref(name: string): unknown;
  /** The value of `Fn::GetAtt`. */
  attribute(id: string, attribute: string): unknown;
  /** The value of a condition. */
  isTrue(condition: unknown): boolean;
  /** The value of a mapping, or nothing. */
  mapped(keys: readonly unknown[]): unknown;
  /** The value that another stack exports. */
  imported(name: string): unknown;
}

/** A value that CloudFormation treats as if the property were not there. */
export const NO_VALUE = Symbol("AWS::NoValue");

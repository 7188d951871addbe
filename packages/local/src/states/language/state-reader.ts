import type { Machine } from "../running/machine.ts";
import type { Fields } from "./fields.ts";

/** The parts that the definition of a state is read with. */
export interface StateReader {
  readonly name: string;
  readonly fields: Fields;
  /** Reads a branch; its states must have other names than all states before. */
  readonly readBranch: (fields: Fields) => Machine;
}

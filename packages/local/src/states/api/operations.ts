import { EXECUTION_OPERATIONS } from "./execution-operations.ts";
import { STATE_MACHINE_OPERATIONS } from "./state-machine-operations.ts";
import type { StatesOperation } from "./states-operation.ts";

/** The operations by name. */
export const OPERATIONS: Readonly<Record<string, StatesOperation>> = {
  ...STATE_MACHINE_OPERATIONS,
  ...EXECUTION_OPERATIONS,
};

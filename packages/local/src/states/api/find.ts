import type { StatesExecution } from "../running/execution.ts";

import type { StateMachine } from "../state-machine.ts";
import type { StateMachines } from "../state-machines.ts";
import { StatesError } from "./states-error.ts";

/** @throws StatesError where the ARN is not one, or its state machine is not there. */
export function stateMachineOf(machines: StateMachines, arn: string): StateMachine {
  checkArn(arn);
  const found = machines.find(arn);
  if (found !== undefined) return found;
  throw new StatesError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
}

/** @throws StatesError where the ARN is not one, or its execution is not there. Express ones have no record. */
export function executionOf(machines: StateMachines, arn: string): StatesExecution {
  checkArn(arn);
  if (/^arn:[\w-]+:states:[^:]*:[^:]*:express:/.test(arn))
    throw new StatesError("InvalidArn", `Invalid Arn: 'Resource type not valid in this context: express'`);
  const found = machines.findExecution(arn);
  if (found !== undefined) return found;
  throw new StatesError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
}

function checkArn(arn: string): void {
  if (!arn.startsWith("arn:"))
    throw new StatesError("InvalidArn", `Invalid Arn: 'Invalid ARN prefix: ${arn}'`);
}

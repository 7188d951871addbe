import type { StateData } from "../model/state-data.ts";
import type { StatesExecution } from "../running/execution.ts";
import { LARGEST_DATA } from "../running/size-limit.ts";
import type { StateMachine } from "../state-machine.ts";
import { executionOf, stateMachineOf } from "./find.ts";
import { pageOf } from "./list-page.ts";
import { seconds } from "./state-machine-operations.ts";
import { StatesError } from "./states-error.ts";
import type { StatesInput } from "./states-input.ts";
import type { StatesOperation } from "./states-operation.ts";

/** The operations on executions. */
export const EXECUTION_OPERATIONS: Readonly<Record<string, StatesOperation>> = {
  StartExecution: ({ machines, traceHeader }, input) => {
    const machine = stateMachineOf(machines, input.required("stateMachineArn"));
    const execution = begin(machine, input, traceHeader);
    return { executionArn: execution.arn, startDate: seconds(execution.startDate) };
  },
  StartSyncExecution: async ({ machines, traceHeader }, input) => {
    const machine = stateMachineOf(machines, input.required("stateMachineArn"));
    if (machine.type !== "EXPRESS")
      throw new StatesError(
        "StateMachineTypeNotSupported",
        "This operation is not supported by this type of state machine",
      );
    const execution = begin(machine, input, traceHeader);
    await execution.ended;
    return described(execution);
  },
  DescribeExecution: ({ machines }, input) => {
    const execution = executionOf(machines, input.required("executionArn"));
    return { ...described(execution), redriveCount: 0, redriveStatus: "NOT_REDRIVABLE" };
  },
  ListExecutions: ({ machines }, input) => {
    const machine = stateMachineOf(machines, input.required("stateMachineArn"));
    if (machine.type === "EXPRESS")
      throw new StatesError(
        "StateMachineTypeNotSupported",
        "This operation is not supported by this type of state machine",
      );
    const status = input.text("statusFilter");
    const all = [...machine.executions.values()].filter(
      (each) => status === undefined || each.status === status,
    );
    const { page, nextToken } = pageOf(all.toReversed(), input);
    const executions = page.map(({ arn, name, status, startDate, stopDate }) => ({
      executionArn: arn,
      stateMachineArn: machine.arn,
      name,
      status,
      startDate: seconds(startDate),
      stopDate: stopDate && seconds(stopDate),
      redriveCount: 0,
    }));
    return { executions, nextToken };
  },
  GetExecutionHistory: ({ machines }, input) => {
    const { events } = executionOf(machines, input.required("executionArn"));
    const { page, nextToken } = pageOf(input.flag("reverseOrder") ? events.toReversed() : events, input);
    return { events: page, nextToken };
  },
  StopExecution: ({ machines }, input) => {
    const execution = executionOf(machines, input.required("executionArn"));
    const failure = { error: input.text("error"), cause: input.text("cause") };
    execution.end("ABORTED", { failure });
    return { stopDate: execution.stopDate && seconds(execution.stopDate) };
  },
};

/** A name is used once, unless the execution of that name runs with the same input. */
function begin(machine: StateMachine, input: StatesInput, traceHeader: string | undefined): StatesExecution {
  const inputText = input.text("input") ?? "{}";
  const name = input.text("name");
  if (name !== undefined && !/^[\w.-]{1,80}$/.test(name))
    throw new StatesError("InvalidName", `Invalid Name: '${name}'`);
  if (Buffer.byteLength(inputText) > LARGEST_DATA)
    throw new StatesError(
      "ValidationException",
      "1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to 262144",
    );
  const json = parse(inputText);
  const known = machine.type === "EXPRESS" || name === undefined ? undefined : machine.executions.get(name);
  if (known === undefined) return machine.start({ name, inputText, input: json, traceHeader });
  if (known.status === "RUNNING" && known.inputText === inputText) return known;
  throw new StatesError("ExecutionAlreadyExists", `Execution Already Exists: '${known.arn}'`);
}

function parse(text: string): StateData {
  try {
    // The cast: what JSON.parse returns is JSON.
    return JSON.parse(text) as StateData;
  } catch (problem) {
    throw new StatesError(
      "InvalidExecutionInput",
      `Invalid State Machine Execution Input: '${problem instanceof Error ? problem.message : problem}'`,
    );
  }
}

function described(execution: StatesExecution) {
  const { machine, output, failure, stopDate } = execution;
  return {
    executionArn: execution.arn,
    stateMachineArn: machine.arn,
    name: execution.name,
    status: execution.status,
    startDate: seconds(execution.startDate),
    stopDate: stopDate && seconds(stopDate),
    input: execution.inputText,
    inputDetails: { included: true },
    ...(output !== undefined && { output, outputDetails: { included: true } }),
    error: failure?.error,
    cause: failure?.cause,
  };
}

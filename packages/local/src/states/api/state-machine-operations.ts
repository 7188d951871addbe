import { problemOf } from "../definition/problem-of.ts";
import { DefinitionProblem } from "../model/definition-problem.ts";
import type { StateMachine } from "../state-machine.ts";
import { executionOf, stateMachineOf } from "./find.ts";
import { pageOf } from "./list-page.ts";
import { StatesError } from "./states-error.ts";
import type { StatesOperation } from "./states-operation.ts";

/** The operations on state machines. */
export const STATE_MACHINE_OPERATIONS: Readonly<Record<string, StatesOperation>> = {
  CreateStateMachine: ({ machines }, input) => {
    const name = input.required("name");
    const roleArn = input.required("roleArn");
    const definition = input.required("definition");
    const type = input.text("type") ?? "STANDARD";
    if (!/^[\w.-]{1,80}$/.test(name)) throw new StatesError("InvalidName", `Invalid Name: '${name}'`);
    if (type !== "STANDARD" && type !== "EXPRESS")
      throw new StatesError("ValidationException", `type is STANDARD or EXPRESS; it is ${type}`);
    const known = machines.find(machines.arn(name));
    if (known !== undefined && (known.definitionText !== definition || known.type !== type))
      throw new StatesError("StateMachineAlreadyExists", `State Machine Already Exists: '${known.arn}'`);
    const made = known ?? defining(() => machines.add({ name, roleArn, definition, type, seed: 1 }));
    return { stateMachineArn: made.arn, creationDate: seconds(made.creationDate) };
  },
  UpdateStateMachine: ({ machines }, input) => {
    const machine = stateMachineOf(machines, input.required("stateMachineArn"));
    const definition = input.text("definition");
    if (definition !== undefined) defining(() => machine.redefine(definition));
    machine.roleArn = input.text("roleArn") ?? machine.roleArn;
    return { updateDate: seconds(machine.updateDate) };
  },
  DeleteStateMachine: ({ machines }, input) => {
    machines.remove(input.required("stateMachineArn"));
    return {};
  },
  DescribeStateMachine: ({ machines }, input) => {
    const machine = stateMachineOf(machines, input.required("stateMachineArn"));
    return {
      ...described(machine),
      status: "ACTIVE",
      type: machine.type,
      creationDate: seconds(machine.creationDate),
    };
  },
  DescribeStateMachineForExecution: ({ machines }, input) => {
    const execution = executionOf(machines, input.required("executionArn"));
    const machine = stateMachineOf(machines, execution.machine.arn);
    return { ...described(machine), updateDate: seconds(machine.updateDate) };
  },
  ListStateMachines: ({ machines }, input) => {
    const { page, nextToken } = pageOf(machines.all, input);
    const stateMachines = page.map(({ arn, name, type, creationDate }) => ({
      stateMachineArn: arn,
      name,
      type,
      creationDate: seconds(creationDate),
    }));
    return { stateMachines, nextToken };
  },
  ValidateStateMachineDefinition: (_, input) => {
    const message = problemOf({ definition: input.required("definition") });
    if (message === undefined) return { result: "OK", diagnostics: [], truncated: false };
    const diagnostic = { severity: "ERROR", code: "SCHEMA_VALIDATION_FAILED", message };
    return { result: "FAIL", diagnostics: [diagnostic], truncated: false };
  },
};

function described({ arn, name, definitionText, roleArn }: StateMachine) {
  return {
    stateMachineArn: arn,
    name,
    definition: definitionText,
    roleArn,
    loggingConfiguration: { includeExecutionData: false, level: "OFF" },
    tracingConfiguration: { enabled: false },
  };
}

/** The members of an answer that are times are in seconds. */
export function seconds(date: Date): number {
  return date.getTime() / 1000;
}

function defining<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (problem) {
    if (!(problem instanceof DefinitionProblem)) throw problem;
    throw new StatesError("InvalidDefinition", `Invalid State Machine Definition: '${problem.message}'`);
  }
}

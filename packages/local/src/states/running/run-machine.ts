import type { StateData } from "../model/state-data.ts";
import type { Machine, State } from "./machine.ts";
import { checkSize } from "./size-limit.ts";
import { dataOf, type Thread } from "./thread.ts";
import { Visit } from "./visit.ts";

/** Runs the states of a machine in a branch until one is the end, and returns its output. */
export async function runMachine(thread: Thread, machine: Machine, input: StateData): Promise<StateData> {
  let name: string | undefined = machine.startAt;
  let value = input;
  while (name !== undefined) {
    const state: State | undefined = machine.states.get(name);
    // All names were checked.
    if (state === undefined) throw new Error(`no state ${name}`);
    [value, name] = await runState(thread, state, value);
  }
  return value;
}

async function runState(
  thread: Thread,
  { name, type, run }: State,
  input: StateData,
): Promise<readonly [output: StateData, next: string | undefined]> {
  thread.checkStopped();
  thread.visits += 1;
  const entered = thread.record({
    type: `${type}StateEntered`,
    details: { stateEnteredEventDetails: { name, ...dataOf("input", input) } },
  });
  const visit = new Visit({ thread, name, input, entered });
  const { output, next, assigned } = await run(visit).catch((reason) => {
    throw visit.failureOf(reason);
  });
  checkSize(output, name);
  for (const [variable, value] of Object.entries(assigned)) thread.variables.set(variable, value);
  thread.record({
    type: `${type}StateExited`,
    details: { stateExitedEventDetails: { name, ...dataOf("output", output), ...assignedOf(assigned) } },
  });
  return [output, next];
}

function assignedOf(assigned: Readonly<Record<string, StateData>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(assigned);
  if (entries.length === 0) return {};
  const texts = entries.map(([name, value]) => [name, JSON.stringify(value)]);
  return { assignedVariables: Object.fromEntries(texts), assignedVariablesDetails: { truncated: false } };
}

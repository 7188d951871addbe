import { randomNumbers } from "../../faults/random.ts";
import type { StateData, StateObject } from "../model/state-data.ts";
import { Stopped } from "../model/state-failure.ts";
import type { ExecutionContext } from "./execution-context.ts";
import type { NewEvent } from "./history.ts";

/** The signal that a branch, and all within it, has to stop. */
export interface StopSignal {
  stopped: boolean;
  readonly outer?: StopSignal;
}

/** The place of a branch in an execution. */
export interface ThreadParts {
  readonly execution: ExecutionContext;
  /** `Ship[2]/`, for random numbers that do not depend on the order of branches. */
  readonly path: string;
  readonly stop: StopSignal;
  /** Those that an outer branch has set; a branch sets its own copy. */
  readonly variables: ReadonlyMap<string, StateData>;
  /** The members of the context object besides `State`. */
  readonly context: StateObject;
  /** The event that the first of this branch follows. */
  readonly lastEvent: number;
}

/** One branch of an execution: it runs one state after the other. */
export class Thread {
  readonly execution: ExecutionContext;
  readonly path: string;
  readonly stop: StopSignal;
  readonly context: StateObject;
  readonly variables: Map<string, StateData>;
  lastEvent: number;
  /** The number of states that it has visited. */
  visits = 0;

  constructor(parts: ThreadParts) {
    this.execution = parts.execution;
    this.path = parts.path;
    this.stop = parts.stop;
    this.context = parts.context;
    this.variables = new Map(parts.variables);
    this.lastEvent = parts.lastEvent;
  }

  /** Makes a branch within this one. */
  branch(name: string, more: Pick<ThreadParts, "stop"> & { readonly context?: StateObject }): Thread {
    return new Thread({
      execution: this.execution,
      path: `${this.path}${name}/`,
      stop: more.stop,
      variables: this.variables,
      context: { ...this.context, ...more.context },
      lastEvent: this.lastEvent,
    });
  }

  /** Records an event after the last one of this branch; returns its id. */
  record(event: NewEvent): number {
    this.lastEvent = this.execution.record(event, this.lastEvent);
    return this.lastEvent;
  }

  /** Waits until the clock gets to a time, in milliseconds. */
  async until(time: number, purpose: string): Promise<void> {
    await this.execution.work.until(time, { what: `${this.execution.name}: ${purpose}` });
    this.checkStopped();
  }

  /** @throws Stopped where the branch has to stop. */
  checkStopped(): void {
    for (let signal: StopSignal | undefined = this.stop; signal !== undefined; signal = signal.outer)
      if (signal.stopped) throw new Stopped();
  }

  /** Returns a number from 0 up to 1, the same each time that the execution is run. */
  random(text: string): number {
    const { seed, ordinal } = this.execution;
    return randomNumbers(seed, `${ordinal} ${this.path}${this.visits} ${text}`)();
  }
}

/** The input or output in an event. */
export function dataOf(
  name: "input" | "output" | "parameters",
  value: StateData,
): Readonly<Record<string, unknown>> {
  const text = JSON.stringify(value);
  return name === "parameters"
    ? { parameters: text }
    : { [name]: text, [`${name}Details`]: { truncated: false } };
}

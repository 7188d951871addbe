import type { StateData } from "../model/state-data.ts";
import type { Visit } from "./visit.ts";

/** A state machine, or a branch of one, that was checked. */
export interface Machine {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
  /** Seconds; undefined for no limit, and in branches. */
  readonly timeoutSeconds: number | undefined;
}

/** The types of states. */
export type StateType = "Task" | "Pass" | "Choice" | "Wait" | "Succeed" | "Fail" | "Parallel" | "Map";

/** A state that was checked. */
export interface State {
  readonly name: string;
  readonly type: StateType;
  readonly run: RunState;
}

/** Runs a state once, retries and catchers included. */
export type RunState = (visit: Visit) => Promise<Transition>;

/** The end of a state that did not fail. */
export interface Transition {
  readonly output: StateData;
  /** The state that follows; undefined at the end. */
  readonly next: string | undefined;
  /** Variables that are set from now on. */
  readonly assigned: Readonly<Record<string, StateData>>;
}

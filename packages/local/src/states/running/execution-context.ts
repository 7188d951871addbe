import type { Trace } from "../../trace.ts";
import type { NewEvent } from "./history.ts";
import type { StatesService } from "./states-service.ts";
import type { Work } from "./work.ts";

/** An execution, as its branches see it. */
export interface ExecutionContext {
  readonly name: string;
  readonly service: StatesService;
  readonly work: Work;
  readonly trace: Trace;
  /** The seed of random numbers. */
  readonly seed: number;
  /** The number of this execution among those of its state machine, from 1. */
  readonly ordinal: number;
  /** The present time of the virtual clock. */
  readonly now: Date;
  /** Records an event after another; returns its id. */
  record(event: NewEvent, previous: number): number;
}

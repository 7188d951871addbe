import type { Injections } from "../../faults/injections.ts";
import type { Functions } from "../../lambda/functions.ts";
import type { VirtualClock } from "../../virtual-clock.ts";

/** The parts of the service that executions depend on. */
export interface StatesService {
  readonly clock: VirtualClock;
  readonly functions: Functions;
  readonly injections: Injections;
}

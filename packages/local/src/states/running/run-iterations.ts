import type { StateData } from "../model/state-data.ts";
import { Stopped } from "../model/state-failure.ts";
import type { Machine } from "./machine.ts";
import { runMachine } from "./run-machine.ts";
import type { StopSignal } from "./thread.ts";
import type { Visit } from "./visit.ts";

/** The member of the context object that an iteration has. */
interface MapContext {
  readonly [member: string]: StateData;
  readonly Map: { readonly Item: { readonly Index: number; readonly Value: StateData } };
}

/** The iterations of a Map state. */
export interface Iterations {
  readonly name: string;
  readonly processor: Machine;
  readonly items: readonly StateData[];
  /** 0 for as many as an inline map runs. */
  readonly maxConcurrency: number;
  /** Makes the input of an iteration. */
  readonly inputOf: (context: MapContext) => Promise<StateData>;
}

/** "up to 40 concurrent iterations" of an inline map. https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html */
const MOST_AT_ONCE = 40;

/** Runs an iteration for each item, and returns their outputs in the order of the items. */
export async function runIterations(visit: Visit, iterations: Iterations): Promise<readonly StateData[]> {
  const { thread } = visit;
  const { items, maxConcurrency } = iterations;
  const stop: StopSignal = { stopped: false, outer: thread.stop };
  const outputs: StateData[] = [];
  let nextIndex = 0;
  const worker = async () => {
    while (nextIndex < items.length) {
      const index = nextIndex++;
      outputs[index] = await runIteration(visit, iterations, { index, stop });
    }
  };
  const atOnce = Math.min(items.length, maxConcurrency === 0 ? MOST_AT_ONCE : maxConcurrency, MOST_AT_ONCE);
  thread.record({
    type: "MapStateStarted",
    details: { mapStateStartedEventDetails: { length: items.length } },
  });
  try {
    await thread.execution.work.branches(Array.from({ length: atOnce }, () => worker));
    thread.checkStopped();
    thread.record({ type: "MapStateSucceeded" });
    return outputs;
  } catch (failure) {
    thread.checkStopped();
    thread.record({ type: "MapStateFailed" });
    throw failure;
  } finally {
    stop.stopped = true;
  }
}

async function runIteration(
  visit: Visit,
  { name, processor, items, inputOf }: Iterations,
  { index, stop }: { readonly index: number; readonly stop: StopSignal },
): Promise<StateData> {
  const { thread } = visit;
  const context: MapContext = { Map: { Item: { Index: index, Value: items[index] ?? null } } };
  const inner = thread.branch(`${name}[${index}]`, { stop, context });
  inner.checkStopped();
  const details = { index, name };
  inner.record({ type: "MapIterationStarted", details: { mapIterationStartedEventDetails: details } });
  try {
    const output = await runMachine(inner, processor, await inputOf(context));
    thread.lastEvent = Math.max(thread.lastEvent, inner.lastEvent);
    inner.record({ type: "MapIterationSucceeded", details: { mapIterationSucceededEventDetails: details } });
    return output;
  } catch (failure) {
    thread.lastEvent = Math.max(thread.lastEvent, inner.lastEvent);
    if (failure instanceof Stopped) throw failure;
    inner.record({ type: "MapIterationFailed", details: { mapIterationFailedEventDetails: details } });
    throw failure;
  }
}

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Local, local, type StormEvent } from "@faultwire/local";
import { type ChosenCall, chooseCall } from "./choose-call.ts";
import { readDeadLetters } from "./dead-letters.ts";
import { deploymentFor } from "./deployment.ts";
import { orderOf } from "./functions/order.ts";
import { INJECTIONS } from "./injections.ts";
import { brokenBy, type EndedCall } from "./invariants.ts";
import { makeCall } from "./make-call.ts";
import { type Holdings, measure } from "./measure.ts";
import { openClients } from "./open-clients.ts";
import { takeRecord } from "./record.ts";

/** The settings of a storm. */
export interface StormSettings {
  readonly seed: number;
  readonly calls: number;
  /** Gets the calls of each part of the storm when it is over, and what this process holds then. */
  readonly onPart: (ended: readonly EndedCall[], holdings: Holdings) => void;
}

/** A call that broke an invariant, with its story. */
export interface BrokenCall extends EndedCall {
  readonly number: number;
  readonly invariants: readonly string[];
  readonly story: readonly string[];
}

/** The calls of one part: after each the service forgets what happened, so that the heap stays flat. */
const PART = 500;
const CONCURRENCY = 8;
const RATE = 0.25;

/** Makes the calls of a storm, and resolves with those that broke an invariant, of the first part that has any. */
export async function runStorm({ seed, calls, onPart }: StormSettings): Promise<readonly BrokenCall[]> {
  const folder = await mkdtemp(join(tmpdir(), "faultwire-storm-"));
  const record = join(folder, "record");
  await writeFile(record, "");
  const lambda = await local(deploymentFor(record));
  const clients = openClients(lambda);
  try {
    for (let first = 0; first < calls; first += PART) {
      const count = Math.min(PART, calls - first);
      const ended: EndedCall[] = [];
      const call = async (index: number) => {
        const number = first + index;
        const chosen = chooseCall(seed, number);
        const startedAt = performance.now();
        const ending = await makeCall(chosen, number, { lambda, clients, seed });
        ended[index] = { call: chosen, ending, milliseconds: performance.now() - startedAt };
        if (ending.type !== "value") throw ending;
      };
      const { events } = await lambda.storm({
        ...{ seed, calls: count, concurrency: CONCURRENCY, rate: RATE, injections: INJECTIONS, call },
        key: (payload) => orderOf(payload).id,
        // A call may run twice if its caller is idempotent: the invariants know.
        idempotent: lambda.functions,
      });
      // Everything that was to be tried again is tried, or given up.
      await lambda.clock.advance({ hours: 6 });
      const broken = hold(ended, { lambda, record, events, first });
      await lambda.reset();
      onPart(ended, await measure());
      if (broken.length > 0) return broken;
    }
    return [];
  } finally {
    clients.close();
    await lambda.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Part {
  readonly lambda: Local;
  readonly record: string;
  readonly events: readonly StormEvent[];
  /** The number of its first call. */
  readonly first: number;
}

/** Holds what callers got against what really ran. */
function hold(ended: readonly EndedCall[], { lambda, record, events, first }: Part): readonly BrokenCall[] {
  const truth = takeRecord(record);
  const deadLetters = readDeadLetters(lambda);
  const runs = countRuns(lambda);
  const stories = new Map<string, string[]>();
  for (const { functionName, key, what } of events) {
    const id = `${functionName} ${key}`;
    stories.set(id, [...(stories.get(id) ?? []), what]);
  }
  return ended.flatMap((each, index) => {
    const id = idOf(each.call);
    const story = stories.get(id) ?? [];
    const invariants = brokenBy(each, { truth, deadLetters, story, runs: runs.get(id) ?? 0 });
    return invariants.length === 0 ? [] : [{ ...each, number: first + index, invariants, story }];
  });
}

function idOf({ functionName, order }: ChosenCall): string {
  return `${functionName} ${order.id}`;
}

/** Counts the runs of each call by the service's record. */
function countRuns(lambda: Local): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const functionName of lambda.functions)
    for (const { payload } of lambda.runs(functionName)) {
      // The cast: Lambda's events of queues and streams have it.
      const { Records = [payload] } = payload as { readonly Records?: readonly unknown[] };
      for (const unit of Records) {
        const id = `${functionName} ${orderOf(unit).id}`;
        counts.set(id, (counts.get(id) ?? 0) + 1);
      }
    }
  return counts;
}

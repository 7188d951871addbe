import type { Ledger } from "../lambda/ledger.ts";
import type { Fault } from "./injection.ts";
import type { ComingCall, Faults } from "./injections.ts";
import { randomNumbers } from "./random.ts";
import { Chronicle, type StormEvent } from "./storm-log.ts";
import { type CheckedStorm, checkStorm, type StormOptions } from "./storm-options.ts";

/** What a storm brought that a scenario stood. */
export interface StormReport {
  /** How many calls failed. */
  readonly rejected: number;
  /** How many requests met a fault. */
  readonly faults: number;
  /** Every request and every run, in order. */
  readonly events: readonly StormEvent[];
}

/** Where a storm rages. */
export interface StormPlace {
  readonly faults: Faults;
  readonly ledger: Ledger;
  readonly functionNames: readonly string[];
  /** Resolves when the events that nobody waits for have been tried. */
  readonly settled: () => Promise<void>;
}

/**
 * Makes the calls of a scenario while requests meet random faults.
 *
 * @throws TypeError when an option is wrong, or `key` finds no key.
 * @throws Error when a call that is not idempotent ran twice, with the faults and runs that led there; and when no
 * call reached a function through the Lambda API.
 */
export async function storm<Payload>(
  options: StormOptions<Payload>,
  { faults, ledger, functionNames, settled }: StormPlace,
): Promise<StormReport> {
  const checked = checkStorm(options, functionNames);
  const chronicle = new Chronicle(checked);
  const stopFaults = faults.addStorm((coming) => chooseFault(checked, chronicle, coming));
  const stopListening = ledger.listen((functionName, run) => chronicle.addRun(functionName, run));
  const rejections: unknown[] = [];
  try {
    for (let number = 0; number < checked.calls && chronicle.failure === undefined; number += 1) {
      await attempt(checked, number).catch((reason) => rejections.push(reason));
      await settled();
    }
    await faults.settled();
  } finally {
    stopFaults();
    stopListening();
  }
  const { failure, events } = chronicle;
  if (failure !== undefined) throw failure;
  if (events.length === 0) throw nothingReached(rejections);
  return { rejected: rejections.length, faults: events.filter(({ fault }) => fault).length, events };
}

/** A call may throw at once, or reject. */
async function attempt({ call }: CheckedStorm, number: number): Promise<void> {
  await call(number);
}

/** What a request meets depends on the seed, its call and how many requests the call has had; not on the time. */
function chooseFault(
  { seed, rate, faults }: CheckedStorm,
  chronicle: Chronicle,
  { functionName, payload }: ComingCall,
): Fault | undefined {
  return chronicle.addRequest(functionName, JSON.parse(payload.toString("utf8")), (key, number) => {
    const random = randomNumbers(seed, JSON.stringify([functionName, key, number]));
    return random() < rate ? faults[Math.floor(random() * faults.length)] : undefined;
  });
}

function nothingReached(rejections: readonly unknown[]): Error {
  const told = rejections.length > 0 ? `; the first failed with ${rejections[0]}` : "";
  return new Error(`storm: no call reached a function through the Lambda API${told}`, {
    cause: rejections[0],
  });
}

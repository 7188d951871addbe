import type { Ledger } from "../lambda/ledger.ts";
import type { FunctionCall } from "./call-route.ts";
import { type CheckedInjection, canHappen } from "./injection.ts";
import type { Injections } from "./injections.ts";
import { randomNumbers } from "./random.ts";
import { type StormEvent, StormLog } from "./storm-log.ts";
import { type CheckedStorm, checkStorm, type StormOptions } from "./storm-options.ts";

/** The result of a storm in which no call ran twice. */
export interface StormReport {
  /** The number of calls that failed. */
  readonly rejected: number;
  /** The number of requests that met an injection. */
  readonly injections: number;
  /** Every request and every run, in order. */
  readonly events: readonly StormEvent[];
}

/** The service that a storm runs in. */
export interface StormContext {
  readonly injections: Injections;
  readonly ledger: Ledger;
  readonly functionNames: readonly string[];
  /** Resolves when the asynchronous invocations have been tried. */
  readonly settled: () => Promise<void>;
}

/**
 * Makes the calls of a scenario while requests meet random injections.
 *
 * @throws TypeError when an option is wrong, or `key` finds no key.
 * @throws Error when a call that is not idempotent ran twice, with the injections and runs that led there; and when no
 * call reached a function.
 */
export async function storm<Payload>(
  options: StormOptions<Payload>,
  { injections, ledger, functionNames, settled }: StormContext,
): Promise<StormReport> {
  const checked = checkStorm(options, functionNames);
  const log = new StormLog(checked);
  const stopInjecting = injections.addStorm((call) => chooseInjection(checked, log, call));
  const stopListening = ledger.listen((functionName, run) => log.addRun(functionName, run));
  const rejections: unknown[] = [];
  let next = 0;
  async function makeCalls(): Promise<void> {
    while (next < checked.calls && log.failure === undefined) {
      await attempt(checked, next++).catch((reason) => rejections.push(reason));
      await settled();
    }
  }
  try {
    await Promise.all(Array.from({ length: checked.concurrency }, makeCalls));
    await injections.settled();
  } finally {
    stopInjecting();
    stopListening();
  }
  const { failure, events } = log;
  if (failure !== undefined) throw failure;
  if (events.length === 0) throw nothingReached(rejections);
  return {
    rejected: rejections.length,
    injections: events.filter(({ injected }) => injected).length,
    events,
  };
}

/** Makes one call, which may throw at once or reject. */
async function attempt({ call }: CheckedStorm, number: number): Promise<void> {
  await call(number);
}

/** Chooses by the seed, the call and the number of requests that the call has made; never by the time. */
function chooseInjection(
  { seed, rate, injections }: CheckedStorm,
  log: StormLog,
  call: FunctionCall,
): CheckedInjection | undefined {
  const possible = injections.filter((injection) => canHappen(injection, call));
  const { functionName } = call;
  return log.addRequest(call, (kind, key, number) => {
    const more = kind === "request" ? [] : [kind];
    const random = randomNumbers(seed, JSON.stringify([functionName, key, number, ...more]));
    return random() < rate ? possible[Math.floor(random() * possible.length)] : undefined;
  });
}

function nothingReached(rejections: readonly unknown[]): Error {
  const first = rejections.length > 0 ? `; the first failed with ${rejections[0]}` : "";
  return new Error(`storm: no call reached a function${first}`, {
    cause: rejections[0],
  });
}

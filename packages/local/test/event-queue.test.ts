import { beforeEach, describe, expect, test } from "vitest";
import type { AsynchronousConfig } from "../src/config/asynchronous-config.ts";
import { type AttemptResult, type Completion, EventQueue } from "../src/events/event-queue.ts";
import type { InvocationResult } from "../src/lambda/environment/environment.ts";
import { InvocationLog } from "../src/lambda/invocation-log.ts";
import { concurrencyExceeded, internalFailure } from "../src/lambda/service-error.ts";
import { continueTrace } from "../src/trace.ts";
import { VirtualClock } from "../src/virtual-clock.ts";

const trace = continueTrace();
const resultOf = (outcome: InvocationResult["outcome"]): InvocationResult => ({
  requestId: "r-1",
  traceId: trace.root,
  outcome,
  body: Buffer.from("{}"),
  ran: true,
  log: new InvocationLog(Buffer.alloc(0)),
  failed: outcome !== "returned",
});
const failed = resultOf("threw");
const returned = resultOf("returned");
const throttled = concurrencyExceeded("ReservedFunctionConcurrentInvocationLimitExceeded");

let clock: VirtualClock;
let startedAt: number;
/** The seconds at which tries were made. */
let tries: number[];
let completions: (Completion & { readonly second: number })[];

beforeEach(() => {
  clock = new VirtualClock();
  startedAt = clock.now.getTime();
  tries = [];
  completions = [];
});

const second = () => (clock.now.getTime() - startedAt) / 1000;

/** Makes a queue whose function gives these results, try after try; the last is repeated. */
function queueOf(
  attempts: readonly AttemptResult[],
  config: AsynchronousConfig = {},
  reservedConcurrency?: number,
) {
  return new EventQueue({
    name: "orders",
    clock,
    configOf: () => config,
    reservedConcurrency: () => reservedConcurrency,
    attempt: async () => {
      tries.push(second());
      return attempts[Math.min(tries.length, attempts.length) - 1] ?? returned;
    },
    complete: (completion) => completions.push({ ...completion, second: second() }),
  });
}

const event = { requestId: "r-1", trace, payload: Buffer.from("{}"), functionArn: "arn", version: "$LATEST" };

describe("an event", () => {
  test.each<[string, AttemptResult[], AsynchronousConfig, number[], string, number]>([
    ["is tried three times, after 1 and 2 minutes", [failed], {}, [0, 60, 180], "RetriesExhausted", 3],
    ["succeeds at a later try", [failed, returned], {}, [0, 60], "Success", 2],
    [
      "is tried once with maximumRetryAttempts 0",
      [failed],
      { maximumRetryAttempts: 0 },
      [0],
      "RetriesExhausted",
      1,
    ],
    // Recorded: with 60 seconds AWS makes no second try, with 90 one, and tells at once.
    [
      "of 60 seconds is given up after one try",
      [failed],
      { maximumEventAgeInSeconds: 60 },
      [0],
      "EventAgeExceeded",
      1,
    ],
    [
      "of 90 seconds is given up after two tries",
      [failed],
      { maximumEventAgeInSeconds: 90 },
      [0, 60],
      "EventAgeExceeded",
      2,
    ],
    [
      "is throttled and loses no try by it",
      [throttled, throttled, throttled, failed],
      {},
      [0, 1, 3, 7, 67, 187],
      "RetriesExhausted",
      3,
    ],
    [
      "is throttled again, and the wait begins anew",
      [throttled, throttled, failed, throttled, returned],
      {},
      [0, 1, 3, 63, 64],
      "Success",
      2,
    ],
    [
      "meets a system error and goes back to the queue",
      [internalFailure("no environment"), returned],
      {},
      [0, 1],
      "Success",
      1,
    ],
    [
      "that never runs is given up by its age",
      [throttled],
      { maximumEventAgeInSeconds: 70 },
      [0, 1, 3, 7, 15, 31, 63],
      "EventAgeExceeded",
      0,
    ],
  ])("%s", async (_, attempts, config, expected, condition, invokeCount) => {
    queueOf(attempts, config).accept(event);
    await clock.advance({ hours: 6 });
    expect(tries).toEqual(expected);
    expect(completions).toMatchObject([{ event, condition, invokeCount, second: expected.at(-1) }]);
  });

  test("that is throttled waits at most 5 minutes, and 6 hours in all", async () => {
    queueOf([throttled]).accept(event);
    await clock.advance({ hours: 12 });
    const waits = tries.slice(1).map((time, index) => time - (tries[index] ?? 0));
    expect(waits.slice(0, 11)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
    expect(tries.at(-1)).toBeLessThan(21_600);
    expect(completions).toMatchObject([{ condition: "EventAgeExceeded", invokeCount: 0 }]);
  });

  test("of a function with reserved concurrency 0 is given up at once", async () => {
    queueOf([throttled], {}, 0).accept(event);
    await clock.settled();
    expect(completions).toMatchObject([{ condition: "ZeroReservedConcurrency", invokeCount: 0, second: 0 }]);
  });
});

test("a flood of events is tried in order, ten at once", async () => {
  const started: string[] = [];
  const ends: (() => void)[] = [];
  const queue = new EventQueue({
    name: "orders",
    clock,
    configOf: () => ({}),
    reservedConcurrency: () => undefined,
    attempt: async ({ requestId }) => {
      started.push(requestId);
      await new Promise<void>((resolve) => ends.push(resolve));
      return returned;
    },
    complete: (completion) => completions.push({ ...completion, second: second() }),
  });
  const ids = Array.from({ length: 25 }, (_, index) => `r-${index}`);
  for (const requestId of ids) queue.accept({ ...event, requestId });
  expect(started).toEqual(ids.slice(0, 10));
  const settled = clock.settled();
  while (completions.length < ids.length) {
    ends.shift()?.();
    await Promise.resolve();
  }
  await settled;
  expect(started).toEqual(ids);
});

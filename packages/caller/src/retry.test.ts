import { getEventListeners } from "node:events";
import { defineCatalog, type Fault, fault } from "@faultwire/catalog";
import { toFault } from "@faultwire/catalog/receiving";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { Outcome } from "./outcome.ts";
import { type RetryOptions, retryRules, withRetries } from "./retry.ts";
import { jitter } from "./retry-wait.ts";

class Promised extends fault("Promised", { status: 409, retryable: true, message: "m" }) {}
const All = defineCatalog("all", { Promised });

const refused = (errorType: string, status: number) =>
  toFault({ wire: "service", reportedBy: "service", payload: {}, errorType, status }, All);
const throttled = () => refused("TooManyRequestsException", 429);
const failed = () => refused("ServiceException", 500);
const failure = (of: Fault): Outcome<unknown, Fault> => ({ ok: false, fault: of, meta: { attempts: 1 } });
const success: Outcome<unknown, Fault> = { ok: true, value: 1, meta: { attempts: 1 } };

const rules = (retry?: RetryOptions | false) => retryRules("createCaller()", retry);

/** Attempts that end with these outcomes, one after the other. */
function scripted(...outcomes: Outcome<unknown, Fault>[]) {
  const signals: (AbortSignal | undefined)[] = [];
  const attempt = async (signal: AbortSignal | undefined) => {
    const outcome = outcomes[signals.push(signal) - 1];
    if (outcome === undefined) throw new Error("one attempt too many");
    return outcome;
  };
  return { attempt, signals };
}

describe("another attempt", () => {
  test("is made where it is safe and worth it, and the success states how many it took", async () => {
    const { attempt, signals } = scripted(failure(failed()), failure(failed()), success);
    const outcome = await withRetries(attempt, {
      rules: rules({ attempts: 3, idempotent: true }),
      signal: undefined,
    });
    expect(outcome).toEqual({ ok: true, value: 1, meta: { attempts: 3 } });
    expect(signals).toHaveLength(3);
  });

  test("is not made where a second run might do harm, or would end the same", async () => {
    for (const of of [failed(), refused("ResourceNotFoundException", 404)]) {
      const outcome = await withRetries(scripted(failure(of)).attempt, {
        rules: rules({ attempts: 3 }),
        signal: undefined,
      });
      expect(outcome).toMatchObject({ fault: of, meta: { attempts: 1 } });
      expect(of.tried).toBeUndefined();
    }
  });

  test("is not made more often than `attempts`, and the last fault has those before it", async () => {
    const faults = [failed(), failed(), failed()];
    const { attempt } = scripted(...faults.map(failure));
    const outcome = await withRetries(attempt, {
      rules: rules({ attempts: 3, idempotent: true }),
      signal: undefined,
    });
    expect(outcome).toMatchObject({ ok: false, meta: { attempts: 3 } });
    expect(!outcome.ok && outcome.fault).toBe(faults[2]);
    expect(faults[2]?.tried).toEqual(faults.slice(0, 2));
    expect(Object.keys(faults[2] ?? {})).not.toContain("tried");
  });

  test("is not made where it would end after the budget", async () => {
    const slow = toFault({ ...WITH_WAIT, retryAfter: 30 }, All);
    const { attempt, signals } = scripted(failure(slow));
    const outcome = await withRetries(attempt, {
      rules: rules({ attempts: 5, budget: 10_000 }),
      signal: undefined,
    });
    expect(outcome).toMatchObject({ fault: slow });
    expect(signals[0]).toBeInstanceOf(AbortSignal);
  });

  test("is not made where no timer is set for so long", async () => {
    const endless = toFault({ ...WITH_WAIT, retryAfter: 3_000_000 }, All);
    const { attempt } = scripted(failure(endless));
    const outcome = await withRetries(attempt, { rules: rules({ attempts: 5 }), signal: undefined });
    expect(outcome).toMatchObject({ fault: endless, meta: { attempts: 1 } });
  });

  test("is made within a fractional budget", async () => {
    const { attempt } = scripted(failure(failed()), success);
    const retry = { attempts: 2, budget: 5000.5, idempotent: true };
    expect(await withRetries(attempt, { rules: rules(retry), signal: undefined })).toMatchObject({
      ok: true,
    });
  });

  test("hears of the signal beside a budget", async () => {
    const { attempt, signals } = scripted(success);
    const caller = new AbortController();
    await withRetries(attempt, { rules: rules({ attempts: 2, budget: 5000 }), signal: caller.signal });
    caller.abort();
    expect(signals[0]?.aborted).toBe(true);
  });

  test("is given up where the signal says so, even in a wait", async () => {
    const slow = toFault({ ...WITH_WAIT, retryAfter: 30 }, All);
    const aborted = new AbortController();
    const { attempt } = scripted(failure(slow));
    const outcome = withRetries(attempt, {
      rules: rules({ attempts: 5 }),
      signal: aborted.signal,
      functionName: "f",
    });
    setTimeout(() => aborted.abort("enough"), 20);
    expect(await outcome).toMatchObject({
      fault: {
        errorType: "AbortError",
        cause: "enough",
        execution: "none",
        tried: [slow],
        origin: { functionName: "f" },
      },
      meta: { attempts: 1 },
    });
  });
});

test("a signal that was aborted during the last attempt ends the call without a wait", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const aborted = new AbortController();
  const slow = toFault({ ...WITH_WAIT, retryAfter: 20 }, All);
  const attempt = async () => {
    aborted.abort("enough");
    return failure(slow);
  };
  expect(await withRetries(attempt, { rules: rules({ attempts: 2 }), signal: aborted.signal })).toMatchObject(
    {
      fault: { errorType: "AbortError", cause: "enough", tried: [slow] },
    },
  );
});

test("a signal that is aborted in a wait ends it at once, and leaves no timer", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const aborted = new AbortController();
  const slow = toFault({ ...WITH_WAIT, retryAfter: 20 }, All);
  const outcome = withRetries(async () => failure(slow), {
    rules: rules({ attempts: 2 }),
    signal: aborted.signal,
  });
  await vi.advanceTimersByTimeAsync(10);
  expect(vi.getTimerCount()).toBe(1);
  aborted.abort("enough");
  expect(vi.getTimerCount()).toBe(0);
  expect(await outcome).toMatchObject({ ok: false, fault: { cause: "enough" }, meta: { attempts: 1 } });
});

test("a wait is that which was asked for, and a random part more", async () => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  onTestFinished(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });
  const begun: number[] = [];
  const attempt = async () => {
    begun.push(performance.now());
    return failure(toFault({ ...WITH_WAIT, retryAfter: 20 }, All));
  };
  const outcome = withRetries(attempt, { rules: rules(), signal: undefined });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await outcome).toMatchObject({ ok: false, meta: { attempts: 3 } });
  // Twenty seconds are not too long by default, and a throttle adds up to one second, then two.
  expect(begun.map((time) => time - (begun[0] ?? 0))).toEqual([0, 20_500, 41_500]);
});

test("a call leaves no listener on the signal that it was given", async () => {
  const { signal } = new AbortController();
  const { attempt } = scripted(failure(failed()), failure(failed()), success);
  await withRetries(attempt, { rules: rules({ attempts: 3, idempotent: true }), signal });
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

const WITH_WAIT = {
  wire: "service",
  reportedBy: "service",
  payload: {},
  errorType: "TooManyRequestsException",
  status: 429,
} as const;

describe("`execution` covers all attempts together", () => {
  const started = () => toFault({ wire: "standard", payload: {}, errorType: "Promised", message: "m" }, All);
  const finished = () => toFault({ wire: "batch", payload: {}, message: "m", execution: "finished" }, All);
  test.each([
    [[throttled, throttled], "none"],
    [[failed, throttled], "unknown"],
    [[started, throttled], "started"],
    [[failed, started], "started"],
    [[() => new Promised(), throttled], "unknown"],
    [[started, finished], "finished"],
  ] as const)("%#", async (made, execution) => {
    const { attempt } = scripted(...made.map((make) => failure(make())));
    const retry = { attempts: made.length, idempotent: true };
    // The waits of a throttle are for a second and more.
    const outcome = await withRetries(attempt, { rules: rules(retry), signal: undefined });
    expect(outcome).toMatchObject({ fault: { execution } });
  });
});

describe("the wait", () => {
  test("is any part of a bound that doubles, up to twenty seconds", () => {
    expect([1, 2, 3, 10].map((attempt) => jitter(failed(), attempt, 1))).toEqual([50, 100, 200, 20_000]);
    expect([1, 2, 6].map((attempt) => jitter(throttled(), attempt, 1))).toEqual([1000, 2000, 20_000]);
    expect(jitter(throttled(), 3, 0)).toBe(0);
    // Either alone is a throttle: the account's limit by its name, and a function's own 429.
    expect(jitter(refused("TooManyRequestsException", 503), 1, 1)).toBe(1000);
    class Limited extends fault("Limited", { status: 429, message: "m" }) {}
    expect(jitter(new Limited(), 1, 1)).toBe(1000);
  });
});

describe("by default, another attempt", () => {
  test("is made if the function provably did not run", async () => {
    const reset = () =>
      toFault({ wire: "transport", reportedBy: "transport", payload: {}, errorType: "E" }, All);
    const unset = refused("ResourceNotReadyException", 502);
    const { attempt } = scripted(failure(unset), failure(throttled()), success);
    const outcome = await withRetries(attempt, { rules: rules(), signal: undefined });
    expect(outcome).toMatchObject({ ok: true, meta: { attempts: 3 } });
    for (const fault of [failed(), reset(), toFault(PROMISE, All)]) {
      const once = await withRetries(scripted(failure(fault)).attempt, { rules: rules(), signal: undefined });
      expect(once).toMatchObject({ fault, meta: { attempts: 1 } });
    }
  });

  test("is the third at most", async () => {
    const faults = [0, 1, 2].map(() => refused("ResourceNotReadyException", 502));
    const { attempt } = scripted(...faults.map(failure));
    const outcome = await withRetries(attempt, { rules: rules(), signal: undefined });
    expect(outcome).toMatchObject({ ok: false, meta: { attempts: 3 } });
  });

  test("is not made after a wait of more than 20 seconds", async () => {
    const { attempt } = scripted(failure(toFault({ ...WITH_WAIT, retryAfter: 21 }, All)));
    const outcome = await withRetries(attempt, { rules: rules(), signal: undefined });
    expect(outcome).toMatchObject({ ok: false, meta: { attempts: 1 } });
  });

  test("is not made with false", async () => {
    const { attempt } = scripted(failure(refused("ResourceNotReadyException", 502)));
    const outcome = await withRetries(attempt, { rules: rules(false), signal: undefined });
    expect(outcome).toMatchObject({ ok: false, meta: { attempts: 1 } });
  });
});

const PROMISE = {
  wire: "standard",
  payload: {},
  errorType: "Promised",
  message: "m",
  retryable: true,
} as const;

test("a retry option may have the least and the most", () => {
  expect(rules({ attempts: 1, budget: 2_147_483_647 })).toEqual({
    ...{ attempts: 1, budget: 2_147_483_647, idempotent: false, isProvenOnly: false },
  });
  expect(rules(false)).toEqual({ attempts: 1, idempotent: false, isProvenOnly: true });
  expect(rules()).toEqual({ attempts: 3, idempotent: false, isProvenOnly: true });
});

describe("a retry option that is impossible is a TypeError", () => {
  test.each([
    [{ attempts: 0 }, "retry.attempts is a whole number from 1, the first request included; it is 0"],
    [{ attempts: 1.5 }, "retry.attempts is a whole number from 1, the first request included; it is 1.5"],
    [
      { attempts: 2, budget: 0 },
      "retry.budget is a number of milliseconds above 0, 2147483647 at most; it is 0",
    ],
    [
      { attempts: 2, budget: 3e9 },
      "retry.budget is a number of milliseconds above 0, 2147483647 at most; it is 3000000000",
    ],
    [
      { idempotent: true },
      "retry.attempts is a whole number from 1, the first request included; it is undefined",
    ],
    [{ attempts: "3" }, 'retry.attempts is a whole number from 1, the first request included; it is "3"'],
    [
      { attempts: 2, budget: "5" },
      'retry.budget is a number of milliseconds above 0, 2147483647 at most; it is "5"',
    ],
    [
      null,
      "retry is an object such as { attempts: 3, idempotent: true }, or false for no retries; it is null",
    ],
    [{ attempts: 2, idempotent: "yes" }, 'retry.idempotent is true or false; it is "yes"'],
    [{ attempt: 3 }, 'retry has no member "attempt"; its members are attempts, budget, idempotent'],
    [3, "retry is an object such as { attempts: 3, idempotent: true }, or false for no retries; it is 3"],
    [
      true,
      "retry is an object such as { attempts: 3, idempotent: true }, or false for no retries; it is true",
    ],
  ])("%j", (retry, message) => {
    expect(() => retryRules("createCaller()", retry as RetryOptions)).toThrow(
      new TypeError(`createCaller(): ${message}`),
    );
  });
});

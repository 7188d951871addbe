import { defineCatalog, fault, HandlerFault } from "@faultwire/catalog";
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from "vitest";
import { z } from "zod";
import type { Guard } from "../guard.ts";
import type { LambdaContext } from "../lambda-context.ts";
import { wrapHandler } from "../wrap-handler.ts";
import { deadline } from "./deadline.ts";
import { lateRejections } from "./late-rejections.ts";
import { resultGuard } from "./result-guard.ts";

class Refused extends fault("Refused", { status: 403, message: "refused" }) {}
const throws = defineCatalog("faults", { Refused });

const http = { version: "2.0", requestContext: { http: { method: "GET" } }, headers: {} };
const contextWith = (remaining: number) =>
  Object.freeze({ awsRequestId: "r-1", functionName: "f", getRemainingTimeInMillis: () => remaining });
const context = contextWith(3000);

let log: MockInstance<typeof console.error>;
beforeEach(() => {
  log = vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  log.mockRestore();
  vi.useRealTimers();
});

describe("guards", () => {
  test("run around the handler in their order, and a guard's error is answered like the handler's own", async () => {
    const order: string[] = [];
    const named =
      (name: string): Guard =>
      async (run, given) => {
        order.push(name);
        return run(given);
      };
    const refusing: Guard = () => {
      throw new Refused();
    };
    const handler = (event: unknown, given: LambdaContext) => [given, event];
    const wrapped = wrapHandler(handler, { throws, guards: [named("a"), named("b")] });
    expect(await wrapped(http, context)).toEqual([context, http]);
    expect(order).toEqual(["a", "b"]);
    const refused = wrapHandler(handler, { throws, guards: [named("c"), refusing] });
    expect(await refused(http, context)).toMatchObject({ statusCode: 403 });
  });
});

describe("the deadline guard", () => {
  const guards = [deadline({ before: 500 })];
  const hanging = () => new Promise<never>(() => undefined);

  test("answers FunctionTimedOut that many milliseconds before the end, on HTTP and on direct calls", async () => {
    vi.useFakeTimers();
    const answers: unknown[] = [];
    const wrapped = wrapHandler(hanging, { throws, guards });
    wrapped(http, context).then((answer) => answers.push(answer));
    wrapped({}, context).catch((error) => answers.push(error));
    await vi.advanceTimersByTimeAsync(2499);
    expect(answers).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(answers).toEqual([
      expect.objectContaining({ statusCode: 504, body: expect.stringContaining('"FunctionTimedOut"') }),
      expect.any(HandlerFault),
    ]);
    expect(answers[1]).toMatchObject({ name: "FunctionTimedOut", status: 504, retryable: false });
  });

  test("aborts the signal that the handler has on its context, and keeps its own answer", async () => {
    const waiting = (_: unknown, { signal, awsRequestId }: LambdaContext) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener("abort", () => reject(new Error(`${awsRequestId} was aborted`)));
      });
    const wrapped = wrapHandler(waiting, { throws, guards });
    const answer = await wrapped({}, contextWith(510)).catch((error) => error);
    expect(answer).toMatchObject({ name: "FunctionTimedOut" });
  });

  test("puts the signal on the context as its own member, so that a copy of the context has it", async () => {
    const handler = (_: unknown, given: LambdaContext) => ({ ...given }).signal;
    expect(await wrapHandler(handler, { throws, guards })({}, context)).toBeInstanceOf(AbortSignal);
  });

  test("counts as a failure of the function where a hook hears of it, and a wrong input as the client's", async () => {
    const heard: unknown[] = [];
    const onFault = ({ thrown }: { readonly thrown: unknown }) => heard.push(thrown);
    await wrapHandler(hanging, { throws, guards, onFault, log: () => undefined })(http, contextWith(500));
    const strict = { throws, onFault, input: z.object({ a: z.string() }) };
    await wrapHandler(() => 1, strict)({ ...http, body: "{}" } as never, context);
    expect(heard).toMatchObject([
      { errorType: "FunctionTimedOut", category: "function" },
      { errorType: "ValidationFailed", category: "request" },
    ]);
  });

  test("has no timer left once the handler has answered, one way or the other", async () => {
    vi.useFakeTimers();
    let signal: AbortSignal | undefined;
    const returning = async (_: unknown, given: LambdaContext) => {
      signal = given.signal;
      return 1;
    };
    expect(await wrapHandler(returning, { throws, guards })({}, context)).toBe(1);
    await expect(
      wrapHandler(() => Promise.reject(new Refused()), { throws, guards })({}, context),
    ).rejects.toThrow();
    expect(vi.getTimerCount()).toBe(0);
    expect(signal?.aborted).toBe(false);
  });

  test("without it there is no timer and no signal", async () => {
    vi.useFakeTimers();
    const handler = (_: unknown, { signal }: LambdaContext) => [signal, vi.getTimerCount()];
    expect(await wrapHandler(handler, { throws })({}, context)).toEqual([undefined, 0]);
  });

  test("does not begin where no time is left", async () => {
    const handler = vi.fn();
    const wrapped = wrapHandler(handler, { throws, guards });
    await expect(wrapped({}, contextWith(500))).rejects.toMatchObject({ name: "FunctionTimedOut" });
    expect(handler).not.toHaveBeenCalled();
  });

  test("hears nothing of what the handler throws after its answer", async () => {
    const unheard = vi.fn();
    process.on("unhandledRejection", unheard);
    const late = async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw new Error("late");
    };
    const answer = await wrapHandler(late, { throws, guards })({}, contextWith(510)).catch((error) => error);
    expect(answer).toMatchObject({ name: "FunctionTimedOut" });
    await new Promise((resolve) => setTimeout(resolve, 40));
    process.off("unhandledRejection", unheard);
    expect(unheard).not.toHaveBeenCalled();
  });

  test.each([0, -1, Number.NaN])("refuses %s", (before) => {
    expect(() => deadline({ before })).toThrow("deadline(): before is a number of milliseconds above 0");
  });
});

describe("the result guard", () => {
  const answer = (value: unknown, event: unknown) =>
    wrapHandler(() => value, { throws, guards: [resultGuard] })(event as never, context).catch(
      (error) => error,
    );
  const alb = { requestContext: { elb: {} }, httpMethod: "GET", headers: {} };
  const webSocket = { requestContext: { connectionId: "c=", eventType: "MESSAGE" }, body: "{}" };

  test("lets pass what Lambda takes, itself", async () => {
    const value = { at: new Date() };
    expect(await answer(value, {})).toBe(value);
    expect(await answer(undefined, {})).toBeUndefined();
    const without = { statusCode: 204 };
    expect(await answer(without, alb)).toBe(without);
    expect(await answer("x".repeat(6_291_554), {})).toHaveLength(6_291_554);
  });

  test.each<[string, unknown, unknown, string]>([
    ["a cycle", http, Object.assign([], { 0: [] as unknown[] }), "InternalFailure"],
    ["6,291,557 bytes", http, "x".repeat(6_291_555), "ResultTooLarge"],
    ["2 million characters of three bytes", http, "€".repeat(2_097_185), "ResultTooLarge"],
    ["a body of 1,000,001 bytes for an ALB", alb, { body: "x".repeat(1_000_001) }, "ResultTooLarge"],
    ["a frame of 131,073 bytes", webSocket, { body: "x".repeat(131_073) }, "ResultTooLarge"],
  ])("%s is a typed fault", async (_, event, value, name) => {
    if (Array.isArray(value)) value[0] = value;
    const { body } = (await answer(value, event)) as { body: string };
    expect(JSON.parse(body)).toMatchObject({ errorType: name });
  });

  test("says why on a direct call, and the log has the reason", async () => {
    expect(await answer({ n: 1n }, {})).toMatchObject({
      name: "InternalFailure",
      message: "The result cannot be written as JSON",
    });
    expect(String(log.mock.lastCall?.[0])).toContain("BigInt");
  });
});

test.each([Number.POSITIVE_INFINITY, Number.NaN, 2 ** 31 + 1000])(
  "a deadline does not end the handler at once where the context of a test has %d ms left",
  async (remaining) => {
    const slow = () => new Promise((resolve) => setTimeout(resolve, 5, "done"));
    const wrapped = wrapHandler(slow, { throws, guards: [deadline({ before: 100 })] });
    expect(await wrapped({}, contextWith(remaining))).toBe("done");
  },
);

test("a deadline of the longest time that a timer can wait has a timer, and a longer one has none", async () => {
  vi.useFakeTimers();
  const handler = () => vi.getTimerCount();
  const wrapped = wrapHandler(handler, { throws, guards: [deadline({ before: 1 })] });
  expect(await wrapped({}, contextWith(2 ** 31))).toBe(1);
  expect(await wrapped({}, contextWith(2 ** 31 + 1))).toBe(0);
});

test("an unawaited rejection is logged with the id of the last invocation, redacted", async () => {
  class Leaky extends fault("Leaky", { details: z.object({ card: z.string() }), message: "late" }) {}
  const before = process.listeners("unhandledRejection");
  const guards = [lateRejections({ redact: () => ({ card: "****" }) })];
  const [ours] = process.listeners("unhandledRejection").filter((listener) => !before.includes(listener));
  ours?.(new Error("of no invocation"), Promise.resolve());
  expect(JSON.parse(String(log.mock.lastCall?.[0]))).toMatchObject({ requestId: "" });
  await wrapHandler(() => 1, { throws, guards })({}, context);
  ours?.(new Leaky({ card: "4111" }), Promise.resolve());
  expect(ours).toBeDefined();
  process.off("unhandledRejection", ours as () => void);
  expect(JSON.parse(String(log.mock.lastCall?.[0]))).toMatchObject({
    faultwire: "UnhandledRejection",
    requestId: "r-1",
    error: { errorMessage: "late", details: { card: "****" } },
  });
});

test("on Node.js 22 the guard takes the place of the runtime's listener, and the listeners of others stay", () => {
  class Client {
    unhandledRejection(): void {}
    listen(): () => void {
      return () => this.unhandledRejection();
    }
  }
  const ofRuntime = new Client().listen();
  const ofOthers = () => undefined;
  const before = process.listeners("unhandledRejection");
  process.on("unhandledRejection", ofRuntime).on("unhandledRejection", ofOthers);
  lateRejections({ log: () => undefined, logProperties: false });
  const after = process.listeners("unhandledRejection");
  expect(after).not.toContain(ofRuntime);
  expect(after).toEqual([...before, ofOthers, expect.any(Function)]);
  for (const listener of after.slice(before.length)) process.off("unhandledRejection", listener);
});

import { type DurableContext, StepError, withDurableExecution } from "@aws/durable-execution-sdk-js";
import { LocalDurableTestRunner, WaitingOperationStatus } from "@aws/durable-execution-sdk-js-testing";
import { parse, parseErrorObject } from "@faultwire/caller";
import { defineCatalog, type Fault, fault } from "@faultwire/catalog";
import { wrapHandler } from "@faultwire/handler";
import { type DurableHandler, retryFaults, wrapDurable } from "@faultwire/handler/durable";
import { testContext } from "@faultwire/handler/testing";
import { encodeErrorObject } from "@faultwire/wire";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";

/* Faults inside of durable functions, under the SDK and its own testing library. */

class NoSeat extends fault("NoSeat", {
  status: 404,
  details: z.object({ row: z.number() }),
  message: ({ row }) => `No seat in row ${row}`,
}) {}
class Busy extends fault("Busy", { status: 503, message: "busy" }) {}
const Seats = defineCatalog("seats", { NoSeat, Busy });

type Workflow = (input: never, context: DurableContext) => Promise<unknown>;
const noRetry = { retryStrategy: () => ({ shouldRetry: false }) };

const FORMS = {
  "with the SDK's StepError": { withDurableExecution, StepError },
  "with withDurableExecution alone": withDurableExecution,
} as const;

beforeAll(() => LocalDurableTestRunner.setupTestEnvironment({ skipTime: true }));
afterAll(() => LocalDurableTestRunner.teardownTestEnvironment());

function runnerOf(workflow: Workflow, sdk: (typeof FORMS)[keyof typeof FORMS] = withDurableExecution) {
  const handlerFunction = wrapDurable(sdk, workflow, { throws: Seats, log: () => undefined });
  return new LocalDurableTestRunner({ handlerFunction });
}

const failing = async () => {
  throw new NoSeat({ row: 7 });
};

/** Each way for a fault out of an operation. */
const WAYS: Readonly<Record<string, Workflow>> = {
  "a step": (_, context) => context.step("find", failing),
  "a step without a name": (_, context) => context.step(failing, noRetry),
  "a step in a step's rescue": (_, context) =>
    context.step("first", failing).catch(() => context.step("find", failing)),
  "a child context": (_, context) => context.runInChildContext("child", failing),
  "a step in a child context": (_, context) =>
    context.runInChildContext("child", (child) => child.step("find", failing)),
  "a step two contexts deep": (_, context) =>
    context.runInChildContext((outer) =>
      outer.runInChildContext("inner", (inner) => inner.step("find", failing)),
    ),
  "a virtual context": (_, context) =>
    context.runInChildContext("child", (child) => child.step(failing), { virtualContext: true }),
  "a step in a map": async (_, context) => {
    const rows = await context.map("rows", [1, 7], (item, row) =>
      item.step(`find ${row}`, async () => {
        if (row === 7) throw new NoSeat({ row });
      }),
    );
    rows.throwIfError();
  },
  "a map's own function": async (_, context) => (await context.map([7], failing)).throwIfError(),
  "a branch": async (_, context) =>
    (await context.parallel([(branch) => branch.step("find", failing)])).throwIfError(),
  "a named branch": async (_, context) =>
    (await context.parallel("all", [{ name: "one", func: failing }])).throwIfError(),
  "a combined promise": (_, context) =>
    context.promise.all("all", [context.step("find", failing), context.step("other", async () => 1)]),
  "a condition": (_, context) =>
    context.waitForCondition("free", failing, {
      initialState: 0,
      waitStrategy: () => ({ shouldContinue: false }),
    }),
  "a callback's submitter": (_, context) => context.waitForCallback("ask", failing),
};

describe.each(Object.entries(FORMS))(
  "a fault that reached the caller as StepError without details, %s,",
  (_form, sdk) => {
    describe.each(Object.entries(WAYS))("out of %s", (_way, workflow) => {
      test("reaches the caller typed, with its details", async () => {
        const execution = await runnerOf(workflow, sdk).run({ payload: {} });
        expect(execution.getStatus()).toBe("FAILED");
        expect(execution.getError()).toMatchObject({
          errorType: "NoSeat",
          errorMessage: "No seat in row 7",
        });
        const { errorType, errorMessage, errorData } = execution.getError();
        const error = { ErrorType: errorType, ErrorMessage: errorMessage, ErrorData: errorData };
        for (const read of [parse, parseErrorObject]) {
          expect(read(error, Seats)).toBeInstanceOf(NoSeat);
          expect(read(error, Seats)).toMatchObject({
            details: { row: 7 },
            execution: "started",
            status: 404,
          });
        }
      });
    });
  },
);

describe.each(Object.entries(FORMS))("a StepError and the errors around it, %s,", (_form, sdk) => {
  // The time between a wait's end and its next invocation has to pass, or nothing is replayed.
  beforeAll(async () => {
    await LocalDurableTestRunner.teardownTestEnvironment();
    await LocalDurableTestRunner.setupTestEnvironment({ skipTime: false });
  });
  afterAll(async () => {
    await LocalDurableTestRunner.teardownTestEnvironment();
    await LocalDurableTestRunner.setupTestEnvironment({ skipTime: true });
  });

  test("are read as the fault inside the workflow, before a replay and after it", async () => {
    const seen: (readonly [string, unknown])[] = [];
    const rescuing: Workflow = async (input, context) => {
      const errors: unknown[] = [];
      for (const [way, workflow] of Object.entries(WAYS)) {
        const error = await workflow(input, context).catch((thrown: unknown) => thrown);
        seen.push([way, parse(error, Seats)], [way, parseErrorObject(error, Seats)]);
        errors.push(error);
      }
      await context.wait("a second", { seconds: 1 });
      throw errors[0];
    };
    const execution = await runnerOf(rescuing, sdk).run({ payload: {} });
    expect(execution.getInvocations()).toHaveLength(2);
    expect(seen).toHaveLength(4 * Object.keys(WAYS).length);
    for (const [, read] of seen) {
      expect(read).toBeInstanceOf(NoSeat);
      expect(read).toMatchObject({ message: "No seat in row 7", details: { row: 7 }, retryable: false });
    }
    expect(execution.getError()).toMatchObject({ errorType: "NoSeat", errorMessage: "No seat in row 7" });
  });
});

describe("a function that is not durable, invoked in a workflow,", () => {
  /** The fault that a workflow reads inside, and that a caller reads off its error. */
  async function invoked(wire: "auto" | "custom") {
    const seats = wrapHandler(failing, { throws: Seats, wire, log: () => undefined });
    let inside: Fault | undefined;
    const workflow: Workflow = async (_, context) => {
      try {
        return await context.invoke("call", "seats", {});
      } catch (thrown) {
        inside = parse(thrown, Seats);
        expect(parseErrorObject(thrown, Seats)?.toJSON()).toEqual(inside?.toJSON());
        throw thrown;
      }
    };
    const runner = runnerOf(workflow).registerFunction("seats", async () => seats({}, testContext()));
    const { errorType, errorMessage, errorData } = (await runner.run({ payload: {} })).getError();
    const error = { ErrorType: errorType, ErrorMessage: errorMessage, ErrorData: errorData };
    return { inside, outside: parse(error, Seats) };
  }

  test("has a message and nothing else", async () => {
    const { inside } = await invoked("auto");
    expect(inside).toMatchObject({ name: "Undeclared", message: "No seat in row 7", execution: "unknown" });
  });

  test("was lost with wire: custom too, whose message holds the fault", async () => {
    for (const found of Object.values(await invoked("custom"))) {
      expect(found).toBeInstanceOf(NoSeat);
      expect(found).toMatchObject({ message: "No seat in row 7", details: { row: 7 }, status: 404 });
    }
  });
});

describe("retries of a step", () => {
  async function attempts(thrown: () => unknown, options?: object): Promise<number> {
    let count = 0;
    const workflow: Workflow = (_, context) =>
      context.step(
        "find",
        async () => {
          count += 1;
          throw thrown();
        },
        options,
      );
    await runnerOf(workflow, FORMS["with the SDK's StepError"]).run({ payload: {} });
    return count;
  }
  const thrice = (_error: Error, made: number) => ({ shouldRetry: made < 3, delay: { seconds: 1 } });

  test("a permanent fault was run six times: it is run once", async () => {
    expect(await attempts(() => new NoSeat({ row: 7 }))).toBe(1);
    expect(await attempts(() => new NoSeat({ row: 7 }), { retryStrategy: retryFaults(thrice) })).toBe(1);
  });

  test("any other error is run as often as the SDK, or the given strategy, wants it", async () => {
    expect(await attempts(() => new Busy())).toBe(6);
    expect(await attempts(() => new Error("e"))).toBe(6);
    expect(await attempts(() => new Busy(), { retryStrategy: retryFaults(thrice) })).toBe(3);
    expect(await attempts(() => new NoSeat({ row: 7 }), { retryStrategy: thrice })).toBe(3);
  });

  test("a strategy gets the fault itself, and what it waits is the fault's retryAfter", async () => {
    const seen: unknown[] = [];
    const retryStrategy = (error: Error, made: number) => {
      seen.push(error);
      return thrice(error, made);
    };
    await attempts(() => new Busy(), { retryStrategy });
    expect(seen).toEqual([expect.any(Busy), expect.any(Busy), expect.any(Busy)]);
    const strategy = retryFaults(thrice);
    expect(strategy(new Busy(undefined, { retryAfter: 40 }), 1)).toEqual({
      shouldRetry: true,
      delay: { seconds: 40 },
    });
    expect(strategy(new Busy(), 1)).toEqual({ shouldRetry: true, delay: { seconds: 1 } });
    expect(
      strategy(new StepError("m", undefined, encodeErrorObject(new NoSeat({ row: 7 })).ErrorData), 1),
    ).toEqual({
      shouldRetry: false,
    });
  });

  test("a callback's submitter that cannot succeed is run once", async () => {
    let count = 0;
    const workflow: Workflow = (_, context) =>
      context.waitForCallback("ask", async () => {
        count += 1;
        throw new NoSeat({ row: 7 });
      });
    await runnerOf(workflow).run({ payload: {} });
    expect(count).toBe(1);
  });
});

describe("an error of another function", () => {
  test("that ended a callback is typed, with its details", async () => {
    const runner = runnerOf((_, context) => context.waitForCallback("ask", async () => {}));
    const running = runner.run({ payload: {} });
    const callback = runner.getOperation("ask");
    await callback.waitForData(WaitingOperationStatus.SUBMITTED);
    await callback.sendCallbackFailure(encodeErrorObject(new NoSeat({ row: 7 })));
    const error = (await running).getError();
    expect(error).toMatchObject({ errorType: "NoSeat", errorMessage: "No seat in row 7" });
    expect(JSON.parse(error.errorData ?? "")).toMatchObject({ errorType: "NoSeat", details: { row: 7 } });
  });

  test("that was invoked is typed, though InvokeError has no type", async () => {
    const read: unknown[] = [];
    const workflow: Workflow = async (_, context) => {
      const error = await context.invoke("seats", "seats", {}).catch((thrown: unknown) => thrown);
      read.push(parse(error, Seats));
      throw error;
    };
    const runner = runnerOf(workflow);
    const seats = wrapDurable(
      withDurableExecution,
      async (_input: never, _context: DurableContext) => failing(),
      {
        throws: Seats,
      },
    );
    runner.registerDurableFunction("seats", seats);
    const execution = await runner.run({ payload: {} });
    expect(read.at(-1)).toMatchObject({ name: "NoSeat", details: { row: 7 } });
    expect(execution.getError()).toMatchObject({ errorType: "NoSeat" });
  });
});

describe("an error that is not a fault", () => {
  test("stays as the SDK has it", async () => {
    const workflow: Workflow = (_, context) =>
      context.step("find", async () => Promise.reject(new RangeError("r")), noRetry);
    const error = (await runnerOf(workflow).run({ payload: {} })).getError();
    expect(error).toMatchObject({ errorType: "StepError", errorMessage: "r" });
    const read = parse(new StepError("r", Object.assign(new Error("r"), { name: "RangeError" })), Seats);
    expect(read).toMatchObject({ name: "Undeclared", errorType: "RangeError", message: "r" });
  });

  test("but is mapped to one is that fault", async () => {
    const workflow: Workflow = (_, context) =>
      context.runInChildContext((child) =>
        child.step("find", async () => Promise.reject(new RangeError("r"))),
      );
    const mapError = (error: unknown) => (error instanceof RangeError ? new NoSeat({ row: 8 }) : undefined);
    const handlerFunction = wrapDurable(withDurableExecution, workflow, { throws: Seats, mapError });
    const error = (await new LocalDurableTestRunner({ handlerFunction }).run({ payload: {} })).getError();
    expect(error).toMatchObject({ errorType: "NoSeat", errorMessage: "No seat in row 8" });
  });

  test("that was received and is not declared is concealed, out of a step as outside of it", async () => {
    const Others = defineCatalog("others", {});
    const handlerFunction: DurableHandler = wrapDurable(
      withDurableExecution,
      (_input: never, context: DurableContext) => context.step("find", failing, noRetry),
      { throws: Others, log: () => undefined },
    );
    const runner = new LocalDurableTestRunner({ handlerFunction: handlerFunction as never });
    const error = (await runner.run({ payload: {} })).getError();
    expect(error).toMatchObject({ errorType: "DependencyFailed" });
    expect(JSON.stringify(error)).not.toContain("row");
  });
});

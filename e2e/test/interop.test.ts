import { createHttpCaller } from "@faultwire/caller";
import { defineCatalog, fault, isFault, type PlatformFault } from "@faultwire/catalog";
import { wrapHandler } from "@faultwire/handler";
import { Cause, Effect, Exit } from "effect";
import { Cause as Cause3, Effect as Effect3, Exit as Exit3 } from "effect-3";
import { err, ok, ResultAsync } from "neverthrow";
import { describe, expect, expectTypeOf, test } from "vitest";
import { z } from "zod";

/* Faults in libraries that have errors as values: the adapters of docs/interop.md, with the libraries themselves. */

class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }),
  message: ({ orderId }) => `Order ${orderId} was not found`,
}) {}
class Busy extends fault("Busy", { status: 503, message: "busy" }) {}
const Orders = defineCatalog("orders", { OrderNotFound, Busy });
interface Order {
  readonly orderId: string;
}

const context = { awsRequestId: "r-1", functionName: "f", getRemainingTimeInMillis: () => 3000 };
const find = wrapHandler(
  async ({ orderId }) => {
    if (orderId === "busy") throw new Busy();
    if (orderId !== "o-1") throw new OrderNotFound({ orderId });
    return { orderId };
  },
  {
    throws: Orders,
    input: z.object({ orderId: z.string() }),
    output: z.object({ orderId: z.string() }),
    log: () => undefined,
  },
);

/** A caller over HTTP, which the function answers in this process. */
const getOrder = createHttpCaller({
  url: "https://api.example/orders",
  faults: Orders,
  retry: false,
  input: z.object({ orderId: z.string() }),
  output: z.object({ orderId: z.string() }),
  fetch: async (_url, init) => {
    init?.signal?.throwIfAborted();
    const event = { version: "2.0", requestContext: { http: { method: "POST" } }, body: String(init?.body) };
    const { statusCode, headers, body } = await find(event, context);
    return new Response(body, { status: statusCode, headers: headers ?? {} });
  },
});

test("the tag of a fault is its name, on the class alone", () => {
  const thrown = new OrderNotFound({ orderId: "o-2" });
  expectTypeOf(thrown._tag).toEqualTypeOf<"OrderNotFound">();
  expect(thrown._tag).toBe("OrderNotFound");
  expect(Object.keys(thrown)).not.toContain("_tag");
  expect(JSON.stringify(thrown)).not.toContain("_tag");
  expect(thrown).toEqual(new OrderNotFound({ orderId: "o-2" }));
  expect({ ...thrown }).not.toHaveProperty("_tag");
});

describe("Effect", () => {
  const order = (orderId: string) =>
    Effect.promise((signal) => getOrder.safe({ orderId }, { signal })).pipe(
      Effect.flatMap((outcome) => (outcome.ok ? Effect.succeed(outcome.value) : Effect.fail(outcome.fault))),
    );

  test("has the faults of a call as its errors, each with a tag", async () => {
    expectTypeOf<Effect.Error<ReturnType<typeof order>>>().toEqualTypeOf<
      OrderNotFound | Busy | PlatformFault
    >();
    const caught = order("o-2").pipe(
      Effect.catchTag("OrderNotFound", ({ details }) => Effect.succeed({ orderId: `no ${details.orderId}` })),
    );
    expectTypeOf<Effect.Error<typeof caught>>().toEqualTypeOf<Busy | PlatformFault>();
    expect(await Effect.runPromise(caught)).toEqual({ orderId: "no o-2" });
    expect(await Effect.runPromise(order("o-1"))).toEqual({ orderId: "o-1" });
    const both = order("busy").pipe(
      Effect.catchTags({ Busy: () => Effect.succeed("busy"), TransportFault: () => Effect.succeed("net") }),
    );
    expect(await Effect.runPromise(both)).toBe("busy");
  });

  test("aborts the call where the program is interrupted", async () => {
    const exit = await Effect.runPromiseExit(order("o-1"), { signal: AbortSignal.abort() });
    expect(Exit.isFailure(exit) && Cause.hasInterrupts(exit.cause)).toBe(true);
  });

  /** Runs the program of a handler. */
  async function run<Value, Failure>(program: Effect.Effect<Value, Failure>): Promise<Value> {
    const exit = await Effect.runPromiseExit(program);
    if (Exit.isSuccess(exit)) return exit.value;
    throw Cause.squash(exit.cause);
  }
  /** The same with the version before. */
  async function run3<Value, Failure>(program: Effect3.Effect<Value, Failure>): Promise<Value> {
    const exit = await Effect3.runPromiseExit(program);
    if (Exit3.isSuccess(exit)) return exit.value;
    throw Cause3.squash(exit.cause);
  }

  const wrapped = (program: () => Promise<unknown>, heard: unknown[]) =>
    wrapHandler(() => program(), {
      throws: Orders,
      log: () => undefined,
      onFault: ({ thrown, isDeclared }) => void heard.push(thrown, isDeclared),
    })({}, context);

  test.each<[string, (thrown: unknown) => Promise<unknown>, (thrown: unknown) => Promise<unknown>]>([
    ["4", (thrown) => run(Effect.fail(thrown)), (thrown) => run(Effect.die(thrown))],
    ["3", (thrown) => run3(Effect3.fail(thrown)), (thrown) => run3(Effect3.die(thrown))],
  ])("%s ends a handler with the fault itself, and with a defect as it is", async (_version, fail, die) => {
    const missing = new OrderNotFound({ orderId: "o-2" });
    const heard: unknown[] = [];
    await expect(wrapped(() => fail(missing), heard)).rejects.toEqual(missing);
    expect(heard).toEqual([missing, true]);
    expect(heard[0]).toBe(missing);
    const defect = new RangeError("a defect");
    const others: unknown[] = [];
    await expect(wrapped(() => die(defect), others)).rejects.toThrow("a defect");
    expect(others[0]).toBe(defect);
    expect(others[1]).toBe(false);
  });

  test("ends a handler that was interrupted with an error that is not a fault", async () => {
    for (const program of [() => run(Effect.interrupt), () => run3(Effect3.interrupt)]) {
      const heard: unknown[] = [];
      await expect(wrapped(program, heard)).rejects.toThrow(/interrupted/i);
      expect(isFault(heard[0])).toBe(false);
      expect(heard[1]).toBe(false);
    }
  });
});

describe("neverthrow", () => {
  const order = (orderId: string) =>
    ResultAsync.fromSafePromise(getOrder.safe({ orderId })).andThen((outcome) =>
      outcome.ok ? ok(outcome.value) : err(outcome.fault),
    );

  test("has the faults of a call as the error of its result", async () => {
    expect((await order("o-1"))._unsafeUnwrap()).toEqual({ orderId: "o-1" });
    const missing = (await order("o-2"))._unsafeUnwrapErr();
    expectTypeOf(missing).toEqualTypeOf<OrderNotFound | Busy | PlatformFault>();
    expect(missing).toBeInstanceOf(OrderNotFound);
    const text = await order("o-2").match(
      ({ orderId }) => orderId,
      (fault_) => (OrderNotFound.is(fault_) ? `no ${fault_.details.orderId}` : fault_.name),
    );
    expect(text).toBe("no o-2");
  });

  test("ends a handler with the fault itself", async () => {
    const missing = new OrderNotFound({ orderId: "o-2" });
    const handler = wrapHandler(
      () =>
        ResultAsync.fromSafePromise(Promise.resolve())
          .andThen(() => err(missing))
          .match(
            (value) => value,
            (fault_) => {
              throw fault_;
            },
          ),
      { throws: Orders },
    );
    await expect(handler({}, context)).rejects.toEqual(missing);
  });
});

test("a plain result is what safe() resolves with", async () => {
  type Result<Value, Failure> = { ok: true; value: Value } | { ok: false; error: Failure };
  async function order(orderId: string): Promise<Result<Order, OrderNotFound | Busy | PlatformFault>> {
    const outcome = await getOrder.safe({ orderId });
    return outcome.ok ? outcome : { ok: false, error: outcome.fault };
  }
  const missing = await order("o-2");
  expect(missing.ok || missing.error).toBeInstanceOf(OrderNotFound);
  expect(await order("o-1")).toMatchObject({ ok: true, value: { orderId: "o-1" } });
});

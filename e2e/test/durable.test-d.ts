import {
  type DurableContext,
  type DurableLambdaHandler,
  retryPresets,
  StepError,
  withDurableExecution,
} from "@aws/durable-execution-sdk-js";
import { defineCatalog, fault } from "@faultwire/catalog";
import { retryFaults, wrapDurable } from "@faultwire/handler/durable";
import { expectTypeOf } from "vitest";

class Busy extends fault("Busy", { status: 503, message: "busy" }) {}
const throws = defineCatalog("orders", { Busy });

// The context is the SDK's, and what comes out is what the SDK makes.
const handler = wrapDurable(
  withDurableExecution,
  async (order: { orderId: string }, context: DurableContext) =>
    context.step("find", async () => order.orderId),
  { throws },
);
expectTypeOf(handler).toEqualTypeOf<DurableLambdaHandler>();

// Its configuration is the SDK's too.
const configured = wrapDurable(
  (durable) => withDurableExecution(durable, { plugins: [] }),
  async (order: { orderId: string }, context: DurableContext) =>
    context.wait({ seconds: order.orderId.length }),
  { throws },
);
expectTypeOf(configured).toEqualTypeOf<DurableLambdaHandler>();

// With the SDK's StepError, and a strategy that knows faults where the SDK takes one.
const carrying = wrapDurable(
  { withDurableExecution, StepError },
  async (order: { orderId: string }, context: DurableContext) =>
    context.step("find", async () => order.orderId, { retryStrategy: retryFaults(retryPresets.linear) }),
  { throws },
);
expectTypeOf(carrying).toEqualTypeOf<DurableLambdaHandler>();

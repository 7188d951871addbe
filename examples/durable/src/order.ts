import {
  type DurableContext,
  retryPresets,
  StepError,
  withDurableExecution,
} from "@aws/durable-execution-sdk-js";
import { parse } from "@faultwire/caller";
import { retryFaults, wrapDurable } from "@faultwire/handler/durable";
import { CardDeclined, Payments } from "./faults.ts";
import { charge, release, reserve } from "./shop.ts";

export const handler = wrapDurable(
  { withDurableExecution, StepError },
  async ({ orderId, card }: { orderId: string; card: string }, context: DurableContext) => {
    await context.step("reserve", reserve);
    try {
      const retryStrategy = retryFaults(retryPresets.linear);
      const receipt = await context.step("charge", () => charge(orderId, card), { retryStrategy });
      return { orderId, receipt };
    } catch (error) {
      // The SDK's StepError: parse makes the fault of it, the first time and after a replay.
      if (parse(error, Payments) instanceof CardDeclined) await context.step("release", release);
      throw error;
    }
  },
  { throws: Payments },
);

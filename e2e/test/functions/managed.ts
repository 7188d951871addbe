import { defineCatalog, fault } from "@faultwire/catalog";
import { deadline, lateRejections, wrapHandler } from "@faultwire/handler";
import * as z from "zod";

/* A function on Managed Instances: several invocations at once in each thread. */

export class OddNumber extends fault("OddNumber", {
  details: z.object({ id: z.number(), requestId: z.string() }),
  message: ({ id }) => `${id} is odd`,
}) {}
export const Numbers = defineCatalog("numbers", { OddNumber });

interface Wish {
  readonly id: number;
  /** The URL that it waits at. */
  readonly waitFor?: string;
  readonly signal?: NodeJS.Signals;
  /** Whether it waits for what never comes. */
  readonly hangs?: boolean;
}

export const handler = wrapHandler(
  async ({ id, waitFor, signal, hangs }: Wish, context) => {
    if (waitFor !== undefined) await fetch(waitFor);
    if (signal !== undefined) process.kill(process.pid, signal);
    if (hangs) await new Promise((_, reject) => context.signal?.addEventListener("abort", reject));
    void leaveBehind(id);
    if (id % 2 === 1) throw new OddNumber({ id, requestId: context.awsRequestId });
    return { id, requestId: context.awsRequestId };
  },
  { throws: Numbers, guards: [deadline({ before: 3000 }), lateRejections()] },
);

/** Rejects when the answer is under way, in no order. */
async function leaveBehind(id: number): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, (id * 7) % 30));
  throw new Error(`left behind by ${id}`);
}

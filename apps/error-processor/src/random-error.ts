import { randomInt } from "node:crypto";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { createCaller } from "@faultwire/caller/lambda";
import { wrapHandler } from "@faultwire/handler";
import { z } from "zod";
import { DoublesRolled, MaxDepthReached, RandomFaults } from "./random-faults.ts";

const input = z.object({
  /** One in so many calls fails: 0.2 is one in five. */
  errorRate: z.number().min(0.001).max(1),
  /** Lambda ends a chain of about 16 calls of a function by itself. */
  maxDepth: z.number().int().min(1).max(10),
  depth: z.number().int().default(0),
});

const client = new LambdaClient({});

/** Fails at random. If it does not, it calls itself, in the same trace, until the calls are deep enough. */
export const handler = wrapHandler(
  async ({ errorRate, maxDepth, depth }): Promise<unknown> => {
    const sides = Math.round(1 / errorRate);
    const [roll, second] = [randomInt(sides) + 1, randomInt(sides) + 1];
    console.log(`depth ${depth}: rolled ${roll} and ${second}`);
    if (roll === second) throw new DoublesRolled({ roll });
    if (depth + 1 >= maxDepth) throw new MaxDepthReached({ depth: depth + 1 });
    const functionName = process.env.AWS_LAMBDA_FUNCTION_NAME ?? "random-error";
    // A fault of the call is one of this function's own, and passes on with its details.
    return createCaller({ client, functionName, faults: RandomFaults })({
      errorRate,
      maxDepth,
      depth: depth + 1,
    });
  },
  { input, throws: RandomFaults },
);

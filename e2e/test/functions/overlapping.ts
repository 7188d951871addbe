import { setTimeout as sleep } from "node:timers/promises";
import { defineCatalog } from "@faultwire/catalog";
import { lateRejections, wrapHandler } from "@faultwire/handler";

/* Several invocations at once in one environment, each of which leaves a promise behind; run as a program. */

const handler = wrapHandler(
  async ({ delay }: { delay: number }, { awsRequestId }) => {
    const late = async () => {
      await sleep(delay);
      throw new Error(`of ${awsRequestId}`);
    };
    late();
    await sleep(5);
    return "done";
  },
  { throws: defineCatalog("faults", {}), guards: [lateRejections()] },
);

await Promise.all(
  [30, 10, 20, 1].map((delay, index) =>
    handler(
      { delay },
      {
        awsRequestId: `r-${index}`,
        functionName: "f",
        getRemainingTimeInMillis: () => 3000,
      },
    ),
  ),
);
await sleep(60);

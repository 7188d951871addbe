import { LambdaClient } from "@aws-sdk/client-lambda";
import { createCaller } from "@faultwire/caller/lambda";
import { wrapHandler } from "@faultwire/handler";
import { z } from "zod";
import { Tax, TaxRegionUnknown } from "./faults.ts";

const taxFor = createCaller({
  client: new LambdaClient({}),
  functionName: "tax",
  faults: Tax,
  output: z.object({ percent: z.number() }),
});

export const handler = wrapHandler(
  async ({ net, region }: { net: number; region: string }) => {
    try {
      const { percent } = await taxFor({ region });
      return { total: net + (net * percent) / 100 };
    } catch (error) {
      if (!(error instanceof TaxRegionUnknown)) throw error;
      return { total: net, note: `no tax outside of ${error.details.known.join(", ")}` };
    }
  },
  { throws: Tax },
);

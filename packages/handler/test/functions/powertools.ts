import { Router } from "@aws-lambda-powertools/event-handler/http";
import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { wrapHandler } from "@faultwire/handler";
import { answerFaults, powertoolsLogger, powertoolsMetrics } from "@faultwire/handler/powertools";
import type { Context } from "aws-lambda";
import { z } from "zod";
import { fail, options } from "./faults.ts";

const router = new Router();
router.errorHandler(Error, answerFaults(options));
router.post("/routed", async ({ req }) => fail((await req.json()) as object));
router.post("/routed/validated", () => ({}), { validation: { req: { body: z.object({ a: z.string() }) } } });
export const routed = (event: unknown, context: Context) => router.resolve(event, context);

const logger = new Logger({ serviceName: "shop" });
const metrics = new Metrics({ namespace: "Shop", serviceName: "shop" });

export const heard = wrapHandler(
  (event: { throw?: string; body?: string }, context: Context) => {
    logger.addContext(context);
    metrics.addMetric("OrdersPlaced", "Count", 1);
    try {
      return fail(event);
    } finally {
      metrics.addDimension("Shop", "lamps");
    }
  },
  { ...options, log: powertoolsLogger(logger), onFault: [powertoolsMetrics(metrics), publish] },
);

function publish(): void {
  metrics.publishStoredMetrics();
}

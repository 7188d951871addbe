import { Router } from "@aws-lambda-powertools/event-handler/http";
import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { answerFaults, powertoolsLogger, powertoolsMetrics } from "@faultwire/handler/powertools";
import type { Context } from "aws-lambda";
import { OrderNotFound, Orders } from "./faults.ts";

const logger = new Logger({ serviceName: "orders" });
const metrics = new Metrics({ namespace: "Shop", serviceName: "orders" });

const router = new Router({ logger });
router.errorHandler(
  Error,
  answerFaults({ throws: Orders, log: powertoolsLogger(logger), onFault: powertoolsMetrics(metrics) }),
);

router.get("/orders/:orderId", async ({ params: { orderId = "" } }) => {
  if (orderId === "o-0") throw new TypeError("connect ECONNREFUSED postgres://admin:hunter2@db");
  if (orderId !== "o-1") throw new OrderNotFound({ orderId });
  return { orderId, sku: "lamp" };
});

export const handler = (event: unknown, context: Context) => router.resolve(event, context);

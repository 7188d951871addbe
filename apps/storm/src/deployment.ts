import { fileURLToPath } from "node:url";
import type { FunctionConfig, LocalOptions } from "@faultwire/local";

/** The processes of functions that may exist at once. */
const MOST_ENVIRONMENTS = 30;

/** The functions that a storm calls, and everything that leads to them. */
export function deploymentFor(record: string): LocalOptions {
  const deploy = (name: string, more: Partial<FunctionConfig> = {}): FunctionConfig => ({
    handler: `functions.${name}`,
    timeout: 1,
    environment: { RECORD: record },
    ...more,
  });
  const routes = { "POST /orders": "place-order", "DELETE /orders/{orderId}": "cancel-order" };
  const batch = { functionResponseTypes: ["ReportBatchItemFailures"] } as const;
  const stream = {
    ...batch,
    batchSize: 5,
    bisectBatchOnFunctionError: true,
    maximumRetryAttempts: 2,
    onFailure: { queue: "given-up" },
  } as const;
  return {
    root: fileURLToPath(new URL("../functions/", import.meta.url)),
    maxEnvironments: MOST_ENVIRONMENTS,
    functions: {
      "get-order": deploy("getOrder"),
      "place-order": deploy("placeOrder", { reservedConcurrency: 4 }),
      "cancel-order": deploy("cancelOrder"),
      "pay-order": deploy("payOrder"),
      "watch-order": deploy("watchOrder"),
      "book-order": deploy("bookOrder", { asynchronous: { deadLetterQueue: "dead" } }),
      "ship-orders": deploy("shipOrders"),
      "count-orders": deploy("countOrders"),
      "index-orders": deploy("indexOrders"),
      elsewhere: deploy("elsewhere"),
    },
    apis: {
      rest: { type: "rest", routes: { ...routes, "ANY /elsewhere": "elsewhere" } },
      http: { type: "http", routes: { ...routes, "ANY /elsewhere": "elsewhere" } },
      "function-url": { type: "function-url", function: "place-order" },
      alb: { type: "alb", function: "place-order" },
    },
    queues: {
      shipments: {
        ...batch,
        function: "ship-orders",
        redrivePolicy: { deadLetterQueue: "dead", maxReceiveCount: 3 },
      },
      dead: {},
      "given-up": {},
    },
    streams: {
      clicks: { ...stream, type: "kinesis", function: "count-orders" },
      table: { ...stream, type: "dynamodb", function: "index-orders" },
    },
  };
}

import { integrationResponsesFor } from "@faultwire/infra";
import type { CustomIntegration, LocalOptions } from "@faultwire/local";
import { Orders } from "order-faults";

/** The generated responses, as local has them. */
const responsesOf = (catalog: typeof Orders): CustomIntegration["responses"] =>
  integrationResponsesFor(catalog).map(({ statusCode, selectionPattern = "", responseTemplates = {} }) => ({
    statusCode: Number(statusCode),
    selectionPattern,
    template: responseTemplates,
  }));

/** The content of a deployment template: the functions, and the APIs in front of them. */
export const deployment: LocalOptions = {
  functions: {
    "get-order": { handler: "get-order.handler", timeout: 1 },
    "place-order": "place-order.handler",
    "cancel-order": "cancel-order.handler",
    "pay-order": "pay-order.handler",
    "export-orders": { handler: "export-orders.handler", timeout: 1, reservedConcurrency: 1 },
  },
  apis: {
    shop: {
      type: "rest",
      routes: {
        "POST /orders": "place-order",
        "POST /payments": {
          function: "pay-order",
          responses: responsesOf(Orders),
        },
      },
    },
    support: { type: "http", routes: { "DELETE /orders/{orderId}": "cancel-order" } },
  },
};

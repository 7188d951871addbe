import type { LocalOptions } from "@faultwire/local";

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
          responses: [
            {
              statusCode: 402,
              selectionPattern: '.*"errorType":"CardDeclined".*',
              headers: { "X-Amzn-ErrorType": "integration.response.body.errorMessage.errorType" },
            },
            { statusCode: 400, selectionPattern: '.*"httpStatus":400.*' },
            { statusCode: 500, selectionPattern: "[\\s\\S]+" },
            { statusCode: 200 },
          ],
        },
      },
    },
    support: { type: "http", routes: { "DELETE /orders/{orderId}": "cancel-order" } },
  },
};

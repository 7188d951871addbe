import { LambdaClient } from "@aws-sdk/client-lambda";
import { createHttpCaller } from "@faultwire/caller";
import { createCaller } from "@faultwire/caller/lambda";
import { local } from "@faultwire/local";
import { OrderNotFound, Orders } from "./orders.mjs";

const lambda = await local({
  root: import.meta.dirname,
  functions: { "get-order": "orders.getOrder" },
  apis: {
    rest: { type: "rest", routes: { "POST /orders": "get-order" } },
    http: { type: "http", routes: { "POST /orders": "get-order" } },
    url: { type: "function-url", function: "get-order" },
    alb: { type: "alb", function: "get-order" },
  },
});
const client = new LambdaClient(lambda.client);
const callers = { invoke: createCaller({ client, functionName: "get-order", faults: Orders }) };
for (const api of Object.keys(lambda.apis))
  callers[api] = createHttpCaller({ url: lambda.url(api, "/orders"), faults: Orders });
for (const [way, getOrder] of Object.entries(callers))
  await getOrder({ orderId: "o-2" }).catch((error) => {
    console.log(way, error instanceof OrderNotFound, error.details.orderId, error.status, error.execution);
  });
client.destroy();
await lambda.close();

import { LambdaClient } from "@aws-sdk/client-lambda";
import { createHttpCaller } from "@faultwire/caller";
import { createCaller } from "@faultwire/caller/lambda";
import { local } from "@faultwire/local";
import { OrderNotFound, Orders } from "./orders.mjs";

const lambda = await local({
  root: import.meta.dirname,
  functions: { "get-order": "orders.getOrder" },
  apis: { shop: { type: "http", routes: { "POST /orders": "get-order" } } },
});
const client = new LambdaClient(lambda.client);
const callers = {
  invoke: createCaller({ client, functionName: "get-order", faults: Orders }),
  http: createHttpCaller({ url: lambda.url("shop", "/orders"), faults: Orders }),
};
for (const [way, getOrder] of Object.entries(callers))
  await getOrder({ orderId: "o-2" }).catch((error) => {
    console.log(way, error instanceof OrderNotFound, error.details.orderId, error.status, error.execution);
  });
client.destroy();
await lambda.close();

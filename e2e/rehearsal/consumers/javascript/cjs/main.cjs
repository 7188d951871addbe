const { LambdaClient } = require("@aws-sdk/client-lambda");
const { createHttpCaller } = require("@faultwire/caller");
const { createCaller } = require("@faultwire/caller/lambda");
const { local } = require("@faultwire/local");
const { OrderNotFound, Orders } = require("./orders.cjs");

async function main() {
  const lambda = await local({
    root: __dirname,
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
}

main();

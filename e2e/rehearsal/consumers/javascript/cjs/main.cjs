const { LambdaClient } = require("@aws-sdk/client-lambda");
const { createHttpCaller } = require("@faultwire/caller");
const { createCaller } = require("@faultwire/caller/lambda");
const { local } = require("@faultwire/local");
const { OrderNotFound, Orders } = require("./orders.cjs");

async function main() {
  const lambda = await local({
    root: __dirname,
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
}

main();

const { LambdaClient } = require("@aws-sdk/client-lambda");
const { createCaller } = require("@faultwire/caller/lambda");
const { testContext } = require("@faultwire/handler/testing");
const { local } = require("@faultwire/local");
const { OrderNotFound, Orders, getOrder } = require("./orders.cjs");

/* Run by jest, which brings the globals. */

test("a wrapped handler throws the fault with its details", async () => {
  await expect(getOrder({ orderId: "o-2" }, testContext())).rejects.toThrow(
    new OrderNotFound({ orderId: "o-2" }),
  );
});

test("a caller catches the fault with its details", async () => {
  const lambda = await local({ root: __dirname, functions: { "get-order": "orders.getOrder" } });
  const client = new LambdaClient(lambda.client);
  try {
    const call = createCaller({ client, functionName: "get-order", faults: Orders });
    const fault = await call({ orderId: "o-2" }).catch((error) => error);
    expect(fault).toBeInstanceOf(OrderNotFound);
    expect(fault.details).toEqual({ orderId: "o-2" });
  } finally {
    client.destroy();
    await lambda.close();
  }
}, 180_000);

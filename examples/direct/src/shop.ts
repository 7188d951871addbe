import { LambdaClient } from "@aws-sdk/client-lambda";
import { createCaller } from "@faultwire/caller/lambda";
import { match } from "@faultwire/catalog";
import { Orders } from "./faults.ts";
import type { handler } from "./get-order.ts";

const getOrder = createCaller<typeof handler>({
  client: new LambdaClient({}),
  functionName: "get-order",
  faults: Orders,
});

const [orderId = "o-1"] = process.argv.slice(2);
const outcome = await getOrder.safe({ orderId });
console.log(
  outcome.ok
    ? `${outcome.value.orderId}: ${outcome.value.sku}`
    : match(outcome.fault, {
        OrderNotFound: ({ details }) => `There is no order ${details.orderId}.`,
        Platform: ({ message, execution }) => `The call failed: ${message} (execution: ${execution})`,
      }),
);

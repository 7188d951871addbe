import type { LambdaClient } from "@aws-sdk/client-lambda";
import { createHttpCaller } from "@faultwire/caller";
import { createCaller } from "@faultwire/caller/lambda";
import { defineCatalog, match, type PlatformFault } from "@faultwire/catalog";
import { wrapHandler } from "@faultwire/handler";
import { type OrderFault, OrderNotFound, Orders } from "./faults.js";
import type { getOrder, listOrders } from "./functions.js";

declare const client: LambdaClient;
declare const pending: OrderFault | PlatformFault;

/* Mistakes that no version of TypeScript may accept. */

// @ts-expect-error: details of the wrong type
new OrderNotFound({ orderId: 1 });

// @ts-expect-error: a key that is not the name of the class
defineCatalog("orders", { NotFound: OrderNotFound });

// @ts-expect-error: an arm is missing
match(pending, { OrderNotFound: () => 1, Platform: () => 2 });

// @ts-expect-error: no catalog
wrapHandler(async () => 1, {});

const call = createCaller<typeof getOrder>({ client, functionName: "get-order", faults: Orders });

// @ts-expect-error: the wrong input
call({ orderId: 1 });

// @ts-expect-error: the wrong output
export const quantity: Promise<string> = call({ orderId: "o-1" }).then((order) => order.quantity);

const list = createHttpCaller<typeof listOrders>({
  url: "https://shop.example",
  request: true,
  faults: Orders,
});

// @ts-expect-error: a part of the request is missing
list({ query: { limit: 1 } });

// @ts-expect-error: a handler of requests without `request`
createHttpCaller<typeof listOrders>({ url: "https://shop.example/orders", faults: Orders });

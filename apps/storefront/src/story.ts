import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { local } from "@faultwire/local";
import { deployment } from "orders/deployment";
import { playSituation, type Situation } from "./account.ts";
import { explain, openShop } from "./shop.ts";

/*
 * The way of an error from end to end, on this machine. The orders functions run under AWS's runtime client in processes of
 * their own, the storefront calls them with the real SDK and with fetch. Nothing printed is written down here.
 */

const root = fileURLToPath(new URL("../../orders/dist/", import.meta.url));
await using lambda = await local({ ...deployment, root });
const shop = openShop({
  client: lambda.client,
  orders: lambda.url("shop", "/orders"),
  payments: lambda.url("shop", "/payments"),
  support: lambda.url("support", "/orders"),
});

const situations: readonly Omit<Situation, "explain">[] = [
  {
    title: "An order is read: a success over the SDK",
    functionName: "get-order",
    call: () => shop.getOrder({ orderId: "o-1" }),
  },
  {
    title: "An order that is not there: a declared fault over the SDK",
    functionName: "get-order",
    expected: "OrderNotFound",
    call: () => shop.getOrder({ orderId: "o-9" }),
  },
  {
    title: "A payment that is still pending: a Date in the details, a promise that trying again is safe",
    functionName: "get-order",
    expected: "PaymentPending",
    call: () => shop.getOrder({ orderId: "o-2" }),
  },
  {
    title: "An order is placed: a success behind a REST API's proxy integration",
    functionName: "place-order",
    call: () => shop.placeOrder({ sku: "lamp", quantity: 2 }),
  },
  {
    title: "Too few in stock: a declared fault as an HTTP response",
    functionName: "place-order",
    expected: "OutOfStock",
    call: () => shop.placeOrder({ sku: "lamp", quantity: 2 }),
  },
  {
    title: "A quantity of zero: the wrapper's own ValidationFailed",
    functionName: "place-order",
    expected: "HandlerFault",
    call: () => shop.placeOrder({ sku: "lamp", quantity: 0 }),
  },
  {
    title: "A card without funds: the custom error object, selected by a pattern of the REST API",
    functionName: "pay-order",
    expected: "CardDeclined",
    call: () => shop.payOrder({ orderId: "o-2", amount: 120, card: "4111 1111 1111 1111" }),
  },
  {
    title: "The warehouse is closed: Retry-After behind an HTTP API",
    functionName: "cancel-order",
    expected: "WarehouseClosed",
    call: () => shop.cancelOrder("o-3"),
  },
  {
    title: "A bug in the function: an undeclared error",
    functionName: "get-order",
    expected: "Undeclared",
    call: () => shop.getOrder({ orderId: "o-broken" }),
  },
  {
    title: "A function that takes longer than it may",
    functionName: "export-orders",
    expected: "RuntimeFault",
    call: () => shop.exportOrders({ pages: 10 }),
  },
  {
    title: "A function that does not exist",
    functionName: "get-lost-order",
    expected: "ServiceFault",
    call: () => shop.getLostOrder({ orderId: "o-1" }),
  },
  {
    title: "Two exports at once, where concurrency for one is reserved: the second is throttled",
    functionName: "export-orders",
    expected: "ServiceFault",
    call: async () => {
      const first = shop.exportOrders.safe({ pages: 1 });
      await setTimeout(200);
      const second = await shop.exportOrders.safe({ pages: 1 });
      await first;
      return second.ok ? second.value : second.fault;
    },
  },
];

let asExpected = 0;
for (const [index, situation] of situations.entries()) {
  if (await playSituation(index + 1, { ...situation, explain }, lambda)) asExpected += 1;
}
shop.close();
console.log(`\n${asExpected} of ${situations.length} situations ended as expected.`);
process.exitCode = asExpected === situations.length ? 0 : 1;

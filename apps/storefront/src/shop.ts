import { LambdaClient } from "@aws-sdk/client-lambda";
import { createHttpCaller, parseResponse } from "@faultwire/caller";
import { createCaller } from "@faultwire/caller/lambda";
import { match } from "@faultwire/catalog";
import { Orders } from "order-faults";
import type { handler as ExportOrders } from "orders/export-orders";
import type { handler as GetOrder } from "orders/get-order";
import type { handler as PlaceOrder } from "orders/place-order";

/** The addresses of the orders functions. */
export interface Addresses {
  readonly client: ConstructorParameters<typeof LambdaClient>[0];
  readonly orders: string;
  readonly payments: string;
  readonly support: string;
}

/** The callers of a web shop: over the SDK, over HTTP by type, and over HTTP by hand. */
export function openShop({ client: configuration, orders, payments, support }: Addresses) {
  const client = new LambdaClient({ ...configuration });
  const getOrder = createCaller<typeof GetOrder>({ client, functionName: "get-order", faults: Orders });
  const getLostOrder = createCaller<typeof GetOrder>({
    client,
    functionName: "get-lost-order",
    faults: Orders,
  });
  const exportOrders = createCaller<typeof ExportOrders>({
    client,
    functionName: "export-orders",
    faults: Orders,
    // An export is asked for by hand: a throttle is shown at once, where the default would retry it.
    retry: false,
  });
  const placeOrder = createHttpCaller<typeof PlaceOrder>({ url: orders, faults: Orders });

  async function payOrder(payment: { orderId: string; amount: number; card: string }) {
    const response = await fetch(payments, { method: "POST", body: JSON.stringify(payment) });
    return (await parseResponse(response, Orders)) ?? response.json();
  }

  async function cancelOrder(orderId: string) {
    const response = await fetch(`${support}/${orderId}`, { method: "DELETE" });
    return (await parseResponse(response, Orders)) ?? "cancelled";
  }

  return {
    getOrder,
    getLostOrder,
    exportOrders,
    placeOrder,
    payOrder,
    cancelOrder,
    close: () => client.destroy(),
  };
}

type Shop = ReturnType<typeof openShop>;
type Failure = Extract<Awaited<ReturnType<Shop["getOrder"]["safe"]>>, { ok: false }>["fault"];

/** Words a fault for a customer. Every fault that the functions declare has an arm; a missing one does not compile. */
export function explain(fault: Failure): string {
  return match(fault, {
    OrderNotFound: ({ details }) => `We have no order ${details.orderId}.`,
    PaymentPending: (pending) => `Your bank decides by ${pending.details.until.toUTCString()}.`,
    OutOfStock: ({ details }) => `Only ${details.available} left of ${details.sku}.`,
    CardDeclined: ({ details }) =>
      details.reason === "funds"
        ? `Your account lacks ${details.missing}.`
        : `The card ending in ${details.last4} is blocked.`,
    WarehouseClosed: ({ retryAfter = 0 }) => `Try again in ${retryAfter / 60} minutes.`,
    HandlerFault: ({ details }) =>
      `Please correct: ${details?.issues?.map(({ path }) => path).join(", ") ?? "your request"}.`,
    Platform: () => "Something broke on our side.",
  });
}

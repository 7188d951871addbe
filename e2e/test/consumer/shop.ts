import { LambdaClient } from "@aws-sdk/client-lambda";
import { createHttpCaller, parse } from "@faultwire/caller";
import { createCaller } from "@faultwire/caller/lambda";
import { isFault, match } from "@faultwire/catalog";
import { local } from "@faultwire/local";
import { OrderNotFound, Orders } from "./faults.js";
import type { getOrder, listOrders, placeOrder } from "./functions.js";

const client = new LambdaClient({});
export const order = createCaller<typeof getOrder>({ client, functionName: "get-order", faults: Orders });
export const place = createHttpCaller<typeof placeOrder>({
  url: "https://shop.example/orders",
  faults: Orders,
});
export const list = createHttpCaller<typeof listOrders>({
  url: "https://shop.example/{shopId}/orders",
  method: "GET",
  request: true,
  faults: Orders,
});

export const firstOrder = (): Promise<string | undefined> =>
  list({ path: { shopId: "s-1" }, query: { limit: 1 } }).then(({ orders }) => orders[0]);

export async function buy(): Promise<string> {
  const { quantity } = await order({ orderId: "o-1" });
  const outcome = await place.safe({ sku: "lamp" });
  if (outcome.ok) return outcome.value.orderId.repeat(quantity);
  const { fault } = outcome;
  return match(fault, {
    OrderNotFound: ({ details }) => details.region ?? details.orderId,
    PaymentPending: ({ retryAfter }) => String(retryAfter),
    Platform: ({ execution }) => `${execution}`,
  });
}

export const isMissing = (error: unknown): boolean => error instanceof OrderNotFound && isFault(error);
export const found = parse({}, Orders)?.name;
export const service = local({ root: ".", functions: { "get-order": { handler: "functions.getOrder" } } });

// The compiler has to find a name for what it infers here, also where our packages alone are installed.
export const toJson = (fault: OrderNotFound) => fault.toJSON();
export const originOf = (fault: OrderNotFound) => fault.origin;
export const wireOf = (fault: OrderNotFound) => fault.origin?.wire;

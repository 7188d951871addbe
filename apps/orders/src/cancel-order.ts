import { wrapHandler } from "@faultwire/handler";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { OrderNotFound, Orders, WarehouseClosed } from "order-faults";
import { findOrder } from "./warehouse.ts";

/** Behind an HTTP API, written as any proxy handler. */
export const handler = wrapHandler(
  async (event: APIGatewayProxyEventV2) => {
    const orderId = event.pathParameters?.orderId ?? "";
    const order = await findOrder(orderId);
    if (order === undefined) throw new OrderNotFound({ orderId });
    if (order.sku === "piano") throw new WarehouseClosed(undefined, { retryAfter: 3600 });
    return { statusCode: 204 };
  },
  { throws: Orders },
);

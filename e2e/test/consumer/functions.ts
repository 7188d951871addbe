import { respond, wrapBatch, wrapHandler } from "@faultwire/handler";
import { assertNoLeak, testContext } from "@faultwire/handler/testing";
import type { APIGatewayProxyHandlerV2 } from "aws-lambda";
import { z } from "zod";
import { OrderNotFound, Orders } from "./faults.js";

export const getOrder = wrapHandler(
  async ({ orderId }: { orderId: string }) => {
    if (orderId !== "o-1") throw new OrderNotFound({ orderId });
    return { orderId, quantity: 1 };
  },
  { throws: Orders },
);

export const placeOrder = wrapHandler(async ({ sku }) => respond({ orderId: sku }, { status: 201 }), {
  throws: Orders,
  input: z.object({ sku: z.string() }),
  output: z.object({ orderId: z.string() }),
});

export const shipOrders = wrapBatch(
  async ({ orderId }) => {
    if (orderId === "") throw new OrderNotFound({ orderId });
  },
  { throws: Orders, input: z.object({ orderId: z.string() }) },
);

export const listOrders = wrapHandler(
  async ({ path, query }) => ({ shopId: path.shopId, orders: ["o-1"].slice(0, query.limit) }),
  {
    throws: Orders,
    request: {
      path: z.object({ shopId: z.string() }),
      query: z.object({ limit: z.coerce.number().default(10) }),
    },
    output: z.object({ shopId: z.string(), orders: z.array(z.string()) }),
  },
);

const existing: APIGatewayProxyHandlerV2 = async ({ rawPath }) => ({ statusCode: 200, body: rawPath });
export const wrapped: APIGatewayProxyHandlerV2 = wrapHandler(existing, { throws: Orders });

export { assertNoLeak, testContext };

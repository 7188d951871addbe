import { answerFaults } from "@faultwire/handler/middy";
import middy from "@middy/core";
import httpJsonBodyParser from "@middy/http-json-body-parser";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { z } from "zod";
import { OrderInvalid, Orders, OutOfStock } from "./faults.ts";

const Order = z.object({ sku: z.string(), quantity: z.number().int().min(1) });
const stock = new Map([["lamp", 3]]);

export const handler = middy<APIGatewayProxyEventV2>({ timeoutEarlyInMillis: 500 })
  // Before the middlewares whose errors it answers: Middy calls the last one first.
  .use(
    answerFaults({
      throws: Orders,
      mapError: (error) =>
        error instanceof z.ZodError ? new OrderInvalid({ problems: z.prettifyError(error) }) : undefined,
    }),
  )
  .use(httpJsonBodyParser())
  .handler(async ({ body }) => {
    const { sku, quantity } = Order.parse(body);
    if (sku === "slow") await new Promise(() => {});
    const left = stock.get(sku) ?? 0;
    if (quantity > left) throw new OutOfStock({ sku, left });
    return { statusCode: 201, body: JSON.stringify({ orderId: "o-2" }) };
  });

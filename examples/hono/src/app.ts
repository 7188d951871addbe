import { answerFaults } from "@faultwire/handler/hono";
import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import { HTTPException } from "hono/http-exception";
import { OrderNotFound, Orders } from "./faults.ts";

const app = new Hono();
app.onError(answerFaults({ throws: Orders }));

app.get("/orders/:orderId", (c) => {
  const { orderId } = c.req.param();
  if (orderId === "o-0") throw new TypeError("connect ECONNREFUSED postgres://admin:hunter2@db");
  if (orderId !== "o-1") throw new OrderNotFound({ orderId });
  return c.json({ orderId, sku: "lamp" });
});

app.delete("/orders/:orderId", () => {
  throw new HTTPException(403, { message: "Orders stay" });
});

export const handler = handle(app);

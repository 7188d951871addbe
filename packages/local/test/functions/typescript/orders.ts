import { join, relative } from "node:path";
import { inCents } from "./money.ts";
import type { Order } from "./order.ts";

export const handler = async (order: Order): Promise<object> => ({
  cents: inCents(order),
  // The folder of the code, as a function finds its own files.
  file: relative(join(import.meta.dirname, ".."), join(process.env.LAMBDA_TASK_ROOT ?? "", "orders.ts")),
  handler: process.env._HANDLER,
});

export default handler;

export const failing = async (order: Order): Promise<void> => {
  throw new RangeError(`order ${order.orderId}` satisfies string);
};

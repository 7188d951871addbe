import { defineCatalog, fault } from "@faultwire/catalog";
import { wrapHandler } from "@faultwire/handler";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { Candidate } from "../measuring/compare.ts";
import { byHand, NotFoundByHand } from "./by-hand.ts";
import { context, event } from "./event.ts";
import { details } from "./faults.ts";

/* Errors of HTTP that need no stack, against a hand-written class that captures one. */

class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  stack: false,
  details,
  message: ({ orderId }) => `Order ${orderId} was not found`,
}) {}
const Orders = defineCatalog("orders", { OrderNotFound });

const caught = byHand(async () => {
  throw new NotFoundByHand({ orderId: "o-1" });
});
const caughtWithoutStack = byHand(async () => {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    throw new NotFoundByHand({ orderId: "o-1" });
  } finally {
    Error.stackTraceLimit = limit;
  }
});
const wrapped = wrapHandler(
  async (_: APIGatewayProxyEventV2) => {
    throw new OrderNotFound({ orderId: "o-1" });
  },
  { throws: Orders },
);

export const withoutStack: readonly Candidate[] = [
  { name: "a hand-written class, with a stack", run: () => caught(event, context) },
  { name: "the same class without a stack (limit)", run: () => caughtWithoutStack(event, context) },
  { name: "`wrapHandler`, `stack: false`", run: () => wrapped(event, context) },
];

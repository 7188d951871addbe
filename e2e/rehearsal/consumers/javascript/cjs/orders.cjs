const { defineCatalog, fault } = require("@faultwire/catalog");
const { wrapHandler } = require("@faultwire/handler");
const { z } = require("zod");

class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }),
  message: ({ orderId }) => `Order ${orderId} was not found`,
}) {}

const Orders = defineCatalog("orders", { OrderNotFound });

const getOrder = wrapHandler(
  async ({ orderId }) => {
    throw new OrderNotFound({ orderId });
  },
  { throws: Orders, input: z.object({ orderId: z.string() }) },
);

module.exports = { OrderNotFound, Orders, getOrder };

import { NotFoundError, Router } from "@aws-lambda-powertools/event-handler/http";
import { wrapHandler } from "@faultwire/handler";
import boom from "@hapi/boom";
import middy from "@middy/core";
import httpErrorHandler from "@middy/http-error-handler";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import createError from "http-errors";
import type { Candidate } from "../measuring/compare.ts";
import { byHand, NotFoundByHand } from "./by-hand.ts";
import { context, event, type Handler } from "./event.ts";
import { OrderNotFound, Orders } from "./faults.ts";

/* Handlers behind an HTTP API that throw an error, which becomes an answer with a status. */

const MESSAGE = "Order o-1 was not found";
const caught = byHand(async () => {
  throw new NotFoundByHand({ orderId: "o-1" });
});
export const wrapped = wrapHandler(
  async (_: APIGatewayProxyEventV2) => {
    throw new OrderNotFound({ orderId: "o-1" });
  },
  { throws: Orders },
);

/** Answers an error of http-errors as its page shows: the message is sent where `expose` allows it. */
const httpErrors: Handler = async () => {
  try {
    throw createError(404, MESSAGE);
  } catch (error) {
    if (!createError.isHttpError(error)) throw error;
    const { statusCode, headers, expose, message } = error;
    return { statusCode, headers, body: JSON.stringify({ message: expose ? message : "" }) };
  }
};

/** Answers an error of boom: it has the status, the headers and the body. */
const withBoom: Handler = async () => {
  try {
    throw boom.notFound(MESSAGE);
  } catch (error) {
    if (!boom.isBoom(error)) throw error;
    const { statusCode, headers, payload } = error.output;
    return { statusCode, headers, body: JSON.stringify(payload) };
  }
};

const withMiddy = middy(async () => {
  throw createError(404, MESSAGE);
}).use(httpErrorHandler({ logger: false }));
const router = new Router({ logger: { debug() {}, info() {}, warn() {}, error() {} } as never });
router.get("/orders/:orderId", async () => {
  throw new NotFoundError(MESSAGE);
});

export const proxyError: readonly Candidate[] = [
  { name: "a hand-written class and catch that do the same", run: () => caught(event, context) },
  { name: "`wrapHandler`", run: () => wrapped(event, context) },
  { name: "`http-errors`, answered by hand (1)", run: () => httpErrors(event, context) },
  { name: "`@hapi/boom`, answered by hand (1)", run: () => withBoom(event, context) },
  { name: "`@middy/http-error-handler` with `http-errors` (1)", run: () => withMiddy(event, context) },
  { name: "Powertools' event handler, with its routing (1)", run: () => router.resolve(event, context) },
];

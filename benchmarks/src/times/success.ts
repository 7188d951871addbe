import { Router } from "@aws-lambda-powertools/event-handler/http";
import { deadline, resultGuard, wrapHandler } from "@faultwire/handler";
import middy from "@middy/core";
import httpErrorHandler from "@middy/http-error-handler";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { Candidate } from "../measuring/compare.ts";
import { byHand } from "./by-hand.ts";
import { context, event, type Handler } from "./event.ts";
import { Orders } from "./faults.ts";

/* Handlers behind an HTTP API where all is well: the cost of a wrapper. */

const found = { statusCode: 200, body: '{"orderId":"o-1"}' };
const succeeding: Handler = async () => found;
const caught = byHand(succeeding);
const wrapped = wrapHandler(async (_: APIGatewayProxyEventV2) => found, { throws: Orders });
const limited = wrapHandler(async (_: APIGatewayProxyEventV2) => found, {
  throws: Orders,
  guards: [deadline({ before: 500 })],
});
const checked = wrapHandler(async (_: APIGatewayProxyEventV2) => found, {
  throws: Orders,
  guards: [resultGuard],
});
const withMiddy = middy(succeeding).use(httpErrorHandler({ logger: false }));
const router = new Router();
router.get("/orders/:orderId", async () => ({ orderId: "o-1" }));

export const success: readonly Candidate[] = [
  { name: "a hand-written try and catch", run: () => caught(event, context) },
  { name: "the bare handler", run: () => succeeding(event, context) },
  { name: "`wrapHandler`", run: () => wrapped(event, context) },
  { name: "the same with `deadline`", run: () => limited(event, context) },
  { name: "the same with `resultGuard`", run: () => checked(event, context) },
  { name: "`@middy/core` with `@middy/http-error-handler`", run: () => withMiddy(event, context) },
  { name: "Powertools' event handler, with its routing", run: () => router.resolve(event, context) },
];

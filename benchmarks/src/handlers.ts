import { NotFoundError, Router } from "@aws-lambda-powertools/event-handler/http";
import {
  deadline,
  type ResponseStream,
  resultGuard,
  wrapHandler,
  wrapStreamHandler,
} from "@faultwire/handler";
import middy from "@middy/core";
import httpErrorHandler from "@middy/http-error-handler";
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import type { Candidate } from "./compare.ts";
import { details, OrderNotFound, Orders } from "./faults.ts";

/* Handlers behind an HTTP API: what wrapping costs where all is well, and where a typed error is thrown. */

const context = {
  awsRequestId: "r-1",
  functionName: "f",
  getRemainingTimeInMillis: () => 3000,
} as unknown as Context;
const event = {
  version: "2.0",
  routeKey: "GET /orders/{orderId}",
  rawPath: "/orders/o-1",
  rawQueryString: "",
  headers: { host: "localhost", "x-forwarded-proto": "http" },
  requestContext: {
    http: { method: "GET", path: "/orders/o-1", protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "" },
    domainName: "localhost",
    requestId: "r-1",
  },
  pathParameters: { orderId: "o-1" },
  isBase64Encoded: false,
} as unknown as APIGatewayProxyEventV2;

const found = { statusCode: 200, body: '{"orderId":"o-1"}' };
type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<unknown>;

/** A try and catch as a careful team writes it by hand. */
function byHand(handler: Handler): Handler {
  return async (given, context) => {
    try {
      return await handler(given, context);
    } catch (error) {
      return answerByHand(error, context.awsRequestId);
    }
  };
}

class NotFoundByHand extends Error {
  readonly statusCode = 404;
  readonly details: unknown;
  constructor(given: { orderId: string }) {
    const checked = details.parse(given);
    super(`Order ${checked.orderId} was not found`);
    this.name = "OrderNotFound";
    this.details = details.parse(JSON.parse(JSON.stringify(checked)));
  }
}

function answerByHand(error: unknown, requestId: string): unknown {
  if (!(error instanceof NotFoundByHand))
    return { statusCode: 500, body: JSON.stringify({ errorType: "InternalFailure", requestId }) };
  const { name, message, statusCode } = error;
  return {
    statusCode,
    headers: { "X-Amzn-ErrorType": name, "Content-Type": "application/json" },
    body: JSON.stringify({ errorType: name, message, details: error.details, requestId }),
  };
}

const succeeding: Handler = async () => found;
const wrapped = wrapHandler(async (_: APIGatewayProxyEventV2) => found, { throws: Orders });
const guarded = wrapHandler(async (_: APIGatewayProxyEventV2) => found, {
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
  { name: "a hand-written try and catch", run: () => byHandSuccess(event, context) },
  { name: "the bare handler", run: () => succeeding(event, context) },
  { name: "wrapHandler", run: () => wrapped(event, context as never) },
  { name: "the same with `deadline`", run: () => guarded(event, context as never) },
  { name: "the same with `resultGuard`", run: () => checked(event, context as never) },
  { name: "@middy/core with @middy/http-error-handler", run: () => withMiddy(event, context) },
  { name: "Powertools' event handler", run: () => router.resolve(event, context) },
];
const byHandSuccess = byHand(succeeding);

const throwing = byHand(async () => {
  throw new NotFoundByHand({ orderId: "o-1" });
});
const wrappedThrowing = wrapHandler(
  async (_: APIGatewayProxyEventV2) => {
    throw new OrderNotFound({ orderId: "o-1" });
  },
  { throws: Orders },
);
const middyThrowing = middy(async () => {
  throw Object.assign(new Error("Order o-1 was not found"), {
    name: "OrderNotFound",
    statusCode: 404,
    expose: true,
  });
}).use(httpErrorHandler({ logger: false }));
const failingRouter = new Router({ logger: { debug() {}, info() {}, warn() {}, error() {} } as never });
failingRouter.get("/orders/:orderId", async () => {
  throw new NotFoundError("Order o-1 was not found");
});

export const proxyError: readonly Candidate[] = [
  { name: "a hand-written class and catch that do the same", run: () => throwing(event, context) },
  { name: "wrapHandler", run: () => wrappedThrowing(event, context as never) },
  {
    name: "@middy/http-error-handler (status and message only)",
    run: () => middyThrowing(event, context).catch(() => undefined),
  },
  {
    name: "Powertools' event handler (status and message only)",
    run: () => failingRouter.resolve(event, context),
  },
];

/** A stream that takes everything and does nothing. */
const sink = (): ResponseStream => ({
  write: () => true,
  end: () => undefined,
  destroy: () => undefined,
  on: () => undefined,
  setContentType: () => undefined,
});
const writing = async (_: unknown, stream: ResponseStream) => void stream.end("all of it");
const streaming = wrapStreamHandler(writing, { throws: Orders });

export const streams: readonly Candidate[] = [
  { name: "the bare handler", run: () => writing(event, sink()) },
  { name: "`wrapStreamHandler`", run: () => streaming(event, sink(), context as never) },
];

/** Does the runtime client's work on an error before it posts it: body, X-Ray cause, log line. */
function runtimeWork(error: Error): number {
  const body = JSON.stringify({
    errorType: error.name,
    errorMessage: error.message,
    trace: error.stack?.split("\n"),
  });
  const frames = (error.stack ?? "")
    .split("\n")
    .slice(1)
    .map((line) =>
      line
        .trim()
        .replace(/[()]/g, "")
        .replace(/^[^\s]*\s/, "")
        .split(":"),
    );
  const cause = JSON.stringify({ exceptions: [{ type: error.name, message: error.message, stack: frames }] });
  const line = JSON.stringify({
    errorType: error.name,
    errorMessage: error.message,
    stack: error.stack?.split("\n"),
    ...error,
  });
  return body.length + cause.length + line.length;
}

const direct = { orderId: "o-1" };
const plainThrowing = async () => {
  throw new NotFoundByHand(direct);
};
const wrappedDirect = wrapHandler(
  async (given: typeof direct) => {
    throw new OrderNotFound(given);
  },
  { throws: Orders },
);

export const standardError: readonly Candidate[] = [
  {
    name: "the runtime's own work on a plain error that is validated alike",
    run: () => plainThrowing().catch(runtimeWork),
  },
  {
    name: "the same behind wrapHandler",
    run: () => wrappedDirect(direct, context as never).catch(runtimeWork),
  },
];

/* Small functions of one file each, which throw an error behind an HTTP API. Each exports `handler`. */

/** A function, and the packages that it imports. */
export interface SmallFunction {
  readonly name: string;
  readonly source: string;
  readonly packages: readonly string[];
}

const MESSAGE = JSON.stringify("no order");

export const EMPTY: SmallFunction = { name: "an empty module", source: "export {};", packages: [] };

export const BY_HAND: SmallFunction = {
  name: "a hand-written class and catch",
  packages: [],
  source: `
    class OrderNotFound extends Error { statusCode = 404; name = "OrderNotFound"; }
    export const handler = async (event, context) => {
      try {
        throw new OrderNotFound(${MESSAGE});
      } catch (error) {
        const { name: errorType, message, statusCode = 500 } = error;
        return { statusCode, body: JSON.stringify({ errorType, message, requestId: context.awsRequestId }) };
      }
    };`,
};

export const OURS: SmallFunction = {
  name: "`@faultwire/handler` and `@faultwire/catalog`",
  packages: ["@faultwire/handler", "@faultwire/catalog"],
  source: `
    import { defineCatalog, fault } from "@faultwire/catalog";
    import { wrapHandler } from "@faultwire/handler";
    class OrderNotFound extends fault("OrderNotFound", { status: 404, message: ${MESSAGE} }) {}
    const Orders = defineCatalog("orders", { OrderNotFound });
    export const handler = wrapHandler(async () => { throw new OrderNotFound(); }, { throws: Orders });`,
};

export const PEERS: readonly SmallFunction[] = [
  {
    name: "Middy with its error handler",
    packages: ["@middy/core", "@middy/http-error-handler"],
    source: `
      import middy from "@middy/core";
      import httpErrorHandler from "@middy/http-error-handler";
      export const handler = middy(async () => { throw Object.assign(new Error(${MESSAGE}), { statusCode: 404, expose: true }); })
        .use(httpErrorHandler({ logger: false }));`,
  },
  {
    name: "Powertools' event handler",
    packages: ["@aws-lambda-powertools/event-handler"],
    source: `
      import { NotFoundError, Router } from "@aws-lambda-powertools/event-handler/http";
      const router = new Router({ logger: { debug() {}, info() {}, warn() {}, error() {} } });
      router.get("/orders/:orderId", async () => { throw new NotFoundError(${MESSAGE}); });
      export const handler = (event, context) => router.resolve(event, context);`,
  },
  {
    name: "Hono with its Lambda adapter",
    packages: ["hono"],
    source: `
      import { Hono } from "hono";
      import { handle } from "hono/aws-lambda";
      import { HTTPException } from "hono/http-exception";
      const app = new Hono();
      app.get("/orders/:orderId", () => { throw new HTTPException(404, { message: ${MESSAGE} }); });
      export const handler = handle(app);`,
  },
];

/** The names of the packages of {@link EMPTY_PACKAGES}, which are not in a registry. */
export const EMPTY_NAMES = ["empty-one", "empty-two"] as const;

/** Two packages of one empty file each: the least that an import of two packages takes. */
export const EMPTY_PACKAGES: SmallFunction = {
  name: "two empty packages (floor)",
  packages: [],
  source: `import "${EMPTY_NAMES.join('"; import "')}";`,
};

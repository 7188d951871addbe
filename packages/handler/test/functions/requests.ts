import { defineCatalog, fault } from "@faultwire/catalog";
import { respond, wrapHandler } from "@faultwire/handler";
import { z } from "zod";

class Refused extends fault("Refused", { status: 403, message: "refused" }) {}
const throws = defineCatalog("shop", { Refused });
const headers = () => ({ "Access-Control-Allow-Origin": "*", "X-Shop": "lamps" });

/** Answers with the parts of its request. */
export const echo = wrapHandler(async (parts) => parts, {
  throws,
  headers,
  request: {
    path: z.record(z.string(), z.string()),
    query: z.object({
      tag: z.union([z.string(), z.array(z.string())]).optional(),
      limit: z.coerce.number().int().max(100).default(10),
      text: z.string().optional(),
    }),
    headers: z.object({ "x-client": z.string() }),
    body: z.object({ sku: z.string() }).optional(),
  },
  output: z.unknown(),
});

/** Answers with a status and headers of its own. */
export const create = wrapHandler(
  async ({ does }) => {
    if (does === "refuse") throw new Refused();
    if (does === "delete") return respond(undefined, { status: 204 });
    if (does === "redirect") return respond(undefined, { status: 302, headers: { Location: "/elsewhere" } });
    return respond(
      { orderId: "o-1" },
      { status: 201, headers: { Location: "/orders/o-1", "X-Shop": "own" } },
    );
  },
  { throws, headers, input: z.object({ does: z.string() }) },
);

/** Makes its own response. */
export const own = wrapHandler(
  async () => ({
    statusCode: 202,
    headers: { "x-shop": "own", "Content-Type": "text/plain" },
    body: "taken",
  }),
  { throws, headers },
);

/** Returns a value, which an HTTP API makes a response of. */
export const value = wrapHandler(async () => ({ hello: "world" }), { throws, headers });

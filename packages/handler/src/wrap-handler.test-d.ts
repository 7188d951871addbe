import { defineCatalog, fault } from "@faultwire/catalog";
import type { APIGatewayProxyEventV2, APIGatewayProxyHandlerV2, Context, Handler } from "aws-lambda";
import { expectTypeOf } from "vitest";
import { z } from "zod";
import { type HandlerResponse, type HandlerTypes, type HttpRequest, respond, wrapHandler } from "./index.ts";

class Refused extends fault("Refused", { status: 403, message: "refused" }) {}
const throws = defineCatalog("faults", { Refused });
type TypesOf<Wrapped extends { readonly "~types"?: unknown }> = NonNullable<Wrapped["~types"]>;
declare const context: Context;
declare const httpEvent: APIGatewayProxyEventV2;

/* Parts of a request: each schema's output for the handler, each schema's input for callers. */
const list = wrapHandler(
  async ({ path, query }, _context, event: APIGatewayProxyEventV2) => {
    expectTypeOf(path).toEqualTypeOf<{ shopId: string }>();
    expectTypeOf(query).toEqualTypeOf<{ limit: number }>();
    return { path: event.rawPath, total: query.limit };
  },
  {
    throws,
    request: {
      path: z.object({ shopId: z.string() }),
      query: z.object({ limit: z.coerce.number<string>() }),
    },
    output: z.object({ path: z.string(), total: z.number() }),
  },
);
expectTypeOf<TypesOf<typeof list>>().toEqualTypeOf<
  HandlerTypes<
    HttpRequest<{ readonly path: { shopId: string }; readonly query: { limit: string } }>,
    { path: string; total: number },
    Refused
  >
>();
expectTypeOf(list(httpEvent, context)).resolves.toEqualTypeOf<HandlerResponse>();
expectTypeOf(list({ path: { shopId: "s" }, query: { limit: "1" } }, context)).resolves.toEqualTypeOf<{
  path: string;
  total: number;
}>();
list satisfies APIGatewayProxyHandlerV2;
// @ts-expect-error the query is declared
list({ path: { shopId: "s" } }, context);
// @ts-expect-error parts or an input, not both
wrapHandler(async () => 1, { throws, request: { body: z.string() }, input: z.string() });

/* The third parameter has the event's type, unknown without an annotation. */
const place = wrapHandler(
  async ({ sku }, given, event) => {
    expectTypeOf(sku).toEqualTypeOf<string>();
    expectTypeOf(given.awsRequestId).toEqualTypeOf<string>();
    expectTypeOf(event).toEqualTypeOf<unknown>();
    return respond({ orderId: sku }, { status: 201 });
  },
  { throws, input: z.object({ sku: z.string() }) },
);
expectTypeOf(place({ sku: "s" }, context)).resolves.toEqualTypeOf<{ orderId: string }>();
expectTypeOf<TypesOf<typeof place>>().toEqualTypeOf<
  HandlerTypes<{ sku: string }, { orderId: string }, Refused>
>();
const withHeader = wrapHandler(
  async ({ sku }, _context, event: APIGatewayProxyEventV2) => `${event.headers.origin}${sku}`,
  { throws, input: z.object({ sku: z.string() }), output: z.string() },
);
expectTypeOf(withHeader(httpEvent, context)).resolves.toEqualTypeOf<HandlerResponse>();
withHeader satisfies APIGatewayProxyHandlerV2;

/* A request without schemas: its own responses, or the wrapper's. Callers send what they like. */
const own = wrapHandler(async (event: APIGatewayProxyEventV2) => ({ hello: event.rawPath }), { throws });
expectTypeOf(own(httpEvent, context)).resolves.toEqualTypeOf<{ hello: string } | HandlerResponse>();
expectTypeOf<TypesOf<typeof own>["input"]>().toEqualTypeOf<unknown>();

/* A result that is not what output takes does not compile, with a status neither. */
// @ts-expect-error
wrapHandler(async () => ({ total: "1" }), { throws, output: z.object({ total: z.number() }) });
// @ts-expect-error
wrapHandler(async () => respond({ total: "1" }), { throws, output: z.object({ total: z.number() }) });
wrapHandler(async () => respond({ total: 1 }), { throws, output: z.object({ total: z.number() }) });

/* Nothing is nothing, however it is returned; a void beside a promise, as for a callback, is dropped. */
expectTypeOf(wrapHandler(async (_: string) => {}, { throws })("", context)).resolves.toEqualTypeOf<void>();
expectTypeOf(wrapHandler((_: string) => {}, { throws })("", context)).resolves.toEqualTypeOf<void>();
declare const typed: Handler<string, { id: string }>;
expectTypeOf(wrapHandler(typed, { throws })("", context)).resolves.toEqualTypeOf<{ id: string }>();

import { LambdaClient } from "@aws-sdk/client-lambda";
import { createHttpCaller, fromLambdaError, parse, parseResponse } from "@faultwire/caller";
import { createCaller, type DeclaredBy } from "@faultwire/caller/lambda";
import { defineCatalog, fault, match, type PlatformFault } from "@faultwire/catalog";
import { wrapHandler } from "@faultwire/handler";
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
  DynamoDBStreamEvent,
  Handler,
} from "aws-lambda";
import { expectTypeOf } from "vitest";
import { z } from "zod";

class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }),
  message: "m",
}) {}
class Pending extends fault("Pending", {
  details: z.object({ until: z.coerce.date<Date>() }),
  message: "m",
}) {}
class Down extends fault("Down", { message: "m" }) {}
const Orders = defineCatalog("orders", { OrderNotFound, Pending });
const Less = defineCatalog("less", { OrderNotFound });
const More = defineCatalog("more", { ...Orders.faults, Down });
const client = new LambdaClient({});

// A handler's types: its event, or its schemas.
const plain = wrapHandler(
  async (event: { id: string }) => ({
    id: event.id,
    at: new Date(),
    list: [{ n: 1 }],
    note: undefined as string | undefined,
  }),
  { throws: Orders },
);
const Order = z.object({ id: z.string(), quantity: z.coerce.number<string>() });
const Receipt = z.object({ total: z.number(), at: z.coerce.date() });
const checked = wrapHandler(
  async (order, context) => {
    expectTypeOf(order).toEqualTypeOf<{ id: string; quantity: number }>();
    expectTypeOf(context.awsRequestId).toEqualTypeOf<string>();
    return { total: order.quantity, at: new Date() };
  },
  {
    throws: Orders,
    input: Order,
    output: Receipt,
    mapError: (error) => (error instanceof RangeError ? new OrderNotFound({ orderId: "1" }) : undefined),
  },
);
const http = wrapHandler(
  async (event: APIGatewayProxyEventV2, context: Context) => ({
    statusCode: 200,
    body: event.rawPath + context.logGroupName,
  }),
  { throws: Orders },
);
expectTypeOf(http).toExtend<Handler<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>>();
expectTypeOf<DeclaredBy<typeof plain>>().toEqualTypeOf<OrderNotFound | Pending>();
wrapHandler(async () => 1, { throws: Orders });
wrapHandler(
  async (event: DynamoDBStreamEvent, context: Context) => void [event.Records, context.logStreamName],
  { throws: Orders },
);
// @ts-expect-error the result does not fit its schema
wrapHandler(async () => ({ total: "x" }), { throws: Orders, output: z.object({ total: z.number() }) });
// @ts-expect-error a mapping to a fault that is not listed
wrapHandler(async () => 1, { throws: Less, mapError: () => new Down() });

// A caller's: what is sent, what comes back, and every fault that may come.
const call = createCaller<typeof plain>({ client, functionName: "f", faults: Orders });
expectTypeOf(call).parameter(0).toEqualTypeOf<{ id: string }>();
expectTypeOf(await call({ id: "1" })).toEqualTypeOf<{
  id: string;
  at: string;
  list: { n: number }[];
  note: string | undefined;
}>();
const outcome = await call.safe({ id: "1" });
if (outcome.ok) expectTypeOf(outcome.value.at).toEqualTypeOf<string>();
else {
  expectTypeOf(outcome.fault).toEqualTypeOf<OrderNotFound | Pending | PlatformFault>();
  expectTypeOf(
    match(outcome.fault, {
      OrderNotFound: ({ details }) => details.orderId,
      Pending: ({ details }) => details.until,
      Platform: () => 1,
    }),
  ).toEqualTypeOf<string | Date | number>();
  // @ts-expect-error Pending has no arm
  match(outcome.fault, { OrderNotFound: () => 1, Platform: () => 1 });
}
expectTypeOf(outcome.meta.attempts).toEqualTypeOf<number>();
// A caller of a handler that returns nothing gets null.
const nothing = wrapHandler(async (event: { id: string }) => void event, { throws: Orders });
const maybe = wrapHandler(async (event: { id: string }) => (event.id === "" ? undefined : { a: 1 }), {
  throws: Orders,
});
expectTypeOf(
  await createCaller<typeof nothing>({ client, functionName: "f", faults: Orders })({ id: "1" }),
).toEqualTypeOf<null>();
expectTypeOf(
  await createCaller<typeof maybe>({ client, functionName: "f", faults: Orders })({ id: "1" }),
).toEqualTypeOf<{ a: number } | null>();
// @ts-expect-error what is sent does not fit
await call({ id: 1 });
// @ts-expect-error nothing is sent
await call();

// With input and output schemas the caller sends the schema's input; a schema of its own revives the result.
const order = createCaller<typeof checked>({ client, functionName: "f", faults: More });
expectTypeOf(await order({ id: "1", quantity: "3" })).toEqualTypeOf<{ total: number; at: string }>();
// @ts-expect-error on the wire the quantity is text
await order({ id: "1", quantity: 3 });
const revived = createCaller<typeof checked, typeof Receipt>({
  client,
  functionName: "f",
  faults: Orders,
  output: Receipt,
});
expectTypeOf(await revived({ id: "1", quantity: "3" })).toEqualTypeOf<{ total: number; at: Date }>();
const untyped = createCaller({ client, functionName: "f", input: Order, output: Receipt, faults: Less });
expectTypeOf(await untyped({ id: "1", quantity: "3" })).toEqualTypeOf<{ total: number; at: Date }>();
const unknown = await untyped.safe({ id: "1", quantity: "3" });
if (!unknown.ok) expectTypeOf(unknown.fault).toEqualTypeOf<OrderNotFound | PlatformFault>();
const web = createHttpCaller<typeof checked>({ url: "https://example.com", faults: Orders });
expectTypeOf(await web({ id: "1", quantity: "3" })).toEqualTypeOf<{ total: number; at: string }>();

// A catalog that lacks a fault of the handler does not compile; one that has more does.
// @ts-expect-error Pending is missing
createCaller<typeof plain>({ client, functionName: "f", faults: Less });
// @ts-expect-error Pending is missing
createHttpCaller<typeof checked>({ url: "https://example.com", faults: Less });
createCaller<typeof plain>({ client, functionName: "f", faults: More });

// The readers know the catalog.
expectTypeOf(parse({}, Orders)).toEqualTypeOf<OrderNotFound | Pending | PlatformFault | undefined>();
expectTypeOf(await parseResponse(new Response(), Less)).toEqualTypeOf<
  OrderNotFound | PlatformFault | undefined
>();
expectTypeOf(fromLambdaError({}, Less)).toEqualTypeOf<OrderNotFound | PlatformFault | undefined>();
const read = parse({}, Orders);
// @ts-expect-error no such name
if (read?.name === "Typo") read.details;

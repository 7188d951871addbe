import { LambdaClient } from "@aws-sdk/client-lambda";
import {
  createFetch,
  createHttpCaller,
  type Meta,
  type Plan,
  parseDeadLetter,
  parseLogs,
  plan,
} from "@faultwire/caller";
import { createCaller } from "@faultwire/caller/lambda";
import { defineCatalog, fault, match, type PlatformFault, type RuntimeFault } from "@faultwire/catalog";
import { wrapHandler } from "@faultwire/handler";
import { expectTypeOf } from "vitest";
import { z } from "zod";
import { type listBooks, type ShelfNotFound, Shelves } from "./functions/shelves.ts";

class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }),
  message: "m",
}) {}
class Pending extends fault("Pending", {
  details: z.object({ until: z.coerce.date<Date>() }),
  message: "m",
}) {}
const Orders = defineCatalog("orders", { OrderNotFound, Pending });
const Less = defineCatalog("less", { OrderNotFound });
const client = new LambdaClient({});
const handler = wrapHandler(async (event: { id: string }) => event.id, { throws: Orders });
const call = createCaller<typeof handler>({ client, functionName: "f", faults: Orders });
const web = createHttpCaller({
  url: "https://example.com",
  faults: Orders,
  input: z.object({ id: z.string() }),
});

// The errors of a caller: each declared fault, each family, and nothing else; name and errorType tell them apart.
type Received = Extract<Awaited<ReturnType<typeof call.safe>>, { ok: false }>["fault"];
expectTypeOf<Received["name"]>().toEqualTypeOf<"OrderNotFound" | "Pending" | PlatformFault["name"]>();
declare const received: Received;
if (received.name === "OrderNotFound") expectTypeOf(received.details).toEqualTypeOf<{ orderId: string }>();
if (received.name === "ServiceFault") {
  expectTypeOf(received.reason).toEqualTypeOf<string | undefined>();
  expectTypeOf(received.ec2ErrorCode).toEqualTypeOf<string | undefined>();
  expectTypeOf(received.side).toEqualTypeOf<"client" | "server">();
}
if (received.name === "HandlerFault")
  expectTypeOf(received.details?.issues?.[0]?.path).toEqualTypeOf<string | undefined>();
if (received.name === "MalformedFault") {
  expectTypeOf(received.details).toEqualTypeOf<unknown>();
  expectTypeOf(received.issues).toEqualTypeOf<string>();
}
if (received instanceof Pending) expectTypeOf(received.details.until).toEqualTypeOf<Date>();
// The list of types is open: every fault has one that is text, and further names compile.
expectTypeOf(received.errorType).toEqualTypeOf<string>();
void (received.errorType === "SomethingNewException");
if (received.name === "RuntimeFault") void (received.errorType === "Sandbox.Timedout");
expectTypeOf(received.execution).toEqualTypeOf<"none" | "started" | "finished" | "unknown" | undefined>();
// @ts-expect-error only a refusal has a reason
void received.reason;
// @ts-expect-error no fault of this caller has that name
void (received.name === "Down");

// match is exhaustive over it, and knows each arm's fault.
match(received, {
  OrderNotFound: (fault) => expectTypeOf(fault).toEqualTypeOf<OrderNotFound>(),
  Pending: (fault) => expectTypeOf(fault).toEqualTypeOf<Pending>(),
  RuntimeFault: (fault) => expectTypeOf(fault).toEqualTypeOf<RuntimeFault>(),
  Platform: (fault) => expectTypeOf(fault).toEqualTypeOf<PlatformFault>(),
});
// @ts-expect-error Platform has no arm
match(received, { OrderNotFound: () => 1, Pending: () => 1, RuntimeFault: () => 1 });
// @ts-expect-error no fault of this caller has that name
match(received, { OrderNotFound: () => 1, Pending: () => 1, Down: () => 1, Platform: () => 1 });

// Ways to call, and what each can be given.
expectTypeOf(await call.event({ id: "1" })).toEqualTypeOf<Meta>();
expectTypeOf(await call.dryRun({ id: "1" }, { clientContext: { custom: {} } })).toEqualTypeOf<Meta>();
expectTypeOf(call.stream({ id: "1" })).toEqualTypeOf<AsyncIterable<Uint8Array>>();
await call(
  { id: "1" },
  { clientContext: {}, tenantId: "t", durableExecutionName: "d", signal: AbortSignal.abort() },
);
await call.event({ id: "1" }, { tenantId: "t" });
// @ts-expect-error Lambda ignores a client context there
await call.event({ id: "1" }, { clientContext: {} });
// @ts-expect-error what is handed over does not fit
await call.event({ id: 1 });
// @ts-expect-error over HTTP there is no tenant
await web({ id: "1" }, { tenantId: "t" });
// @ts-expect-error nor a queue
void web.event;

// Retries.
const again = { client, functionName: "f", faults: Orders };
createCaller<typeof handler>({ ...again, retry: { attempts: 3, budget: 1000, idempotent: true } });
createHttpCaller({ url: "https://example.com", faults: Orders, retry: { attempts: 2 } });
createCaller<typeof handler>({ ...again, retry: false });
createHttpCaller({ url: "https://example.com", faults: Orders, retry: false });
// @ts-expect-error true does not say how often
createCaller<typeof handler>({ ...again, retry: true });
// @ts-expect-error how often is not said
createCaller<typeof handler>({ ...again, retry: { idempotent: true } });
// @ts-expect-error a number of attempts
createCaller<typeof handler>({ ...again, retry: { attempts: "3" } });
// @ts-expect-error no such option
createCaller<typeof handler>({ ...again, retry: { attempts: 3, delay: 5 } });
expectTypeOf(plan(received, { idempotent: true })).toEqualTypeOf<Plan>();
expectTypeOf<Plan>().toEqualTypeOf<{
  readonly retry: boolean;
  readonly after: number;
  readonly because: string;
}>();

// A reader of one wire knows the catalog as parse does; a log brings many.
expectTypeOf(parseDeadLetter({}, Less)).toEqualTypeOf<OrderNotFound | PlatformFault | undefined>();
const [logged] = await parseLogs({}, Less);
expectTypeOf(logged?.fault).toEqualTypeOf<OrderNotFound | PlatformFault | undefined>();

// Requests with a path, a query and headers.
const books = { url: "https://example.com/shelves/{shelfId}/books", faults: Shelves } as const;
const list = createHttpCaller<typeof listBooks>({ ...books, method: "GET", request: true });
expectTypeOf(
  await list({ path: { shelfId: "s" }, query: { limit: "5" }, headers: { "x-reader": "r" } }),
).toEqualTypeOf<{
  shelfId: string;
  limit: number;
  tags: string[];
  reader: string;
}>();
// @ts-expect-error the handler takes a request, which has to be sent as one
createHttpCaller<typeof listBooks>({ ...books });
// @ts-expect-error the query lacks its limit
await list({ path: { shelfId: "s" }, query: {}, headers: { "x-reader": "r" } });
// @ts-expect-error a part that the handler does not declare
await list({ path: { shelfId: "s" }, query: { limit: "5" }, headers: { "x-reader": "r" }, body: {} });
createHttpCaller<typeof listBooks>({
  ...books,
  method: "GET",
  request: true,
  url: ({ path }) => `https://example.com/shelves/${path.shelfId}/books`,
});
// @ts-expect-error the handler takes a JSON body, not the parts of a request
createHttpCaller<typeof handler>({ url: "https://example.com", faults: Orders, request: true });
const byParts = createHttpCaller({
  ...books,
  request: { path: z.object({ shelfId: z.string() }), query: z.object({ limit: z.coerce.number<string>() }) },
});
expectTypeOf(byParts).parameter(0).toEqualTypeOf<{
  readonly path: { shelfId: string };
  readonly query: { limit: string };
}>();
const byInput = createHttpCaller({
  url: ({ id }) => `https://example.com/${id}`,
  input: z.object({ id: z.string() }),
  faults: Orders,
});
expectTypeOf(byInput).parameter(0).toEqualTypeOf<{ id: string }>();
const fetched = await createFetch({ faults: Shelves }).safe("https://example.com");
if (!fetched.ok) expectTypeOf(fetched.fault).toEqualTypeOf<PlatformFault | ShelfNotFound>();
expectTypeOf(createFetch({ faults: Shelves })).toExtend<typeof globalThis.fetch>();

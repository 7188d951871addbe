import { defineCatalog, fault } from "@faultwire/catalog";
import type { APIGatewayProxyEvent, APIGatewayProxyEventV2, Context } from "aws-lambda";
import { expectTypeOf } from "vitest";
import { z } from "zod";
import { deadline, problemDetails, resultGuard, wrapHandler, wrapStreamHandler } from "./index.ts";

class Refused extends fault("Refused", { status: 403, message: "refused" }) {}
const throws = defineCatalog("faults", { Refused });

/* The headers of an event, of any front. */
wrapHandler(async () => 1, {
  throws,
  headers: ({ headers }) => ({ "Access-Control-Allow-Origin": headers?.origin ?? "*" }),
});
wrapHandler(async () => 1, {
  throws,
  headers: (event: APIGatewayProxyEventV2) => ({ "X-Path": event.rawPath }),
});
wrapHandler(async () => 1, {
  throws,
  headers: (event: APIGatewayProxyEvent) => ({ "X-Path": event.path }),
});
// @ts-expect-error a header is a text
wrapHandler(async () => 1, { throws, headers: () => ({ "X-Number": 7 }) });

/* The context has the signal, also in Lambda's own type. */
wrapHandler(
  async (_: unknown, { signal }) => {
    expectTypeOf(signal).toEqualTypeOf<AbortSignal | undefined>();
  },
  { throws, guards: [deadline({ before: 500 }), resultGuard], body: problemDetails() },
);
wrapHandler(
  async (_: unknown, { signal, logStreamName }: Context & { readonly signal?: AbortSignal }) =>
    fetch(logStreamName, { signal: signal ?? null }),
  { throws, guards: [deadline({ before: 500 })] },
);
// @ts-expect-error milliseconds are a number
deadline({ before: "500" });

/* A streaming handler: its input, the runtime's stream, and what a caller learns of it. */
const streaming = wrapStreamHandler(
  async ({ rows }, stream: awslambda.HttpResponseStream, context, event) => {
    expectTypeOf(rows).toEqualTypeOf<number>();
    expectTypeOf(event).toEqualTypeOf<unknown>();
    stream.end(context.awsRequestId);
  },
  { throws, input: z.object({ rows: z.coerce.number<number>() }) },
);
expectTypeOf(streaming).parameter(0).toEqualTypeOf<{ rows: number }>();
expectTypeOf<Awaited<ReturnType<typeof streaming>>>().toEqualTypeOf<void>();
expectTypeOf<NonNullable<(typeof streaming)["~types"]>["faults"]>().toEqualTypeOf<Refused>();
// @ts-expect-error a stream has no result to validate
wrapStreamHandler(async () => undefined, { throws, output: z.string() });

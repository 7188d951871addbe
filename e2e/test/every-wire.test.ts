import {
  parse,
  parseAppSync,
  parseBedrock,
  parseCloudFormation,
  parseCognito,
  parseDeadLetter,
  parseDestination,
  parseErrorObject,
  parseEventStream,
  parseInvocation,
  parseJsonRpc,
  parseS3Batch,
  parseStepFunctions,
  type WireReader,
} from "@faultwire/caller";
import { defineCatalog, type Fault, fault } from "@faultwire/catalog";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import asyncErrors from "../../cases/async-errors.json" with { type: "json" };
import functionErrors from "../../cases/function-errors.json" with { type: "json" };
import httpErrors from "../../cases/http-errors.json" with { type: "json" };
import sdkObserved from "../../cases/sdk-observed.json" with { type: "json" };

/* Everything that was recorded on any wire, read by parse() and by the wire's own reader. */

class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }),
  message: ({ orderId }) => `Order ${orderId} was not found`,
}) {}
const Orders = defineCatalog("orders", { OrderNotFound });

const READERS: Readonly<Record<string, WireReader>> = {
  destination: parseDestination,
  "stream-destination": parseDestination,
  dlq: parseDeadLetter,
  undelivered: parseDeadLetter,
  stepfunctions: parseStepFunctions,
  appsync: parseAppSync,
  s3batch: parseS3Batch,
  cfn: parseCloudFormation,
  eventstream: parseEventStream,
  jsonrpc: parseJsonRpc,
  "durable-error-object": parseErrorObject,
  "cognito-presignup": parseCognito,
  "cognito-unrecognizable": parseCognito,
  "bedrock-function-failure": parseBedrock,
};

/** The JSON of a fault, the same on every way. */
const jsonOf = (found: Fault | undefined) => found?.toJSON();

describe("a record of an asynchronous wire", () => {
  const records = asyncErrors.filter(
    // A batch's answer is read with its batch at hand; this body of a refusal is inside a response.
    ({ wire, id }) => !wire.endsWith("-batch") && id !== "sync-concurrency-body",
  );
  test.each(records.map((each) => [each.id, each] as const))("%s", (id, { wire, input, outcome }) => {
    const read = READERS[id] ?? READERS[wire];
    const found = parse(input, Orders);
    if (outcome === "success") return expect(found).toBeUndefined();
    expect(found).toBeDefined();
    expect(jsonOf(found)).toEqual(jsonOf(read?.(input, Orders)));
  });
});

/** Every recorded error as a fault. */
const faults: readonly (readonly [string, Fault])[] = await Promise.all(
  [
    ...functionErrors.map(({ id, payload }) => ({
      id,
      found: parse({ FunctionError: "Unhandled", Payload: payload }, Orders),
    })),
    ...httpErrors.map(({ id, response }) => ({ id, found: parse(response, Orders) })),
    ...asyncErrors.map(({ id, input }) => ({ id, found: parse(input, Orders) })),
  ].flatMap(({ id, found }) => (found ? [[id, found] as const] : [])),
);

describe("the JSON of a fault is the fault again", () => {
  test.each(faults)("%s", (_id, found) => {
    const revived = parse(found.toJSON(), Orders);
    expect(jsonOf(revived)).toEqual(jsonOf(found));
    expect(revived?.constructor).toBe(found.constructor);
    expect(revived?.message).toBe(found.message);
    expect(parse(JSON.stringify(found), Orders)?.toJSON()).toEqual(jsonOf(found));
  });

  test("for a declared one with its details revived, whether it was received or is one's own", () => {
    const own = new OrderNotFound({ orderId: "o-1" }, { cause: new Error("secret"), retryAfter: 3 });
    const revived = parse(own.toJSON(), Orders);
    expect(revived).toBeInstanceOf(OrderNotFound);
    expect(revived).toMatchObject({ details: { orderId: "o-1" }, retryAfter: 3, status: 404 });
    expect(JSON.stringify(own)).not.toContain("secret");
    expect(own.toJSON()).toMatchObject({
      errorType: "OrderNotFound",
      errorMessage: "Order o-1 was not found",
    });
  });
});

describe("a refusal of the service", () => {
  const observed = Object.entries(sdkObserved.identification).flatMap(([id, { sent, error }]) =>
    // For a truncated document the SDK reports only invalid JSON; the header still has the name.
    sent && error && id !== "truncated-json-500" ? [[id, sent, error] as const] : [],
  );
  test.each(observed)("is named as the SDK names it: %s", (_id, { status, headers, body }, { name }) => {
    expect(parseInvocation({ status, headers, body }, Orders)).toMatchObject({ errorType: name, status });
  });

  test("keeps the name in its header where its document was cut", () => {
    const { sent } = sdkObserved.identification["truncated-json-500"];
    expect(parseInvocation(sent, Orders)).toMatchObject({
      errorType: "ServiceException",
      execution: "unknown",
    });
  });
});

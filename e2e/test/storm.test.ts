import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { createCaller } from "@faultwire/caller/lambda";
import { type Local, local } from "@faultwire/local";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sourceEnvironment as environment } from "../../source-environment.ts";
import { type Charge, type handler, Payments } from "./functions/charge.ts";

/*
 * A storm shows whether a function that may not run twice for one call does. Every caller on every way, and everything else
 * that holds in a storm, is in apps/storm.
 */

let lambda: Local;
let client: LambdaClient;

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: { charge: { handler: "charge.handler", environment, timeout: 10 } },
  });
  client = new LambdaClient(lambda.client);
});

afterAll(async () => {
  client.destroy();
  await lambda[Symbol.asyncDispose]();
});

const key = ({ orderId }: Charge) => orderId;

test.each([
  [1, "by default", {}],
  [3, "as written", { retry: { attempts: 3 } }],
] as const)("in storm %i a caller calls again %s, and no charge runs twice", async (seed, _, options) => {
  const charge = createCaller<typeof handler>({
    client,
    functionName: "charge",
    faults: Payments,
    ...options,
  });
  const { events, injections, rejected } = await lambda.storm({
    seed,
    calls: 60,
    key,
    call: (number) => charge({ orderId: `order-${number}`, declined: number % 10 === 0 }),
  });
  expect(injections).toBeGreaterThan(10);
  expect(rejected).toBeGreaterThan(6);
  expect(events.map(({ what }) => what)).toContain("request 2: no injection");
});

test("no charge runs twice in any storm; throttles alone are left out, for the time that they take", async () => {
  const charge = createCaller<typeof handler>({ client, functionName: "charge", faults: Payments });
  const either = ["reset", "ServiceException", { functionError: "no JSON" }, { delay: 5 }] as const;
  const refusals = [
    "ResourceNotReadyException",
    "KMSDisabledException",
    "SnapStartTimeoutException",
  ] as const;
  const before = fc
    .constantFrom(...either, ...refusals)
    .map((kind) => ({ before: "ran", with: kind }) as const);
  const after = fc
    .constantFrom(...either, "cut" as const)
    .map((kind) => ({ after: "ran", with: kind }) as const);
  const anyInjections = fc.array(fc.oneof(before, after), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.integer(), anyInjections, async (seed, injections) => {
      const call = (number: number) => charge({ orderId: `order-${number}` });
      await lambda.storm({ seed, calls: 8, rate: 0.7, injections, key, call });
    }),
    { numRuns: 25 },
  );
});

test("charges run twice if the caller is wrongly called idempotent", async () => {
  const charge = createCaller<typeof handler>({
    client,
    functionName: "charge",
    faults: Payments,
    retry: { attempts: 3, idempotent: true },
  });
  const call = (number: number) => charge({ orderId: `order-${number}` });
  await expect(lambda.storm({ seed: 1, calls: 60, key, call })).rejects.toThrow(
    "charge ran twice for order-",
  );
});

test("charges run twice with the SDK's own retries", async () => {
  const call = (number: number) =>
    client.send(
      new InvokeCommand({ FunctionName: "charge", Payload: JSON.stringify({ orderId: `order-${number}` }) }),
    );
  await expect(lambda.storm({ seed: 1, calls: 60, key, call })).rejects.toThrow(
    "charge ran twice for order-",
  );
});

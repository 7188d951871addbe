import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Local, local, type StormOptions, type StormReport } from "../src/index.ts";

let lambda: Local;
/** As the SDK comes: up to three requests for a call, whatever the function did. */
let retrying: LambdaClient;
let once: LambdaClient;

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: { charge: "scripted.handler", lookup: "scripted.handler" },
  });
  retrying = new LambdaClient(lambda.client);
  once = new LambdaClient({ ...lambda.client, maxAttempts: 1 });
});

afterAll(async () => {
  retrying.destroy();
  once.destroy();
  await lambda[Symbol.asyncDispose]();
});

function calling(client: LambdaClient, FunctionName = "charge") {
  return (id: number) =>
    client.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify({ id, return: 1 }) }));
}

const key = ({ id }: { id: number }) => `order-${id}`;
const messageOf = (storm: Promise<unknown>) =>
  storm.then(
    () => "stood it",
    (error: Error) => error.message,
  );

describe("a storm", () => {
  test("catches the SDK's own retry, which runs a function twice, and shows how it happened", async () => {
    const storm = lambda.storm({ seed: 1, calls: 200, key, call: calling(retrying) });
    const message = await messageOf(storm);
    expect(message).toMatch(
      /^storm: charge ran twice for order-\d+, and is not listed in idempotent:\n {2}request 1: .+ it ran\n/,
    );
    expect(message).toMatch(/\n {2}run 1: returned\n( {2}request \d: .+\n)+ {2}run 2: returned\n/);
    expect(message).toContain("seed 1, 200 calls");
  });

  test("catches events that a retry hands over twice", async () => {
    const send = (id: number) =>
      retrying.send(
        new InvokeCommand({
          FunctionName: "charge",
          InvocationType: "Event",
          Payload: JSON.stringify({ id, return: 1 }),
        }),
      );
    const rage = () => messageOf(lambda.storm({ seed: 1, calls: 200, key, call: send }));
    const message = await rage();
    expect(message).toMatch(/^storm: charge ran twice for order-\d+, and is not listed in idempotent:/);
    expect(await rage()).toBe(message);
  });

  test("brings the same injections again for the same seed, and others for another", async () => {
    const rage = (seed: number) =>
      messageOf(lambda.storm({ seed, calls: 200, key, call: calling(retrying) }));
    const first = await rage(7);
    expect(await rage(7)).toBe(first);
    expect(await rage(8)).not.toBe(first);
  });

  test("passes with a caller that never retries, and reports what it injected", async () => {
    const before = lambda.runs("charge").length;
    const { rejected, injections, events } = await lambda.storm({
      seed: 1,
      calls: 50,
      key,
      call: calling(once),
    });
    expect(injections).toBeGreaterThan(5);
    expect(rejected).toBeGreaterThan(0);
    expect(rejected).toBeLessThanOrEqual(injections);
    const runs = events.filter(({ what }) => what.startsWith("run 1"));
    expect(lambda.runs("charge")).toHaveLength(before + runs.length);
  });

  test("has as many calls in progress as it is given, and brings each the same injections", async () => {
    let current = 0;
    let most = 0;
    const call = async (id: number) => {
      most = Math.max(most, ++current);
      await calling(once)(id).finally(() => --current);
    };
    const rage = (concurrency: number) => lambda.storm({ seed: 1, calls: 24, concurrency, key, call });
    const [alone, together] = [await rage(1), await rage(4)];
    expect(most).toBe(4);
    const sorted = ({ events }: StormReport) => events.map(({ key, what }) => `${key} ${what}`).sort();
    expect(sorted(together)).toEqual(sorted(alone));
  });

  test("lets functions run twice that may", async () => {
    const injections = [{ after: "ran", with: "reset" }] as const;
    const report = await lambda.storm({
      seed: 3,
      calls: 10,
      key,
      injections,
      idempotent: ["lookup"],
      call: calling(retrying, "lookup"),
    });
    expect(report.events.map(({ what }) => what)).toContain("run 2: returned");
  });

  test("hears of a run that outlives the call that began it", async () => {
    const payload = JSON.stringify({ id: 1, sleep: 100, outlives: true });
    const call = () => {
      // The test does not wait for the answer.
      once.send(new InvokeCommand({ FunctionName: "charge", Payload: payload })).catch(() => undefined);
      return new Promise((resolve) => setTimeout(resolve, 30));
    };
    const injections = [{ after: "ran", with: { delay: 0 } }] as const;
    expect(await messageOf(lambda.storm({ seed: 1, calls: 2, injections, call }))).toContain(
      "charge ran twice",
    );
  });

  test("leaves no injection behind", async () => {
    await lambda.storm({ seed: 1, calls: 3, rate: 1, key, call: calling(once) });
    const after = await Promise.all([1, 2, 3, 4, 5].map(calling(once)));
    expect(after.map(({ FunctionError }) => FunctionError)).toEqual(Array(5).fill(undefined));
  });

  test("of which no call reached a function proves nothing and says so", async () => {
    const call = () => {
      throw new Error("misspelt");
    };
    expect(await messageOf(lambda.storm({ seed: 1, calls: 3, call }))).toBe(
      "storm: no call reached a function; the first failed with Error: misspelt",
    );
    expect(await messageOf(lambda.storm({ seed: 1, calls: 3, call: () => undefined }))).toBe(
      "storm: no call reached a function",
    );
  });

  test("runs alone", async () => {
    const first = lambda.storm({ seed: 1, calls: 2, key, call: calling(once) });
    await expect(lambda.storm({ seed: 1, calls: 2, key, call: calling(once) })).rejects.toThrow(
      "another one",
    );
    await first;
  });
});

test.each<[string, object, string]>([
  ["a seed of none", { seed: undefined }, "storm: seed is a whole number"],
  ["no calls", { calls: 0 }, "storm: calls is a whole number from 1; it is 0"],
  ["no call at once", { concurrency: 0 }, "storm: concurrency is a whole number from 1; it is 0"],
  ["nothing to call", { call: undefined }, "storm: call is a function"],
  ["a key that is no function", { key: "id" }, "storm: key is a function of the payload"],
  ["a rate above 1", { rate: 30 }, "storm: rate is a number above 0 and at most 1; it is 30"],
  ["no injections", { injections: [] }, "storm: injections is empty"],
  [
    "an injection that is not one",
    { injections: [{ with: "rest" }] },
    'storm: injections[0]: with is "reset"',
  ],
  ["a function that is not there", { idempotent: ["get"] }, "idempotent names get, which is not a function"],
  ["a key that finds nothing", { key: () => undefined }, "storm: key finds nothing in a payload of charge"],
  [
    "a key that throws",
    { key: (payload: { a: { b: 1 } }) => payload.a.b },
    "storm: key throws for a payload",
  ],
  ["a member that there is not", { times: 1 }, "storm: there is no member times; there are seed"],
])("refuses %s and says what to do", async (_, wrong, message) => {
  const options = { seed: 1, calls: 1, call: calling(once), ...wrong } as StormOptions;
  await expect(lambda.storm(options)).rejects.toThrow(message);
  await expect(lambda.storm(options)).rejects.toThrow(TypeError);
});

import { expect, test } from "vitest";
import { type Local, local } from "../src/index.ts";
import { call } from "./call.ts";
import { type Gate, startGate } from "./gate.ts";

const root = `${import.meta.dirname}/functions`;
const handler = "scripted.handler";

/** Starts an invocation that lasts until the gate opens, and returns once it runs. */
async function occupy(lambda: Local, name: string, gate: Gate): Promise<{ answer: Promise<unknown> }> {
  const arrival = gate.arrival();
  const answer = call(lambda, name, { waitFor: gate.url });
  await arrival;
  return { answer };
}

const throttled = (Reason: string) => ({
  name: "TooManyRequestsException",
  message: "Rate Exceeded.",
  Reason,
  Type: "User",
  $metadata: { httpStatusCode: 429 },
});

test("functions share the account's concurrency, less what others reserve, and a refusal names the limit", async () => {
  await using gate = await startGate();
  await using lambda = await local({
    root,
    concurrency: 2,
    functions: { one: handler, other: handler, apart: { handler, reservedConcurrency: 1 } },
    apis: { url: { type: "function-url", function: "other" } },
  });
  const running = [await occupy(lambda, "one", gate)];
  await expect(call(lambda, "other")).rejects.toMatchObject(throttled("ConcurrentInvocationLimitExceeded"));
  expect(await (await fetch(lambda.url("url"), { method: "POST" })).json()).toMatchObject({
    Reason: "ConcurrentInvocationLimitExceeded",
  });
  running.push(await occupy(lambda, "apart", gate));
  await expect(call(lambda, "apart")).rejects.toMatchObject(
    throttled("ReservedFunctionConcurrentInvocationLimitExceeded"),
  );
  gate.open();
  await Promise.all(running.map(({ answer }) => answer));
  expect((await call(lambda, "other", { return: 1 })).payload).toBe(1);
  expect(lambda.runs("other")).toHaveLength(1);
});

test("each invocation that runs at the same time has an environment of its own", async () => {
  await using gate = await startGate();
  await using lambda = await local({ root, functions: { f: handler } });
  const running = [await occupy(lambda, "f", gate), await occupy(lambda, "f", gate)];
  gate.open();
  const counts = await Promise.all(running.map(({ answer }) => answer));
  expect(counts).toMatchObject([{ payload: { count: 1 } }, { payload: { count: 1 } }]);
});

test.each([0, 1.5, 2])(
  "an account's concurrency of %d is refused where functions reserve 3",
  async (concurrency) => {
    const functions = { f: { handler, reservedConcurrency: 3 } };
    await expect(local({ root, functions, concurrency })).rejects.toThrow(
      `concurrency: a whole number from 1 that is not below what functions reserve (3); it is ${concurrency}`,
    );
  },
);

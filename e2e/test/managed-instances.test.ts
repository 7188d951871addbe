import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { createCaller } from "@faultwire/caller/lambda";
import { type Local, local } from "@faultwire/local";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sourceEnvironment } from "../../source-environment.ts";
import { Numbers } from "./functions/managed.ts";

/* Lambda Managed Instances: what handlers and callers promise holds with many invocations at once in one environment. */

const MANY = 24;
let lambda: Local;
let client: LambdaClient;
/** Lets the functions that wait go on, once as many have come. */
let gate: { readonly url: string; open(count: number): Promise<void>; close(): void };

beforeAll(async () => {
  gate = await startGate();
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: {
      managed: {
        handler: "managed.handler",
        timeout: 6,
        environment: {
          ...sourceEnvironment,
          AWS_LAMBDA_NODEJS_WORKER_COUNT: "2",
        },
        capacityProviderConfig: {},
      },
    },
  });
  client = new LambdaClient({ ...lambda.client, maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  gate.close();
  await lambda.close();
});

const call = (event: { readonly id: number; readonly [more: string]: unknown }) =>
  createCaller({ client, functionName: "managed", faults: Numbers, retry: false })
    .safe(event)
    .then((outcome) => (outcome.ok ? outcome.value : outcome.fault));

test("24 at once: each caller gets its own value or fault, and each late rejection the id of its own", async () => {
  const ids = Array.from({ length: MANY }, (_, id) => id);
  const answers = Promise.all(ids.map((id) => call({ id, waitFor: gate.url })));
  await gate.open(MANY);
  const requestIds = new Map<number, string>();
  for (const [id, answer] of (await answers).entries()) {
    const own = { id, requestId: expect.any(String) };
    expect(answer).toMatchObject(
      id % 2 === 0 ? own : { errorType: "OddNumber", message: `${id} is odd`, details: own },
    );
    // The cast: it has just been compared.
    const { requestId } = (id % 2 === 0 ? answer : (answer as { details: unknown }).details) as {
      requestId: string;
    };
    requestIds.set(id, requestId);
  }
  expect(new Set(requestIds.values()).size).toBe(MANY);
  const runs = lambda.runs("managed");
  expect(new Set(runs.map(({ requestId }) => requestId))).toEqual(new Set(requestIds.values()));

  await new Promise((resolve) => setTimeout(resolve, 100));
  // One more call takes the lines that were written after the answers.
  await call({ id: 100 });
  const left = lambda.logs("managed").flatMap((line) => {
    const [, id] = /left behind by (\d+)/.exec(line) ?? [];
    return id === undefined || id === "100" ? [] : [[Number(id), ownRequestId(line)] as const];
  });
  expect(new Map(left)).toEqual(requestIds);
});

test("the deadline of one invocation does not end the others", async () => {
  const [late, ...others] = await Promise.all([
    call({ id: 2, hangs: true }),
    ...[4, 5, 6].map((id) => call({ id })),
  ]);
  expect(late).toMatchObject({ errorType: "FunctionTimedOut" });
  expect(others).toMatchObject([{ id: 4 }, { errorType: "OddNumber" }, { id: 6 }]);
});

test("a crash amid several is a fault of unknown execution for each that ran, and the next call runs", async () => {
  const { length } = lambda.runs("managed");
  const calls = Promise.all([
    call({ id: 1, waitFor: gate.url, signal: "SIGKILL" }),
    ...[3, 5, 7].map((id) => call({ id, waitFor: gate.url, hangs: true })),
  ]);
  await gate.open(4);
  const ended = { errorType: "Runtime.ExitError", execution: "unknown", retryable: false };
  expect(await calls).toMatchObject([ended, ended, ended, ended]);
  const outcomes = lambda.runs("managed").slice(length);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(["exited", "exited", "exited", "exited"]);
  expect(await call({ id: 8 })).toMatchObject({ id: 8 });
});

/** Returns the request id that our line has, within the line of the runtime's client. */
function ownRequestId(line: string): string {
  const { message } = JSON.parse(line);
  return (typeof message === "string" ? JSON.parse(message) : message).requestId;
}

async function startGate(): Promise<typeof gate> {
  const waiting: ServerResponse[] = [];
  let arrived: () => void = () => undefined;
  const server = createServer((_, response) => {
    waiting.push(response);
    arrived();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    open: async (count) => {
      while (waiting.length < count)
        await new Promise<void>((resolve) => {
          arrived = resolve;
        });
      for (const response of waiting.splice(0)) response.end();
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

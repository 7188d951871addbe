import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetFunctionConfigurationCommand, InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FunctionConfig, type Local, local } from "../src/index.ts";
import { call } from "./call.ts";
import { startGate } from "./gate.ts";

/* Functions on Managed Instances: AWS's runtime client runs them in several threads, several at once in each. */

const root = `${import.meta.dirname}/functions`;
const twoThreads = { AWS_LAMBDA_NODEJS_WORKER_COUNT: "2" };
const managed: FunctionConfig = {
  handler: "managed.handler",
  timeout: 20,
  environment: twoThreads,
  capacityProviderConfig: {},
};

/** The result of `managed.handler`. */
interface Seen {
  readonly id: number;
  readonly requestId: string;
  readonly stored: string;
  readonly remainingMs: number;
  readonly version: string;
  readonly variables?: readonly string[];
  readonly process: number;
  readonly thread: number | "main";
  readonly calls: readonly number[];
}

async function seen(lambda: Local, name: string, event: object): Promise<Seen> {
  const { payload } = await call(lambda, name, event);
  // The cast: managed.mjs has made it.
  return payload as Seen;
}

/** Calls a function as often at once, and lets all go on when all have arrived. */
async function callAtOnce(lambda: Local, name: string, events: readonly object[]) {
  await using gate = await startGate();
  const arrived = gate.arrivals(events.length);
  const calls = Promise.all(events.map((event) => call(lambda, name, { ...event, waitFor: gate.url })));
  await Promise.race([arrived, calls]);
  gate.open();
  return calls;
}

describe("24 invocations at once in one environment", () => {
  let lambda: Local;
  let answers: Awaited<ReturnType<typeof callAtOnce>>;
  const ids = Array.from({ length: 24 }, (_, id) => id);
  const returned = () => answers.filter((_, id) => id % 3 > 0).map(({ payload }) => payload as Seen);

  beforeAll(async () => {
    lambda = await local({ root, functions: { managed } });
    answers = await callAtOnce(
      lambda,
      "managed",
      ids.map((id) => ({ id, fails: id % 3 === 0 })),
    );
  });
  afterAll(() => lambda.close());

  test("run in one process, in both of its threads", () => {
    expect(new Set(returned().map((each) => each.process)).size).toBe(1);
    expect(new Set(returned().map(({ thread }) => thread)).size).toBe(2);
    expect(returned().map(({ thread }) => thread)).not.toContain("main");
  });

  test("each caller gets the answer of its own event", () => {
    expect(returned().map(({ id, stored }) => [id, stored])).toEqual(
      ids.filter((id) => id % 3 > 0).map((id) => [id, `store of ${id}`]),
    );
  });

  test("each caller gets the error of its own event", () => {
    const failed = answers.filter((_, id) => id % 3 === 0);
    expect(failed.map(({ functionError, payload }) => [functionError, payload])).toEqual(
      ids
        .filter((id) => id % 3 === 0)
        .map((id) => [
          "Unhandled",
          { errorType: "RangeError", errorMessage: `fault of ${id}`, trace: expect.any(Array) },
        ]),
    );
  });

  test("each has its own time", () => {
    for (const { remainingMs } of returned()) expect(remainingMs).toBeGreaterThan(0);
    for (const { remainingMs } of returned()) expect(remainingMs).toBeLessThanOrEqual(20_000);
  });

  test("each log has the lines of its own invocation, as JSON", () => {
    for (const [id, { log }] of answers.entries()) {
      const lines = log
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
      const own = lines.filter(({ message }) => /^(?:begins|ends) /.test(message));
      expect(own.map(({ level, message }) => [level, message])).toEqual([
        ["INFO", `begins ${id}`],
        ["WARN", `ends ${id}`],
      ]);
      const requestIds = lines.map(({ requestId, record }) => requestId ?? record.requestId);
      expect(new Set(requestIds).size).toBe(1);
      const report = {
        status: id % 3 === 0 ? "error" : "success",
        metrics: { durationMs: expect.any(Number) },
      };
      expect([lines[0]?.type, lines.at(-1)]).toMatchObject([
        "platform.start",
        { type: "platform.report", record: report },
      ]);
    }
  });

  test("the record of runs has each once, with its own log", () => {
    const runs = lambda.runs("managed").by(({ id }: { id: number }) => id);
    for (const id of ids) {
      expect(runs.get(String(id))).toMatchObject([{ outcome: id % 3 === 0 ? "threw" : "returned" }]);
      expect(runs.get(String(id))?.[0]?.log).toContain(`ends ${id}"`);
    }
  });

  test("the state of a module is shared within a thread: it leaks from one invocation to the others", () => {
    const most = Math.max(...returned().map(({ calls }) => calls.length));
    expect(most).toBeGreaterThan(2);
  });

  test("a call without a qualifier runs $LATEST.PUBLISHED, and there is no call of $LATEST", async () => {
    const client = new LambdaClient({ ...lambda.client, maxAttempts: 1 });
    const send = (FunctionName: string, Qualifier?: string) =>
      client.send(new InvokeCommand({ FunctionName, Qualifier, Payload: '{"id":1}' }));
    const { Payload, ExecutedVersion } = await send("managed");
    const { version } = JSON.parse(Buffer.from(Payload ?? []).toString("utf8"));
    expect([version, ExecutedVersion]).toEqual(["$LATEST.PUBLISHED", "$LATEST.PUBLISHED"]);
    expect((await send("managed", "$LATEST.PUBLISHED")).StatusCode).toBe(200);
    await expect(send("managed", "$LATEST")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    client.destroy();
  });

  test("Lambda's API shows the capacity provider, and JSON logs", async () => {
    const client = new LambdaClient(lambda.client);
    const shown = await client.send(new GetFunctionConfigurationCommand({ FunctionName: "managed" }));
    client.destroy();
    expect(shown).toMatchObject({
      MemorySize: 2048,
      CapacityProviderConfig: {
        LambdaManagedInstancesCapacityProviderConfig: {
          CapacityProviderArn: expect.stringMatching(
            /^arn:aws:lambda:us-east-1:\d{12}:capacity-provider:local$/,
          ),
          PerExecutionEnvironmentMaxConcurrency: 64,
          ExecutionEnvironmentMemoryGiBPerVCpu: 2,
        },
      },
      LoggingConfig: { LogFormat: "JSON" },
    });
  });
});

test("a function has the variables of Managed Instances, by its memory and its configuration", async () => {
  const variables = {
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x",
    AWS_LAMBDA_INITIALIZATION_TYPE: "lambda-managed-instances",
    AWS_LAMBDA_LOG_FORMAT: "JSON",
    AWS_LAMBDA_MAX_CONCURRENCY: "64",
    AWS_LAMBDA_NODEJS_WORKER_COUNT: "8",
  };
  const capacityProviderConfig = { executionEnvironmentMemoryGiBPerVCpu: 4 };
  const { environment: _, ...rest } = managed;
  await using lambda = await local({
    root,
    functions: {
      managed: { ...rest, ...{ runtime: "nodejs22.x", memorySize: 4096, capacityProviderConfig } },
    },
  });
  expect(await seen(lambda, "managed", { id: 1, variables: Object.keys(variables) })).toMatchObject({
    variables: Object.values(variables),
  });
});

describe("an invocation that takes too long", () => {
  let lambda: Local;
  beforeAll(async () => {
    lambda = await local({ root, functions: { managed: { ...managed, timeout: 2 } } });
  });
  afterAll(() => lambda.close());

  test("ends with the words of Managed Instances, and the others go on in the same process", async () => {
    const [late, inTime] = await Promise.all([
      call(lambda, "managed", { id: 1, sleep: 2500 }),
      call(lambda, "managed", { id: 2, sleep: 500 }),
    ]);
    expect([late.functionError, JSON.stringify(late.payload)]).toEqual([
      "Unhandled",
      '{"errorType":"Sandbox.Timedout","errorMessage":"Task timed out after 2.00 seconds"}',
    ]);
    expect(lastLine(late.log)).toMatchObject({
      record: { status: "timeout", errorType: "Sandbox.Timedout" },
    });
    const after = await seen(lambda, "managed", { id: 3, sleep: 1000 });
    expect(after.process).toBe((inTime.payload as Seen).process);
    expect(lambda.runs("managed").map(({ outcome }) => outcome)).toEqual([
      "returned",
      "timed out",
      "returned",
    ]);
  });

  test("its code goes on, and its late answer is refused", () => {
    const lines = lambda.logs("managed");
    expect(lines.filter((line) => line.includes('"ends 1"'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes("Http response code: 410"))).toEqual([
      expect.stringContaining('{"errorMessage":"Invoke timeout","errorType":"InvokeTimeout"}'),
    ]);
  });

  test("a thread that ends takes its invocations with it, and the other thread goes on", async () => {
    const ended = call(lambda, "managed", { id: 4, exit: 1 });
    const others = [5, 6, 7, 8].map((id) => call(lambda, "managed", { id, sleep: 100 }));
    expect((await ended).payload).toMatchObject({ errorType: "Sandbox.Timedout" });
    const outcomes = (await Promise.all(others)).map(({ payload }) => payload as Partial<Seen>);
    expect(outcomes.filter(({ id }) => id !== undefined).length).toBeGreaterThan(0);
    const { process } = await seen(lambda, "managed", { id: 9 });
    for (const each of outcomes) if (each.id !== undefined) expect(each.process).toBe(process);
  });

  test("a process whose threads have all ended is gone, and the next call has another", async () => {
    const { process } = await seen(lambda, "managed", { id: 10 });
    const { payload } = await call(lambda, "managed", { id: 11, exit: 0 });
    expect(payload).toEqual({ errorType: "Runtime.ExitError" });
    expect((await seen(lambda, "managed", { id: 12 })).process).not.toBe(process);
  });
});

test("a crash ends all invocations of the environment, none of another one, and the next has a new one", async () => {
  const perExecutionEnvironmentMaxConcurrency = 6;
  await using lambda = await local({
    root,
    functions: { managed: { ...managed, capacityProviderConfig: { perExecutionEnvironmentMaxConcurrency } } },
  });
  await using gate = await startGate();
  const inFirst = [1, 2, 3, 4, 5].map((id) => call(lambda, "managed", { id, waitFor: gate.url }));
  await gate.arrivals(5);
  const crash = seen(lambda, "managed", { id: 6, waitFor: gate.url, signal: "SIGKILL" });
  await gate.arrivals(6);
  const inSecond = [7, 8].map((id) => seen(lambda, "managed", { id, waitFor: gate.url }));
  await gate.arrivals(8);
  gate.open();
  expect(await crash).toEqual({ errorType: "Runtime.ExitError" });
  const ended = await Promise.all(inFirst);
  const exited = ended.filter(({ functionError }) => functionError !== undefined);
  for (const { payload, log } of exited) {
    expect(JSON.stringify(payload)).toBe('{"errorType":"Runtime.ExitError"}');
    expect(lastLine(log)).toMatchObject({ record: { status: "error", errorType: "Runtime.ExitError" } });
  }
  const [one, other] = await Promise.all(inSecond);
  expect([one?.id, other?.id, other?.process]).toEqual([7, 8, one?.process]);
  const outcomes = lambda.runs("managed").map(({ outcome }) => outcome);
  expect(outcomes.filter((outcome) => outcome === "exited")).toHaveLength(exited.length + 1);
  const next = await seen(lambda, "managed", { id: 9 });
  expect(next.process).toBe(one?.process);
});

test("an environment that has ended while it ran nothing gets no further call", async () => {
  await using lambda = await local({ root, functions: { managed } });
  const { process: ended } = await seen(lambda, "managed", { id: 1, exitLater: 20 });
  await expect.poll(() => isAlive(ended)).toBe(false);
  const next = await seen(lambda, "managed", { id: 2 });
  expect([next.id, next.process === ended]).toEqual([2, false]);
});

test("calls beyond what the environments run at once are throttled", async () => {
  await using lambda = await local({
    root,
    functions: {
      managed: {
        ...managed,
        capacityProviderConfig: { perExecutionEnvironmentMaxConcurrency: 2 },
        functionScalingConfig: { minExecutionEnvironments: 2 },
      },
    },
  });
  await using gate = await startGate();
  const running = [1, 2, 3, 4].map((id) => seen(lambda, "managed", { id, waitFor: gate.url }));
  await gate.arrivals(4);
  await expect(call(lambda, "managed", { id: 5 })).rejects.toMatchObject({
    name: "TooManyRequestsException",
    Reason: undefined,
  });
  gate.open();
  expect(new Set((await Promise.all(running)).map((each) => each.process)).size).toBe(2);
  expect(await seen(lambda, "managed", { id: 6 })).toMatchObject({ id: 6 });
});

test("streams at once each have the pieces of their own", async () => {
  const environment = { AWS_LAMBDA_NODEJS_WORKER_COUNT: "1" };
  await using lambda = await local({
    root,
    functions: { managed: { ...managed, ...{ handler: "http-stream.handler", environment } } },
  });
  await using gate = await startGate();
  const ids = [1, 2, 3, 4];
  const calls = ids.map((id) => {
    const steps = [{ write: `first of ${id}, ` }, { waitFor: gate.url }, { write: `second of ${id}` }];
    return call(lambda, "managed", { body: JSON.stringify({ type: "application/json", steps }) });
  });
  await gate.arrivals(ids.length);
  gate.open();
  const runs = calls.map((each) => each.catch((failure) => failure));
  await Promise.all(runs);
  expect(
    lambda
      .runs("managed")
      .map(({ answer }) => answer)
      .sort(),
  ).toEqual(ids.map((id) => `first of ${id}, second of ${id}`));
});

test("with watch, a change is live at the next call, and calls that run go on", async () => {
  const folder = mkdtempSync(join(tmpdir(), "faultwire-test-"));
  const write = (value: string) =>
    writeFileSync(
      join(folder, "f.mjs"),
      `export const handler = async ({ waitFor }) => { if (waitFor) await fetch(waitFor); return "${value}"; };`,
    );
  write("first");

  await using lambda = await local({
    root: folder,
    watch: true,
    functions: { managed: { ...managed, handler: "f.handler" } },
  });
  await using gate = await startGate();
  const running = call(lambda, "managed", { waitFor: gate.url });
  await gate.arrivals(1);
  write("second, and longer");
  expect((await call(lambda, "managed")).payload).toBe("second, and longer");
  gate.open();
  expect((await running).payload).toBe("first");
  rmSync(folder, { recursive: true });
});

test.each([
  ["broken.handler", "TypeError", "cannot start"],
  ["managed.callback", "Runtime.CallbackHandlerDeprecated", "removed support for callback-based"],
])("calls of %s, which cannot start, all end with %s", async (handler, errorType, text) => {
  await using lambda = await local({ root, functions: { managed: { ...managed, handler } } });
  const answers = await Promise.all([1, 2, 3].map((id) => call(lambda, "managed", { id })));
  for (const { payload } of answers)
    expect(payload).toMatchObject({ errorType, errorMessage: expect.stringContaining(text) });
  expect(lambda.runs("managed")).toEqual([]);
});

describe("a configuration that AWS would not take is refused:", () => {
  const config = { handler: "managed.handler", capacityProviderConfig: {} };
  test.each<[FunctionConfig, string]>([
    [{ ...config, memorySize: 1024 }, "memorySize is a whole number of megabytes from 2048 to 32768"],
    [{ ...config, reservedConcurrency: 2 }, "AWS documents no reservedConcurrency for Managed Instances"],
    [{ ...config, tenantIsolationMode: "PER_TENANT" }, "AWS documents no tenantIsolationMode"],
    [
      { handler: "managed.handler", functionScalingConfig: {} },
      "is for a function with capacityProviderConfig",
    ],
    [
      { ...config, functionScalingConfig: { minExecutionEnvironments: 0 } },
      "minExecutionEnvironments is a whole number from 1",
    ],
    [
      { ...config, capacityProviderConfig: { perExecutionEnvironmentMaxConcurrency: 1601 } },
      "perExecutionEnvironmentMaxConcurrency is a whole number from 1 to 1600",
    ],
    [
      { ...config, capacityProviderConfig: { executionEnvironmentMemoryGiBPerVCpu: 4 } },
      "executionEnvironmentMemoryGiBPerVCpu is a number from 2 to 2; it is 4",
    ],
    [{ ...config, capacityProviderConfig: { arn: "mine" } }, "arn is the ARN of a capacity provider"],
    [{ ...config, runtime: "provided.al2023", command: ["node"] }, "AWS documents no default for provided"],
    [
      { ...config, environment: { AWS_LAMBDA_MAX_CONCURRENCY: "5" } },
      "AWS_LAMBDA_MAX_CONCURRENCY, which Lambda reserves",
    ],
  ])("%o", async (managed, message) => {
    await expect(local({ root, functions: { managed } })).rejects.toThrow(message);
  });
});

function lastLine(log: string): unknown {
  return JSON.parse(log.trim().split("\n").at(-1) ?? "");
}

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    // It has ended.
    return false;
  }
}

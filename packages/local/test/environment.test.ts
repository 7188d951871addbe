import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { expect, test } from "vitest";
import { local } from "../src/index.ts";

const root = `${import.meta.dirname}/functions`;

async function run(handler: string, timeout: number, ...events: unknown[]) {
  await using lambda = await local({ root, functions: { f: { handler, timeout } } });
  const client = new LambdaClient({ ...lambda.client, maxAttempts: 1 });
  const answers: Record<string, unknown>[] = [];
  for (const event of events) {
    const output = await client.send(
      new InvokeCommand({ FunctionName: "f", Payload: JSON.stringify(event) }),
    );
    answers.push(JSON.parse(Buffer.from(output.Payload ?? []).toString("utf8")));
  }
  client.destroy();
  return { answers, runs: lambda.runs("f") };
}

test("an environment is reused, its module state with it", async () => {
  const { answers } = await run("scripted.handler", 3, {}, {}, {});
  expect(answers.map(({ count }) => count)).toEqual([1, 2, 3]);
});

test("a time-out ends the process, loses module state and keeps the temporary folder", async () => {
  const { answers, runs } = await run(
    "scripted.handler",
    0.5,
    { mark: true },
    { sleep: 5000 },
    { mark: true },
  );
  expect(answers[1]).toMatchObject({
    errorType: "Sandbox.Timedout",
    errorMessage: expect.stringMatching(
      /^RequestId: [0-9a-f-]{36} Error: Task timed out after 0\.50 seconds$/,
    ),
  });
  expect(answers[0]).toEqual({ count: 1, seen: false });
  expect(answers[2]).toEqual({ count: 1, seen: true });
  expect(runs.map(({ how }) => how)).toEqual(["returned", "timed out", "returned"]);
});

test("an exit is Runtime.ExitError, and the next invocation starts anew", async () => {
  const { answers } = await run("scripted.handler", 3, { exit: 7 }, { exit: 0 }, {});
  expect(answers[0]?.errorMessage).toMatch(/Runtime exited with error: exit status 7$/);
  expect(answers[1]?.errorMessage).toMatch(/Runtime exited without providing a reason$/);
  expect(answers[2]).toMatchObject({ count: 1 });
});

test("an exit that comes due between two invocations hits the next one", async () => {
  await using lambda = await local({ root, functions: { f: "scripted.handler" } });
  const client = new LambdaClient({ ...lambda.client, maxAttempts: 1 });
  const ask = async (event: object) => {
    const output = await client.send(
      new InvokeCommand({ FunctionName: "f", Payload: JSON.stringify(event) }),
    );
    return JSON.parse(Buffer.from(output.Payload ?? []).toString("utf8"));
  };
  await ask({ exitLater: 100 });
  // The process is frozen now, its timer with it.
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await ask({ return: "never" })).toMatchObject({ errorType: "Runtime.ExitError" });
  expect(await ask({ return: "anew" })).toBe("anew");
  client.destroy();
});

test("a module that cannot start is tried twice, its error is the answer, and no run is recorded", async () => {
  await using lambda = await local({ root, functions: { broken: "broken.handler" } });
  const client = new LambdaClient({ ...lambda.client, maxAttempts: 1 });
  const output = await client.send(new InvokeCommand({ FunctionName: "broken", LogType: "Tail" }));
  client.destroy();
  expect(output.FunctionError).toBe("Unhandled");
  expect(JSON.parse(Buffer.from(output.Payload ?? []).toString())).toMatchObject({
    errorType: "TypeError",
    errorMessage: "cannot start",
  });
  expect(
    Buffer.from(output.LogResult ?? "", "base64")
      .toString()
      .match(/INFO\tloading/g),
  ).toHaveLength(2);
  expect(lambda.runs("broken")).toEqual([]);
});

test("disposing ends what still runs and leaves no process behind", async () => {
  const lambda = await local({ root, functions: { f: { handler: "scripted.handler", timeout: 60 } } });
  const client = new LambdaClient({ ...lambda.client, maxAttempts: 1 });
  const call = client
    .send(new InvokeCommand({ FunctionName: "f", Payload: '{"sleep":60000}' }))
    .catch(() => "ended");
  await new Promise((resolve) => setTimeout(resolve, 300));
  await lambda[Symbol.asyncDispose]();
  await call;
  expect(lambda.runs("f").map(({ how }) => how)).toEqual(["exited"]);
  client.destroy();
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { local } from "../src/index.ts";
import { call } from "./call.ts";

const root = `${import.meta.dirname}/functions`;
const ROUNDS = 12;

/** Invokes a function until it has failed ROUNDS times, and returns all answers. */
async function answersOf(handler: string, runtime: "nodejs24.x" | "nodejs22.x"): Promise<unknown[]> {
  await using lambda = await local({ root, functions: { f: { handler, runtime } } });
  const answers: unknown[] = [];
  for (let round = 0; round < 2 * ROUNDS; round += 1) answers.push((await call(lambda, "f")).payload);
  return answers;
}

const exited = expect.objectContaining({ errorType: "Runtime.ExitError" });

test.each(["nodejs24.x", "nodejs22.x"] as const)(
  "under %s an exit that a timer of 0 ms brings hits the next invocation, every time",
  async (runtime) => {
    const answers = await answersOf("awkward.returnThenExit", runtime);
    expect(answers).toEqual(Array.from({ length: ROUNDS }, () => ["first", exited]).flat());
  },
);

test("a timer of 0 ms never wins against the error that the handler has thrown", async () => {
  const answers = await answersOf("awkward.throwThenTimer", "nodejs24.x");
  const thrown = expect.objectContaining({ errorType: "RangeError" });
  expect(answers).toEqual(Array.from({ length: ROUNDS }, () => [thrown, exited]).flat());
});

test("after its answer an invocation is not answered once more with an uncaught error", async () => {
  const posts: string[] = [];
  let deliver: (() => void) | undefined;
  // A Runtime API with one event, which records what is posted.
  const server = createServer((request, response) => {
    if (request.method === "POST") {
      posts.push(request.url?.split("/").at(-1) ?? "");
      request.resume().on("end", () => response.writeHead(202, { "content-length": 0 }).end());
    } else if (deliver === undefined) {
      deliver = () => undefined;
      const headers = {
        "lambda-runtime-aws-request-id": "r-1",
        "lambda-runtime-deadline-ms": "9999999999999",
        "lambda-runtime-invoked-function-arn": "arn:aws:lambda:us-east-1:000000000000:function:f",
        "content-length": 2,
      };
      response.writeHead(200, headers).end("{}");
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const client = spawn(process.execPath, [`${import.meta.dirname}/../runtime/aws-lambda-ric-3.3.0.mjs`], {
    stdio: "ignore",
    env: {
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${(server.address() as AddressInfo).port}`,
      LAMBDA_TASK_ROOT: root,
      _HANDLER: "awkward.returnThenThrow",
      AWS_LAMBDA_FUNCTION_NAME: "f",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "128",
      AWS_LAMBDA_LOG_GROUP_NAME: "g",
      AWS_LAMBDA_LOG_STREAM_NAME: "s",
    },
  });
  const [code] = await once(client, "exit");
  server.closeAllConnections();
  server.close();
  expect([code, posts]).toEqual([129, ["response"]]);
});

test("stacks have the names that functions have in AWS's client", async () => {
  await using lambda = await local({
    root,
    functions: { f: { handler: "awkward.circular", runtime: "nodejs22.x" } },
  });
  const { payload } = await call(lambda, "f");
  expect(JSON.stringify(payload)).toMatch(/" {4}at done \(file:\/\/\/var\/runtime\/index\.mjs:\d+:\d+\)/);
  expect(JSON.stringify(payload)).not.toMatch(/done2/);
});

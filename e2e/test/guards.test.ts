import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { parseResponse } from "@faultwire/caller";
import { createCaller } from "@faultwire/caller/lambda";
import { type Local, local } from "@faultwire/local";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sourceEnvironment as environment } from "../../source-environment.ts";
import { Faults } from "./functions/guarded.ts";
import { RUNTIME_CLIENTS, type RuntimeClient, runFunction } from "./runtime-api.ts";

/* Conditions that would end a function or exceed a wire are typed faults at the caller. */

let lambda: Local;
let client: LambdaClient;

beforeAll(async () => {
  const deployed = (name: string, timeout = 60) => ({ handler: `guarded.${name}`, environment, timeout });
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: {
      guarded: deployed("handler"),
      unguarded: deployed("unguarded"),
      // Those that hang: the others may take as long as a busy machine needs.
      hanging: deployed("handler", 2),
      "hanging-unguarded": deployed("unguarded", 2),
      document: deployed("document"),
      custom: deployed("custom"),
    },
    apis: {
      rest: { type: "rest", routes: { "POST /": "guarded", "POST /hang": "hanging" } },
      http: { type: "http", routes: { "POST /": "guarded" } },
      url: { type: "function-url", function: "guarded" },
      alb: { type: "alb", function: "guarded" },
      "alb-multi": { type: "alb", function: "guarded", multiValueHeaders: true },
    },
  });
  client = new LambdaClient(lambda.client);
});
afterAll(async () => {
  client.destroy();
  await lambda[Symbol.asyncDispose]();
});

const call = (functionName: string, does: string, length = 0) =>
  createCaller({ client, functionName, faults: Faults })({ does, length }).catch((fault) => fault);
const post = async (api: string, does: string, { length = 0, path = "/" } = {}) =>
  parseResponse(
    await fetch(lambda.url(api, path), { method: "POST", body: JSON.stringify({ does, length }) }),
    Faults,
  );

describe("the deadline guard", () => {
  test("answers before the time-out, typed, and aborts what the handler waits for", async () => {
    expect(await call("hanging", "hangs")).toMatchObject({ errorType: "FunctionTimedOut", status: 504 });
    expect(await call("hanging", "tells what was aborted")).toBe("HandlerFault");
    expect(await post("rest", "hangs", { path: "/hang" })).toMatchObject({
      errorType: "FunctionTimedOut",
      status: 504,
    });
  });

  test("without it the caller gets the platform's word", async () => {
    expect(await call("hanging-unguarded", "hangs")).toMatchObject({ name: "RuntimeFault" });
  });
});

describe("an unawaited rejection after the answer", () => {
  const events = [{ does: "rejects later" }, { does: "succeeds" }];

  /** Sends two events, the second one after the first one's rejection, and returns their answers. */
  async function answers(
    handler: string,
    version?: RuntimeClient,
  ): Promise<{ paths: (string | undefined)[]; log: string }> {
    await using running = await runFunction(handler, version);
    const [first, second] = events;
    const one = await running.invoke(first);
    while (!running.log().includes("nobody awaited it"))
      await new Promise((resolve) => setTimeout(resolve, 5));
    const two = await running.invoke(second);
    return { paths: [one.path, two.path].map((path) => path?.split("/").at(-1)), log: running.log() };
  }

  test("ends the process at the next event", async () => {
    expect((await answers("guarded.unguarded")).paths).toEqual(["response", undefined]);
  });

  test.each(RUNTIME_CLIENTS)(
    "ended the next request on Node.js 22: it is in the log, and the next is served, under runtime client %s",
    async (version) => {
      const { paths, log } = await answers("late.handler", version);
      expect(paths).toEqual(["response", "response"]);
      expect(log).toContain('"faultwire":"UnhandledRejection"');
    },
  );

  test.each(["nodejs22.x", "nodejs24.x"] as const)(
    "made every other answer a 502 on %s: a frozen one is over with the next request, which is answered",
    async (runtime) => {
      await using behind = await local({
        root: `${import.meta.dirname}/functions`,
        functions: { late: { handler: "late.rejecting", environment, timeout: 60, runtime } },
        apis: { rest: { type: "rest", routes: { "POST /": "late" } } },
      });
      const statuses: number[] = [];
      for (const delay of [0, 1, 30, 0, 30, 1]) {
        const body = JSON.stringify({ delay });
        statuses.push((await fetch(behind.url("rest", "/"), { method: "POST", body })).status);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      expect(statuses).toEqual([409, 409, 409, 409, 409, 409]);
    },
  );
});

test.each([
  ["Node.js 24", process.execPath],
  ["Node.js 22", join(import.meta.dirname, "../toolchains/node_modules/node-22/bin/node")],
])("of several invocations at once, each late rejection has the id of its own, on %s", async (_, node) => {
  const flags = ["--conditions=@faultwire/source", "--no-warnings"];
  const program = `${import.meta.dirname}/functions/overlapping.ts`;
  const { stderr } = await promisify(execFile)(node, [...flags, program]);
  const lines = stderr
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ requestId, error }) => [requestId, error.errorMessage]).sort()).toEqual(
    ["r-0", "r-1", "r-2", "r-3"].map((id) => [id, `of ${id}`]),
  );
});

describe("the result guard", () => {
  test.each([
    ["returns a cycle", 0, "InternalFailure", "The result cannot be written as JSON"],
    ["returns too much", 6_291_555, "ResultTooLarge", "The result of 6291557 bytes is over the limit"],
  ])("a handler that %s is answered for with a reason", async (does, length, errorType, message) => {
    expect(await call("guarded", does, length)).toMatchObject({
      errorType,
      message: expect.stringContaining(message),
    });
    expect(await post("http", does, { length })).toMatchObject({ errorType, status: 500 });
  });

  test("without it the caller gets the runtime's word, and no reason", async () => {
    expect(await call("unguarded", "returns a cycle")).toMatchObject({
      errorType: "Runtime.JSONStringifyError",
    });
  });
});

describe("2 MB of details and of message still arrive typed", () => {
  const LENGTH = 2_000_000;
  const ways: [string, (does: string) => Promise<unknown>][] = [
    ["a direct call", (does) => call("guarded", does, LENGTH)],
    [
      "a document",
      async (does) =>
        createCaller({ client, functionName: "document", faults: Faults, returned: true })({
          does,
          length: LENGTH,
        }).catch((fault) => fault),
    ],
    ["the custom wire", (does) => call("custom", does, LENGTH)],
    ["a REST API", (does) => post("rest", does, { length: LENGTH })],
    ["an HTTP API", (does) => post("http", does, { length: LENGTH })],
    ["a Function URL", (does) => post("url", does, { length: LENGTH })],
    ["an ALB", (does) => post("alb", does, { length: LENGTH })],
    ["an ALB with multi-value headers", (does) => post("alb-multi", does, { length: LENGTH })],
  ];

  test.each(ways)("over %s", async (_, ask) => {
    const status = { status: 409, errorType: "Large" };
    expect(await ask("throws large details")).toMatchObject({
      ...status,
      name: "MalformedFault",
      message: "large",
      declared: Faults.faults.Large,
      issues: "2000011 bytes of details were too large for the wire",
    });
    expect(await ask("throws a large message")).toMatchObject({
      ...status,
      message: expect.stringMatching(/^m{4000}/),
    });
  });

  test("under the compiled runtime client too, which drops an error whose head is over 1 MiB", async () => {
    for (const handler of ["guarded.unguarded", "guarded.custom"]) {
      await using running = await runFunction(handler);
      for (const does of ["throws large details", "throws a large message"]) {
        const { path, headers } = await running.invoke({ does, length: LENGTH });
        expect(path).toMatch(/\/error$/);
        expect(JSON.stringify(headers).length).toBeLessThan(1024 * 1024);
      }
    }
  });
});

test("headers that a gateway would choke on do not cost the answer", async () => {
  for (const api of ["rest", "http", "url", "alb", "alb-multi"]) {
    const response = await fetch(lambda.url(api, "/"), {
      method: "POST",
      body: JSON.stringify({ does: "throws hostile headers" }),
    });
    expect([response.status, response.headers.get("x-line")]).toEqual([409, "a??b"]);
    expect(await parseResponse(response, Faults)).toMatchObject({ name: "Large", details: { text: "d" } });
  }
});

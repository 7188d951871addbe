import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { createFetch, createHttpCaller, parse, plan } from "@faultwire/caller";
import { createCaller } from "@faultwire/caller/lambda";
import { isFault } from "@faultwire/catalog";
import { type Local, local } from "@faultwire/local";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sourceEnvironment as environment } from "../../source-environment.ts";
import { Banks } from "./functions/ledgered.ts";

/* No call that may have run is repeated, unless its caller or its author says so: the ledger counts what ran. */

let lambda: Local;
let client: LambdaClient;
const fronts = ["rest", "http", "url", "alb"] as const;

beforeAll(async () => {
  const answering = { handler: "ledgered.answering", environment, timeout: 10 };
  const routes = { "POST /": "answering" };
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: {
      answering,
      bank: { handler: "ledgered.bank", environment, timeout: 10 },
      "passing-on": { handler: "ledgered.passingOn", environment, timeout: 20 },
      unwrapped: { handler: "ledgered.unwrapped", environment, timeout: 20 },
    },
    apis: {
      rest: { type: "rest", routes },
      http: { type: "http", routes },
      url: { type: "function-url", function: "answering" },
      alb: { type: "alb", function: "answering" },
    },
  });
  client = new LambdaClient(lambda.client);
});

afterAll(async () => {
  client.destroy();
  await lambda[Symbol.asyncDispose]();
});

beforeEach(() => lambda.reset());

const runs = (name = "answering") => lambda.runs(name).length;

describe("by default, a call over the SDK", () => {
  const call = (more: object = {}) => createCaller({ client, functionName: "bank", faults: Banks, ...more });

  test("is repeated where it provably did not run, and runs once", async () => {
    lambda.fail("bank", { before: "ran", with: "ResourceNotReadyException", times: 2 });
    const outcome = await call().safe({});
    expect(outcome).toMatchObject({ fault: { name: "BankBusy" }, meta: { attempts: 3 } });
    expect(runs("bank")).toBe(1);
  });

  test("is repeated as event() too", async () => {
    lambda.fail("bank", { before: "ran", with: "ResourceNotReadyException", times: 1 });
    expect(await call().event({})).toMatchObject({ attempts: 2 });
  });

  test("is not repeated with false", async () => {
    lambda.fail("bank", { before: "ran", with: "ResourceNotReadyException", times: 2 });
    expect(await call({ retry: false }).safe({})).toMatchObject({ meta: { attempts: 1 } });
    expect(runs("bank")).toBe(0);
  });

  test.each(["reset", "cut", "ServiceException"] as const)(
    "is not repeated after it ran and ended in %s",
    async (kind) => {
      lambda.fail("bank", { after: "ran", with: kind, times: 1 });
      const outcome = await call().safe({});
      expect(outcome.ok || outcome.fault.execution).not.toBe("none");
      expect(runs("bank")).toBe(1);
    },
  );

  test("is not repeated for the promise of the fault's author, unless retry is written", async () => {
    await call().safe({});
    expect(runs("bank")).toBe(1);
    await call({ retry: { attempts: 3 } }).safe({});
    expect(runs("bank")).toBe(4);
  });
});

describe("a function's own 429 in the words of a gateway", () => {
  test.each(fronts)("is not taken for the gateway's, behind %s", async (front) => {
    for (const retry of [undefined, { attempts: 3 }]) {
      await lambda.reset();
      const call = createHttpCaller({ url: lambda.url(front, "/"), faults: Banks, ...(retry && { retry }) });
      const outcome = await call.safe({});
      expect(outcome).toMatchObject({ fault: { status: 429, execution: "unknown" }, meta: { attempts: 1 } });
      expect(runs()).toBe(1);
    }
  });
});

describe("a function that redirects to an address without a server", () => {
  /** An address that refuses connections. */
  async function closedAddress(): Promise<string> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    return `http://127.0.0.1:${port}/`;
  }

  const redirecting = async (status: number) =>
    `${lambda.url("url", "/")}?status=${status}&location=${encodeURIComponent(await closedAddress())}`;

  test.each([301, 302, 303, 307, 308])("with a %i ran, and is not called again", async (status) => {
    const url = await redirecting(status);
    const call = createHttpCaller({ url, faults: Banks, retry: { attempts: 3 } });
    await call.safe({});
    expect(runs()).toBe(1);
    const thrown = await createFetch({ faults: Banks })(url, { method: "POST", body: "{}" }).catch(
      (fault: unknown) => fault,
    );
    if (!isFault(thrown)) throw new Error("it was to be refused");
    expect(thrown).toMatchObject({ errorType: "ECONNREFUSED", execution: "unknown" });
    expect(plan(thrown).retry).toBe(false);
    expect(runs()).toBe(2);
  });

  test("itself is known not to have run where it cannot be reached", async () => {
    const url = await closedAddress();
    const outcome = await createHttpCaller({ url, faults: Banks }).safe({});
    expect(outcome).toMatchObject({ fault: { execution: "none", tried: [{}, {}] }, meta: { attempts: 3 } });
    await expect(createFetch({ faults: Banks })(url, { redirect: "manual" })).rejects.toMatchObject({
      execution: "none",
    });
  });
});

describe("the promise of a callee's author", () => {
  test.each(["passing-on", "unwrapped"])(
    "is not made again by %s, which passes its fault on",
    async (name) => {
      const call = createCaller({ client, functionName: name, faults: Banks, retry: { attempts: 3 } });
      const outcome = await call.safe({});
      expect(outcome).toMatchObject({ fault: { name: "BankBusy", retryable: true }, meta: { attempts: 1 } });
      expect(runs(name)).toBe(1);
      if (!outcome.ok) expect(plan(outcome.fault, { idempotent: true }).retry).toBe(true);
    },
  );

  test("stays away after the fault's way through JSON", async () => {
    const outcome = await createCaller({
      client,
      functionName: "passing-on",
      faults: Banks,
      retry: false,
    }).safe({});
    if (outcome.ok) throw new Error("it was to fail");
    const again = parse(JSON.parse(JSON.stringify(outcome.fault)), Banks);
    expect(again && plan(again).retry).toBe(false);
  });
});

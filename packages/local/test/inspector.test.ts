import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Local, local } from "../src/index.ts";
import { call } from "./call.ts";
import { Inspected } from "./inspected.ts";
import { send } from "./send.ts";

/* The data side of the inspector: what it records, who may read it, and what it can do. */

let lambda: Local;
let client: LambdaClient;
let inspected: Inspected;

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    inspector: true,
    functions: { scripted: "scripted.handler", batch: "batch.handler" },
    queues: {
      orders: {
        function: "batch",
        visibilityTimeout: 30,
        functionResponseTypes: ["ReportBatchItemFailures"],
      },
    },
    apis: { shop: { type: "rest", routes: { "POST /orders/{id}": "scripted" } } },
  });
  client = new LambdaClient(lambda.client);
  inspected = new Inspected(lambda.inspector);
});

beforeEach(async () => {
  await lambda.reset();
  await inspected.act("clear", {});
});

afterAll(async () => {
  client.destroy();
  await lambda.close();
});

describe("a call of the inspector", () => {
  test("has its payload, answer, log, wire and execution", async () => {
    await call(lambda, "scripted", { log: "in the log", return: { found: 1 } });
    const { attempts, ...seen } = await inspected.lastCall();
    expect(seen).toMatchObject({
      functionName: "scripted",
      source: { type: "request", front: "Invoke" },
      state: "succeeded",
      tries: 1,
      ran: 1,
      wire: "200",
    });
    const [{ runs: [run] = [], answer } = {}] = attempts;
    expect(run?.payload.text).toBe('{"log":"in the log","return":{"found":1}}');
    expect(run?.end).toMatchObject({ outcome: "returned", ran: true, answer: { text: '{"found":1}' } });
    expect(run?.end?.log.text).toContain("in the log");
    expect(answer?.headers).toContainEqual(["x-amz-executed-version", "$LATEST"]);
  });

  test("states the fault of a function error as its payload does", async () => {
    await call(lambda, "scripted", { throw: { name: "OrderNotFound", message: "not there" } });
    const { fault, state, wire } = await inspected.lastCall();
    expect({ fault, state, wire }).toMatchObject({
      fault: { type: "OrderNotFound", message: "not there", statedBy: "errorType" },
      state: "failed",
      wire: "200",
    });
  });

  test("states the fault of a response by its header, with the details of its body", async () => {
    const answer = {
      statusCode: 404,
      headers: { "X-Amzn-ErrorType": "OrderNotFound:http://internal" },
      body: JSON.stringify({ message: "no such order", details: { orderId: "o-1" } }),
    };
    await send(lambda.url("shop"), {
      path: "/orders/o-1?a=b",
      method: "POST",
      body: JSON.stringify({ return: answer }),
    });
    const seen = await inspected.lastCall();
    expect(seen).toMatchObject({
      source: { front: "REST API shop", detail: "POST /orders/o-1?a=b" },
      route: "POST /orders/{id}",
      wire: "404",
      fault: { type: "OrderNotFound", message: "no such order", statedBy: "X-Amzn-ErrorType" },
    });
    expect(JSON.parse(seen.fault?.details ?? "")).toEqual({ orderId: "o-1" });
  });

  test("that was refused did not run, and shows what was sent", async () => {
    await call(lambda, "nosuch", { a: 1 }).catch(() => undefined);
    const { functionName, ran, wire, fault, attempts } = await inspected.lastCall();
    expect({ functionName, ran, wire, type: fault?.type }).toEqual({
      functionName: "nosuch",
      ran: 0,
      wire: "404",
      type: "ResourceNotFoundException",
    });
    expect(attempts[0]?.request?.text).toBe('{"a":1}');
  });

  test("has the retries of the SDK as its tries, each with its injection", async () => {
    lambda.fail("scripted", { after: "ran", with: "reset" });
    lambda.fail("scripted", { before: "ran", with: "TooManyRequestsException" });
    await client.send(new InvokeCommand({ FunctionName: "scripted", Payload: '{"return":1}' }));
    const { tries, ran, state, attempts } = await inspected.lastCall();
    expect({ tries, ran, state }).toEqual({ tries: 3, ran: 2, state: "succeeded" });
    expect(attempts.map(({ injection, answer }) => [injection, answer?.status, answer?.isWhole])).toEqual([
      ["reset after it ran", 0, false],
      ["TooManyRequestsException before it ran", 429, true],
      [undefined, 200, true],
    ]);
  });

  test("that is cut off shows as much of it as was sent", async () => {
    lambda.fail("scripted", { with: "cut" });
    await call(lambda, "scripted", { return: "0123456789" }).catch(() => undefined);
    const { attempts, wire } = await inspected.lastCall();
    expect([attempts[0]?.answer?.body.text, attempts[0]?.answer?.isWhole, wire]).toEqual([
      '"01234',
      false,
      "200, cut off",
    ]);
  });

  test("has at most 16 KiB of a payload, an answer and a log, and their sizes", async () => {
    await call(lambda, "scripted", { log: "x".repeat(50_000), write: "y".repeat(100_000) });
    const [run] = (await inspected.lastCall()).attempts[0]?.runs ?? [];
    const parts = [run?.payload, run?.end?.answer, run?.end?.log];
    for (const part of parts) {
      expect(part?.text.length).toBe(16 * 1024);
      expect(part?.isCut).toBe(true);
      expect(part?.size).toBeGreaterThan(150_000);
    }
  });
});

test("the inspector keeps the last 500 calls", async () => {
  const path = "/2015-03-31/functions/nosuch/invocations";
  for (let number = 0; number < 503; number += 1) await send(lambda.endpoint, { method: "POST", path });
  const { calls, kept } = await inspected.snapshot();
  expect([calls.length, kept]).toEqual([500, 500]);
  expect((calls.at(-1)?.id ?? 0) - (calls[0]?.id ?? 0)).toBe(499);
});

describe("an event of the inspector", () => {
  test("waits for the clock, which its button moves, and has all its tries", async () => {
    await client.send(
      new InvokeCommand({
        FunctionName: "scripted",
        InvocationType: "Event",
        Payload: '{"throw":{"message":"no"}}',
      }),
    );
    await lambda.settled();
    const waiting = await inspected.lastCall();
    expect(waiting).toMatchObject({ state: "waiting", tries: 1, ran: 1, source: { type: "event" } });
    const { state } = await inspected.snapshot();
    expect(state.appointments).toEqual([
      { at: waiting.nextAt, what: "scripted: another try of an event", callId: waiting.id },
    ]);
    const { answer } = await inspected.act("clock", { by: "next" });
    expect(answer.clock).toBe(waiting.nextAt);
    await inspected.act("clock", { by: { minutes: 2 } });
    const ended = await inspected.lastCall();
    expect(ended).toMatchObject({
      id: waiting.id,
      state: "failed",
      tries: 3,
      ran: 3,
      condition: "RetriesExhausted",
    });
    expect(ended.attempts.map(({ number }) => number)).toEqual([0, 1, 2, 3]);
  });
});

describe("a batch of the inspector", () => {
  test("has its queue, and its later deliveries as tries", async () => {
    lambda.queue("orders").send('{"failures":1}');
    lambda.queue("orders").send("{}");
    await lambda.settled();
    expect(await inspected.lastCall()).toMatchObject({
      source: { front: "queue orders", detail: "2 messages" },
      tries: 1,
    });
    await lambda.clock.advance({ seconds: 30 });
    expect(await inspected.lastCall()).toMatchObject({ tries: 2, ran: 2 });
  });
});

describe("injected failures", () => {
  test("are added, switched off and on, and removed by hand", async () => {
    const injection = { after: "ran", with: { functionError: "{}" }, times: null };
    const { answer } = await inspected.act("injections/add", { functionName: "scripted", injection });
    const [added] = answer.injections;
    expect(added).toMatchObject({
      label: "function error after it ran",
      isOn: true,
      isByHand: true,
      times: null,
    });
    expect((await call(lambda, "scripted")).functionError).toBe("Unhandled");
    const toggle = (isOn: boolean) => inspected.act("injections/toggle", { id: added?.id, isOn });
    await toggle(false);
    expect((await call(lambda, "scripted")).functionError).toBeUndefined();
    expect((await toggle(true)).answer.injections).toMatchObject([{ fired: 1, isOn: true }]);
    expect((await call(lambda, "scripted")).functionError).toBe("Unhandled");
    expect((await inspected.act("injections/remove", { id: added?.id })).answer.injections).toEqual([]);
    expect((await call(lambda, "scripted")).functionError).toBeUndefined();
  });

  test("of a test are listed, and can be switched off", async () => {
    lambda.fail("scripted", { with: "reset", times: 3 });
    const [injection] = (await inspected.snapshot()).state.injections;
    expect(injection).toMatchObject({ functionName: "scripted", times: 3, isByHand: false });
    await inspected.act("injections/toggle", { id: injection?.id, isOn: false });
    expect((await call(lambda, "scripted", { return: 1 })).payload).toBe(1);
  });

  test("that are wrong are refused in the words of lambda.fail", async () => {
    const wrong = (injection: unknown, functionName = "scripted") =>
      inspected.act("injections/add", { functionName, injection });
    expect(await wrong({ with: "nonsense" })).toMatchObject({
      status: 400,
      answer: { message: expect.stringContaining('fail("scripted"): with is "reset"') },
    });
    expect((await wrong({ with: "reset" }, "nosuch")).answer.message).toBe('there is no function "nosuch"');
    expect((await inspected.act("clock", { by: { seconds: -1 } })).status).toBe(400);
    expect((await inspected.act("nosuch", {})).status).toBe(404);
  });
});

describe("the inspector answers", () => {
  const paths = ["/", "/inspector/events", "/inspector/calls/1", "/inspector/nosuch"];

  test.each(paths)("nothing without its token: %s", async (path) => {
    for (const suffix of ["", "?token=", "?token=wrong", `?token=${"x".repeat(24)}`])
      expect((await send(lambda.endpoint, { path: path + suffix })).status).toBe(403);
  });

  test.each([
    ["of another origin", ["Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site"]],
    ["of another port", ["Origin", "http://127.0.0.1:1", "Sec-Fetch-Site", "same-site"]],
    ["of a frame without an origin", ["Origin", "null", "Sec-Fetch-Site", "cross-site"]],
    ["that let a name point here", ["Host", "evil.example"]],
  ])("no page %s, whatever it knows", async (_, headers) => {
    const token = new URL(lambda.inspector ?? "").search;
    for (const path of paths)
      expect((await send(lambda.endpoint, { path: path + token, headers })).status).toBe(403);
    const action = { method: "POST", path: `/inspector/clock${token}`, body: '{"by":{"hours":1}}' };
    const before = lambda.clock.now;
    expect((await send(lambda.endpoint, { ...action, headers })).status).toBe(403);
    expect(lambda.clock.now).toEqual(before);
  });

  test("its own page, but not what a form can send", async () => {
    const { search, host } = new URL(lambda.inspector ?? "");
    const own = ["Origin", `http://${host}`, "Sec-Fetch-Site", "same-origin"];
    const post = (type: string) =>
      send(lambda.endpoint, {
        method: "POST",
        path: `/inspector/clear${search}`,
        headers: [...own, "Content-Type", type],
        body: "{}",
      });
    expect((await post("application/json")).status).toBe(200);
    expect((await post("text/plain")).status).toBe(415);
  });

  test("its page with a policy that allows its own script and styles, and nothing from elsewhere", async () => {
    const { search } = new URL(lambda.inspector ?? "");
    const { headers, status, body } = await send(lambda.endpoint, { path: `/${search}` });
    expect(status).toBe(200);
    const policy = String(headers["content-security-policy"]);
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'sha256-[\w+/=]{44}'; style-src 'sha256-[\w+/=]{44}'; /,
    );
    expect(policy).not.toMatch(/unsafe|http|\*/);
    expect(body.toString()).not.toMatch(/ on\w+=|src=|href="(?!data:)/);
    expect(headers["referrer-policy"]).toBe("no-referrer");
  });

  test("not at all where it is off, and the Lambda API is where it was", async () => {
    const off = await local({
      root: `${import.meta.dirname}/functions`,
      functions: { scripted: "scripted.handler" },
    });
    expect(off.inspector).toBeUndefined();
    for (const path of paths) expect((await send(off.endpoint, { path })).status).not.toBe(200);
    await off.close();
    expect((await send(lambda.endpoint, { path: "/2015-03-31/nosuch" })).status).toBe(404);
  });
});

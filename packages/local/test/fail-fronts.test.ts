import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiTarget, type InjectionOptions, type Local, local } from "../src/index.ts";

let lambda: Local;
let client: LambdaClient;

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: {
      charge: "counted.handler",
      mail: "counted.handler",
      other: "counted.handler",
      feed: "counted.handler",
    },
    apis: {
      rest: {
        type: "rest",
        routes: {
          "POST /charges": "charge",
          "POST /custom": {
            function: "charge",
            responses: [{ statusCode: 200 }, { statusCode: 402, selectionPattern: ".*declined.*" }],
          },
          "POST /other": "other",
        },
        gatewayResponses: { THROTTLED: { headers: { "Retry-After": "'7'" } } },
      },
      http: { type: "http", routes: { "POST /charges": "charge" } },
      url: { type: "function-url", function: "charge" },
      alb: { type: "alb", function: "charge" },
    },
    queues: {
      mails: { function: "mail", redrivePolicy: { deadLetterQueue: "dead", maxReceiveCount: 3 } },
      dead: {},
    },
    streams: { clicks: { type: "kinesis", function: "feed" } },
  });
  client = new LambdaClient({ ...lambda.client, maxAttempts: 1 });
});

afterAll(async () => {
  client.destroy();
  await lambda.close();
});

let calls = 0;

/** Calls through an API, and counts the runs that came of it. */
async function post(api: string, path = "/charges", functionName = "charge") {
  const id = `order-${++calls}`;
  const before = lambda.runs(functionName).length;
  const answer = await fetch(lambda.url(api, path), { method: "POST", body: JSON.stringify({ id }) }).then(
    async (response) => ({ status: response.status, headers: response.headers, body: await response.text() }),
    (error: Error) => ({ error: String(error.cause) }),
  );
  return { ...answer, runs: lambda.runs(functionName).length - before };
}

const INTERNAL = '{"message": "Internal server error"}';
const ALB_502 = /<h1>502 Bad Gateway<\/h1>/;

describe("an error of the Lambda service is the own answer of the API in front of the function", () => {
  test.each([
    ["rest", "TooManyRequestsException", 500, INTERNAL],
    ["rest", "ServiceException", 500, INTERNAL],
    ["rest", "ENILimitReachedException", 500, INTERNAL],
    ["http", "TooManyRequestsException", 500, '{"message":"Internal Server Error"}'],
    ["url", "TooManyRequestsException", 429, /"message":"Rate Exceeded\."/],
    ["url", "KMSDisabledException", 502, /"Message":"Injected/],
    ["alb", "TooManyRequestsException", 502, ALB_502],
  ] as const)("%s answers %s with %i", async (api, error, status, body) => {
    lambda.fail("charge", { with: error });
    const answer = await post(api);
    expect(answer).toMatchObject({ status, body: expect.stringMatching(body), runs: 0 });
    expect(await post(api)).toMatchObject({ status: 201, runs: 1 });
  });

  test("and also where the handler ran before", async () => {
    lambda.fail("charge", { after: "ran", with: "ServiceException" });
    expect(await post("rest")).toMatchObject({ status: 500, body: INTERNAL, runs: 1 });
  });
});

describe("a function error is answered as one that the function made", () => {
  const functionError = { errorType: "Sandbox.Timedout", errorMessage: "Task timed out after 3.00 seconds" };

  test.each([
    ["rest", 502, INTERNAL],
    ["http", 500, '{"message":"Internal Server Error"}'],
    ["url", 502, "Internal Server Error"],
    ["alb", 502, ALB_502],
  ] as const)("%s with %i", async (api, status, body) => {
    lambda.fail("charge", { after: "ran", with: { functionError } });
    expect(await post(api)).toMatchObject({ status, body: expect.stringMatching(body), runs: 1 });
  });

  test("and reaches the mappings of a custom integration", async () => {
    lambda.fail("charge", { with: { functionError: { errorMessage: "card declined" } } });
    expect(await post("rest", "/custom")).toMatchObject({ status: 402, runs: 0 });
  });
});

describe("an API fails by itself", () => {
  test.each([
    ["rest", 429, '{"message":"Too Many Requests"}'],
    ["rest", 504, '{"message": "Endpoint request timed out"}'],
    ["http", 429, '{"message":"Too Many Requests"}'],
    ["http", 503, '{"message":"Service Unavailable"}'],
    ["url", 429, /"message":"Rate Exceeded\."/],
    ["alb", 503, /<title>503 Service Temporarily Unavailable<\/title>/],
    ["alb", 504, /<title>504 Gateway Time-out<\/title>/],
  ] as const)("%s with %i, before the handler ran or after", async (api, status, body) => {
    lambda.fail({ api }, { with: { status } });
    expect(await post(api)).toMatchObject({ status, body: expect.stringMatching(body), runs: 0 });
    lambda.fail({ api }, { after: "ran", with: { status } });
    expect(await post(api)).toMatchObject({ status, body: expect.stringMatching(body), runs: 1 });
  });

  test("with its customised gateway response", async () => {
    lambda.fail({ api: "rest" }, { with: { status: 429 } });
    expect((await post("rest")) as { headers: Headers }).toSatisfy(
      ({ headers }: { headers: Headers }) => headers.get("retry-after") === "7",
    );
  });

  test("on one route alone, and on none of another API", async () => {
    using injection = lambda.fail({ api: "rest", route: "POST /charges" }, { with: { status: 504 } });
    expect(await post("rest", "/other", "other")).toMatchObject({ status: 201, runs: 1 });
    expect(await post("http")).toMatchObject({ status: 201 });
    expect(injection.fired).toBe(0);
    expect(await post("rest")).toMatchObject({ status: 504 });
    expect(injection.fired).toBe(1);
  });
});

describe("the connection of a client breaks", () => {
  test.each(["rest", "http", "url", "alb"])("before the handler behind %s ran, or after", async (api) => {
    lambda.fail("charge", { with: "reset" });
    expect(await post(api)).toMatchObject({ error: expect.stringContaining("ECONNRESET"), runs: 0 });
    lambda.fail({ api }, { after: "ran", with: "reset" });
    expect(await post(api)).toMatchObject({ error: expect.stringContaining("ECONNRESET"), runs: 1 });
  });

  test.each(["rest", "http", "url", "alb"])("in the middle of the body of %s", async (api) => {
    lambda.fail("charge", { with: "cut" });
    const response = await fetch(lambda.url(api, "/charges"), { method: "POST", body: '{"id":1}' });
    expect(response.status).toBe(201);
    await expect(response.text()).rejects.toThrow("terminated");
  });
});

test("through names the way of the calls that fail", async () => {
  using injection = lambda.fail("charge", { through: "api", with: "ServiceException" });
  const { StatusCode } = await client.send(
    new InvokeCommand({ FunctionName: "charge", Payload: '{"id":"direct"}' }),
  );
  expect([StatusCode, injection.fired]).toEqual([200, 0]);
  expect(await post("http")).toMatchObject({ status: 500, runs: 0 });
});

describe("a batch of a queue", () => {
  const send = async (): Promise<() => number> => {
    const body = JSON.stringify({ id: `mail-${++calls}` });
    lambda.queue("mails").send(body);
    await lambda.settled();
    return () =>
      lambda
        .runs("mail")
        .filter(({ payload }) => (payload as { Records: [{ body: string }] }).Records[0].body === body)
        .length;
  };

  test("that Lambda throttles comes back after the visibility time-out", async () => {
    lambda.fail("mail", { with: "TooManyRequestsException" });
    const runs = await send();
    expect([runs(), lambda.queue("mails").messages.length]).toEqual([0, 1]);
    await lambda.clock.advance({ seconds: 30 });
    expect([runs(), lambda.queue("mails").messages.length]).toEqual([1, 0]);
  });

  test("whose answer is lost is given to the function again, and the ledger has both runs", async () => {
    lambda.fail("mail", { after: "ran", with: "reset" });
    const runs = await send();
    expect(runs()).toBe(1);
    await lambda.clock.advance({ seconds: 30 });
    expect([runs(), lambda.queue("mails").messages.length]).toEqual([2, 0]);
  });

  test("is delivered twice without an error", async () => {
    using injection = lambda.fail("mail", { with: "duplicate" });
    const runs = await send();
    expect([runs(), injection.fired, lambda.queue("mails").messages.length]).toEqual([2, 1, 0]);
  });

  test("that fails each time ends in the dead-letter queue", async () => {
    using _ = lambda.fail("mail", {
      with: { functionError: { errorType: "Error" } },
      times: Number.POSITIVE_INFINITY,
    });
    const runs = await send();
    await lambda.clock.advance({ minutes: 2 });
    expect([runs(), lambda.queue("dead").messages.length]).toEqual([0, 1]);
  });
});

describe("a batch of a stream", () => {
  const put = async () => {
    const before = lambda.runs("feed").length;
    lambda.stream("clicks").put({ data: { number: ++calls }, partitionKey: "user-1" });
    await lambda.clock.advance({ seconds: 1 });
    return () => lambda.runs("feed").length - before;
  };

  test("whose answer is lost is given to the function again", async () => {
    lambda.fail("feed", { after: "ran", with: "reset" });
    const runs = await put();
    await lambda.clock.advance({ minutes: 1 });
    expect(runs()).toBe(2);
  });

  test("comes twice without an error", async () => {
    lambda.fail("feed", { with: "duplicate", through: "stream" });
    const runs = await put();
    await lambda.clock.advance({ minutes: 1 });
    expect(runs()).toBe(2);
  });
});

describe("an asynchronous event", () => {
  const send = async (): Promise<() => number> => {
    const id = `event-${++calls}`;
    const Payload = JSON.stringify({ id });
    const { StatusCode } = await client.send(
      new InvokeCommand({ FunctionName: "charge", InvocationType: "Event", Payload }),
    );
    expect(StatusCode).toBe(202);
    await lambda.settled();
    return () =>
      lambda
        .runs("charge")
        .by(({ id }: { id: string }) => id)
        .get(id)?.length ?? 0;
  };

  test("is delivered twice without an error", async () => {
    lambda.fail("charge", { with: "duplicate" });
    const runs = await send();
    await lambda.clock.advance({ minutes: 10 });
    expect(runs()).toBe(2);
  });

  test("is lost: accepted, and never run", async () => {
    using injection = lambda.fail("charge", { with: "lost" });
    const runs = await send();
    await lambda.clock.advance({ hours: 7 });
    expect([runs(), injection.fired]).toEqual([0, 1]);
  });

  test("whose run failed only for Lambda runs again a minute later", async () => {
    lambda.fail("charge", { after: "ran", with: { functionError: { errorType: "Runtime.ExitError" } } });
    const runs = await send();
    expect(runs()).toBe(1);
    await lambda.clock.advance({ minutes: 1 });
    expect(runs()).toBe(2);
  });

  test("meets errors of the service on its way where the test names it", async () => {
    lambda.fail("charge", { through: "event", with: "TooManyRequestsException" });
    const runs = await send();
    expect(runs()).toBe(0);
    await lambda.clock.advance({ seconds: 1 });
    expect(runs()).toBe(1);
  });
});

describe("a storm", () => {
  const messageOf = (storm: Promise<unknown>) =>
    storm.then(
      () => "stood it",
      (error: Error) => error.message,
    );
  const charge = (number: number) =>
    fetch(lambda.url("rest", "/charges"), { method: "POST", body: JSON.stringify({ id: `s-${number}` }) });

  test("finds a client of an API that tries again what may have run", async () => {
    const call = async (number: number) => {
      const response = await charge(number).catch(() => undefined);
      if (response === undefined || response.status >= 500) await charge(number);
    };
    const message = await messageOf(lambda.storm({ seed: 1, calls: 200, call }));
    expect(message).toMatch(
      /^storm: charge ran twice for \["POST","\/charges",null,"{\\"id\\":\\"s-\d+\\"}"\]/,
    );
    expect(await messageOf(lambda.storm({ seed: 1, calls: 200, call }))).toBe(message);
  });

  test("passes with a client that tries again only throttles, and shows answers of the API itself", async () => {
    const call = async (number: number) => {
      const { status } = await charge(number);
      if (status === 429) await charge(number);
    };
    const { events } = await lambda.storm({ seed: 1, calls: 80, call });
    const seen = events.map(({ what }) => what).join("\n");
    expect(seen).toContain("429 of the API before it ran");
    expect(seen).toContain("504 of the API after it ran");
  });

  test("finds a function that does not recognise a message that comes twice", async () => {
    const call = async (number: number) => {
      lambda.queue("mails").send(JSON.stringify({ id: `storm-${number}` }));
      await lambda.clock.advance({ minutes: 2 });
    };
    const message = await messageOf(lambda.storm({ seed: 1, calls: 200, call }));
    expect(message).toMatch(/^storm: mail ran twice for {"id":"storm-\d+"}/);
    expect(message).toMatch(/ {2}delivery 1: .+\n {2}run 1: returned\n/);
    const report = await lambda.storm({ seed: 1, calls: 20, call, idempotent: ["mail"] });
    expect(report.events.some(({ what }) => what === "delivery 1: duplicate")).toBe(true);
  });
});

test.each<[string, ApiTarget, InjectionOptions, string]>([
  [
    "an API that is not there",
    { api: "shop" },
    { with: "reset" },
    "fail: there is no api shop; there are rest, ",
  ],
  [
    "a route that is not there",
    { api: "http", route: "GET /charges" },
    { with: "reset" },
    "fail: api http: there is no route GET /charges; there are POST /charges",
  ],
  [
    "a status that an API has not",
    { api: "alb" },
    { with: { status: 429 } },
    "fail: status of api alb (alb) is one of 502, 503, 504; it is 429",
  ],
])("refuses %s and says what there is", (_, target, injection, message) => {
  expect(() => lambda.fail(target, injection)).toThrow(message);
});

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromTemplate, type Local, type LocalOptions, local, type TemplateGap } from "../src/index.ts";
import { call } from "./call.ts";
import { send } from "./send.ts";

const projects = join(import.meta.dirname, "projects");

/** A template as it was read, with what was not taken. */
async function read(template: string, options: Parameters<typeof fromTemplate>[1] = {}) {
  const gaps: TemplateGap[] = [];
  const given = await fromTemplate(join(projects, template), {
    onGaps: (all) => gaps.push(...all),
    ...options,
  });
  return { options: given, gaps };
}

/** Gaps that matter, in short: `12 Orders.Events.Nightly missing`. */
function inShort(gaps: readonly TemplateGap[]): string[] {
  return gaps
    .filter(({ effect }) => effect !== "none")
    .map(({ line, resource, property, effect }) =>
      [line, [resource, property].filter((part) => part !== "").join("."), effect].join(" "),
    );
}

async function json(url: string, init: { readonly method?: string; readonly body?: string } = {}) {
  const { status, headers, body } = await send(url, {
    ...init,
    headers: init.body === undefined ? [] : ["content-type", "application/json"],
  });
  return { status, headers, body: JSON.parse(body.toString("utf8")) };
}

describe("a SAM template", () => {
  let lambda: Local;
  let options: LocalOptions;
  let gaps: readonly TemplateGap[];
  beforeAll(async () => {
    ({ options, gaps } = await read("sam/template.yaml"));
    lambda = await local(options);
  });
  afterAll(() => lambda.close());

  test("runs its functions, with TypeScript from the entry point of its build", async () => {
    expect(lambda.functions).toEqual(["Orders", "Payments", "local-worker", "Guard", "Inside"]);
    const { status, body } = await json(lambda.url("ServerlessRestApi", "/orders/1"));
    expect([status, body.path, body.price]).toEqual([200, "/orders/1", 6]);
  });

  test("gives functions the environment of its parameters, mappings, conditions and functions", async () => {
    const { body } = await json(lambda.url("ServerlessHttpApi", "/any"));
    expect(body.path).toBe("/any");
    expect(body.env).toMatchObject({
      LIMIT: "10",
      OWNER: "grace",
      QUEUE_ARN: "arn:aws:sqs:us-east-1:000000000000:Jobs",
      PLACE: `us-east-1/local/\${literal}`,
    });
    expect(body.env).not.toHaveProperty("PLAN");
    expect(body.env).not.toHaveProperty("PEER");
  });

  test("has an API from its OpenAPI document, in front of an alias", async () => {
    const url = lambda.url("Shop", "/pay");
    expect(new URL(url).pathname).toBe("/v1/pay");
    const paid = await json(url, { method: "POST", body: "{}" });
    expect(paid.body).toMatchObject({
      paid: true,
      invokedFunctionArn: expect.stringMatching(/:Payments:live$/),
    });
    const declined = await json(url, { method: "POST", body: '{"card":"none"}' });
    expect([declined.status, declined.headers["x-reason"]]).toEqual([402, "declined"]);
  });

  test("has its Function URLs", async () => {
    const { body } = await json(lambda.url("PaymentsUrl"), { method: "POST", body: "{}" });
    expect(body).toMatchObject({ paid: true });
  });

  test("feeds a function from its queue until the messages go to the dead-letter queue", async () => {
    lambda.queue("Jobs").send("broken");
    await lambda.clock.advance({ minutes: 3 });
    expect(lambda.runs("local-worker").length).toBe(2);
    expect(lambda.queue("Failed").messages.map(({ Body }) => Body)).toEqual(["broken"]);
  });

  test("sends events that fail to their destination", () => {
    expect(options.functions).toMatchObject({
      Payments: { asynchronous: { maximumRetryAttempts: 0, onFailure: { queue: "Failed" } } },
      "local-worker": { asynchronous: { deadLetterQueue: "Failed" } },
    });
  });

  test("has its authorizers and CORS", async () => {
    const get = (api: string, path: string, ...headers: string[]) => send(lambda.url(api, path), { headers });
    expect((await get("Guarded", "/in")).status).toBe(401);
    expect((await get("Guarded", "/in", "authorization", "no")).status).toBe(403);
    const inside = await get("Guarded", "/in", "authorization", "yes");
    expect(JSON.parse(inside.body.toString())).toMatchObject({ authorizer: { principalId: "ada" } });
    expect((await get("Guarded", "/free")).status).toBe(200);
    expect((await get("Open", "/in", "authorization", "no")).status).toBe(403);
    expect((await get("Open", "/in", "authorization", "yes")).status).toBe(200);
    expect((await get("Open", "/jwt", "authorization", "Bearer none")).status).toBe(401);
    const origin = ["origin", "https://shop.example.com", "access-control-request-method", "GET"];
    for (const api of ["Guarded", "Open"]) {
      const preflight = await send(lambda.url(api, "/in"), { method: "OPTIONS", headers: origin });
      expect(preflight.headers["access-control-allow-origin"]).toBe("https://shop.example.com");
    }
    expect(options.apis?.InsideUrl).toEqual({
      type: "function-url",
      function: "Inside",
      invokeMode: "RESPONSE_STREAM",
      authType: "AWS_IAM",
      cors: { allowOrigins: ["*"] },
    });
  });

  test("feeds a function from a stream, through its filter", async () => {
    const clicks = lambda.stream("Clicks");
    for (const kind of ["click", "scroll"]) clicks.put({ partitionKey: "a", data: JSON.stringify({ kind }) });
    await lambda.settled();
    expect(lambda.logs("Inside").join("\n")).toContain("1 records");
  });

  test("lists all that is not taken, with its line", () => {
    expect(inShort(gaps)).toEqual([
      "47 Orders.Environment.Variables.PEER missing",
      "55 Orders.Events.Nightly missing",
      "81 Shop.Body.paths./elsewhere.get.x-amazon-apigateway-integration.type missing",
      "89 Payments.EventInvokeConfig.Qualifier different",
      "118 Reports.Runtime missing",
      "123 Table missing",
      "133 Guarded.Auth.AddDefaultAuthorizerToCorsPreflight different",
      "157 Inside.FunctionUrlConfig.AuthType different",
    ]);
    expect(
      gaps.filter(({ effect }) => effect === "none").map(({ property, type }) => property || type),
    ).toEqual(["Tracing", "AWS::IAM::Role"]);
  });

  test("takes parameters", async () => {
    const paid = await read("sam", {
      parameters: { Tier: "paid", Owners: "x,y" },
      environment: { PEER: "p" },
    });
    expect(Object.keys(paid.options.functions)).toContain("OnlyPaid");
    expect(paid.options.functions.Orders).toMatchObject({
      environment: { LIMIT: "1000", OWNER: "y", PLAN: "all-inclusive", PEER: "p" },
    });
  });
});

test("the output of cdk synth runs: assets by metadata and by manifest, values of other stacks", async () => {
  const { options, gaps } = await read("cdk");
  await using lambda = await local(options);
  expect(lambda.functions).toEqual(["Orders", "Worker11F36D0F", "Reports34654A52"]);
  const { body } = await json(lambda.url("ApiF70053CD", "/orders/7"));
  expect(body).toMatchObject({ id: "7", arn: expect.stringMatching(/:Orders:live$/) });
  const arn = "arn:aws:sqs:us-east-1:000000000000:Jobs2E4FBA4D";
  expect((await call(lambda, "Reports34654A52")).payload).toBe(arn);
  lambda.queue("Jobs2E4FBA4D").send("job");
  await lambda.settled();
  expect(lambda.runs("Worker11F36D0F").map(({ outcome }) => outcome)).toEqual(["returned"]);
  expect(inShort(gaps)).toEqual([]);
});

test("the address of a queue in a function's environment is that of the queue here", async () => {
  const { options } = await read("cdk", { stack: "Shop" });
  await using lambda = await local(options);
  const { body } = await json(lambda.url("ApiF70053CD", "/orders/7"));
  expect(body.queue).toBe(`${lambda.endpoint}/000000000000/Jobs2E4FBA4D`);
});

test("a template of CloudFormation in JSON runs, with an HTTP API and a load balancer", async () => {
  const { options, gaps } = await read("cloudformation");
  await using lambda = await local(options);
  const api = new URL(lambda.url("Shop")).origin;
  expect((await json(lambda.url("Shop", "/orders"))).body).toEqual({ version: "1.0", api });
  expect((await json(lambda.url("Balancer", "/"))).body).toMatchObject({ version: "alb" });
  expect(inShort(gaps)).toEqual(["7 Orders.Runtime different"]);
});

test("serverless.yml runs: variables of each source, APIs, queues, destinations, Function URLs", async () => {
  const { options, gaps } = await read("serverless");
  await using lambda = await local(options);
  expect(lambda.functions).toEqual(["shop-dev-orders", "shop-worker-dev"]);
  const { body } = await json(lambda.url("ApiGatewayRestApi", "/orders/1"));
  expect(body.env).toMatchObject({
    TABLE: "shop-dev-orders",
    CURRENCY: "EUR",
    LIMIT: "5",
    ITERATIONS: "4096",
    ARN: "eu-west-1/000000000000",
    PLACE: "eu-west-1/shop",
    QUEUE_URL: `${lambda.endpoint}/000000000000/shop-jobs`,
  });
  expect(body.env).not.toHaveProperty("SECRET");
  expect((await json(lambda.url("HttpApi", "/else"))).body.routeKey).toBe("$default");
  expect((await json(lambda.url("HttpApi", "/orders/1"))).body.routeKey).toBe("GET /orders/{id}");
  expect((await json(lambda.url("OrdersLambdaFunctionUrl"))).status).toBe(200);
  lambda.queue("shop-jobs").send("a");
  await lambda.settled();
  expect(lambda.logs("shop-worker-dev").join("\n")).toContain("worked on a");
  expect(options.functions["shop-worker-dev"]).toMatchObject({
    timeout: 30,
    asynchronous: {
      maximumRetryAttempts: 1,
      onSuccess: { function: "shop-dev-orders" },
      onFailure: { queue: "FailedQueue" },
    },
  });
  expect(inShort(gaps)).toEqual([
    "24 orders.Environment.Variables.SECRET missing",
    "24 worker.Environment.Variables.SECRET missing",
    "45 orders.events.schedule missing",
    "64 plugins.serverless-step-functions missing",
  ]);
});

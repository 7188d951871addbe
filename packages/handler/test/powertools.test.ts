import { BadRequestError, Router, ServiceUnavailableError } from "@aws-lambda-powertools/event-handler/http";
import { cors } from "@aws-lambda-powertools/event-handler/http/middleware";
import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { type FaultReport, wrapHandler } from "@faultwire/handler";
import { answerFaults, powertoolsLogger, powertoolsMetrics } from "@faultwire/handler/powertools";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { type Deployed, deploy } from "./deployed.ts";
import { fail, options, THROWN } from "./functions/faults.ts";

let deployed: Deployed;

beforeAll(async () => {
  deployed = await deploy({
    "by-wrap-handler": "wrapped.handler",
    routed: "powertools.routed",
    heard: "powertools.heard",
  });
});
afterAll(() => deployed[Symbol.asyncDispose]());

/** Lines of JSON in a log, whatever the runtime put before them. */
const jsonLines = (log: string) =>
  log.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line)] : []));

describe("a route of the event handler answers as a wrapped handler does", () => {
  const errors = Object.keys(THROWN).filter((name) => THROWN[name]?.() instanceof Error);
  test.each(["http", "rest"].flatMap((api) => errors.map((name) => [api, name])))(
    "an API of type %s: %s",
    async (api, name) => {
      const expected = await deployed.post(`/${api}/by-wrap-handler`, { throw: name });
      expect(await deployed.post(`/${api}/routed`, { throw: name })).toEqual(expected);
    },
  );
});

describe("the event handler's router", () => {
  const rest = (path: string) => ({
    resource: path,
    path,
    httpMethod: "POST",
    headers: { Host: "shop.example", Origin: "https://shop.example", "Content-Type": "application/json" },
    multiValueHeaders: {},
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    body: '{"throw":"declared"}',
    isBase64Encoded: false,
    requestContext: { httpMethod: "POST", path, domainName: "shop.example", resourceId: "r" },
  });
  const context = { awsRequestId: "r-1", functionName: "f" } as never;

  function routerThat(handler: () => never, more: object = {}): Router {
    const router = new Router();
    router.errorHandler(Error, answerFaults({ ...options, ...more }));
    router.post("/orders", async () => handler());
    return router;
  }

  test("keeps its own answer where a route is not found, and says whose it is", async () => {
    const heard: FaultReport[] = [];
    const router = routerThat(() => fail({}), { onFault: (report: FaultReport) => heard.push(report) });
    const { statusCode, headers, body } = await router.resolve(rest("/nowhere"), context);
    expect([statusCode, headers?.["x-amzn-errortype"]]).toEqual([404, "NotFoundError"]);
    expect(JSON.parse(String(body))).toEqual({
      statusCode: 404,
      error: "NotFoundError",
      message: "Route /nowhere for method POST not found",
    });
    expect(heard).toEqual([
      {
        errorType: "NotFoundError",
        status: 404,
        thrown: expect.any(Error),
        isDeclared: false,
        isThrown: false,
        requestId: "r-1",
      },
    ]);
  });

  test("logs an own error of the server's, which the runtime does not see", async () => {
    const log = vi.fn();
    const router = routerThat(
      () => {
        throw new ServiceUnavailableError("closed");
      },
      { log },
    );
    expect(await router.resolve(rest("/orders"), context)).toMatchObject({ statusCode: 503 });
    expect(log.mock.calls.map(([line]) => line.faultwire)).toEqual(["ServiceUnavailableError"]);
  });

  test("keeps the headers of an own error's response, and logs its cause", async () => {
    class Limited extends BadRequestError {
      override toWebResponse() {
        return Response.json({ tries: 3 }, { status: 429, headers: { "Retry-After": "30" } });
      }
    }
    const log = vi.fn();
    const router = routerThat(
      () => {
        throw new Limited("limited", { cause: new Error("the pool") });
      },
      { log },
    );
    expect(await router.resolve(rest("/orders"), context)).toMatchObject({
      statusCode: 429,
      headers: { "retry-after": "30" },
      body: '{"tries":3}',
    });
    expect(JSON.stringify(log.mock.calls)).toContain("the pool");
  });

  test("has an own error mapped where mapError does so", async () => {
    const router = routerThat(() => {
      throw Object.assign(new BadRequestError("c"), { code: "NO_SUCH_ORDER" });
    });
    const { statusCode, body } = await router.resolve(rest("/orders"), context);
    expect(statusCode).toBe(404);
    expect(JSON.parse(String(body))).toMatchObject({ details: { orderId: "mapped" } });
  });

  test("keeps the headers that its middlewares set", async () => {
    const router = routerThat(() => fail({ throw: "declared" }));
    router.use(cors({ origin: "https://shop.example" }));
    const { headers } = await router.resolve(rest("/orders"), context);
    expect(headers).toMatchObject({
      "access-control-allow-origin": "https://shop.example",
      "x-amzn-errortype": "OrderNotFound",
    });
  });

  test("behind an ALB that sends several values of a header, says each header once", async () => {
    const router = routerThat(() => fail({ throw: "declared, the server's" }), { log: vi.fn() });
    const event = {
      ...rest("/orders"),
      headers: undefined,
      multiValueHeaders: { Host: ["shop.example"] },
      requestContext: { elb: { targetGroupArn: "arn" } },
    };
    expect(await router.resolve(event, context)).toMatchObject({
      statusCode: 503,
      headers: { "content-type": "application/json", "x-amzn-errortype": "Down", "retry-after": "5" },
    });
  });

  test("conceals what is undeclared, also in development", async () => {
    vi.stubEnv("POWERTOOLS_DEV", "true");
    const router = routerThat(() => fail({ throw: "undeclared" }), { log: vi.fn() });
    expect(JSON.stringify(await router.resolve(rest("/orders"), context))).not.toMatch(/secret|RangeError/);
    vi.unstubAllEnvs();
  });
});

describe("Powertools' Logger", () => {
  test("writes the line that no other log has, once, with its own keys and the cause", async () => {
    const { log } = await deployed.invoke("heard", { throw: "declared, the server's" });
    const errors = jsonLines(log).filter(({ level }) => level === "ERROR");
    expect(errors).toEqual([
      expect.objectContaining({
        level: "ERROR",
        message: "Down: down",
        service: "shop",
        function_name: "heard",
        faultwire: "Down",
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        error: expect.objectContaining({
          name: "Down",
          message: "down",
          location: expect.stringMatching(/faults\.ts:\d+$/),
          cause: expect.objectContaining({ name: "Error", message: "the pool" }),
        }),
      }),
    ]);
  });

  test("writes what is concealed over HTTP with the caller's request id, whatever was thrown", async () => {
    const event = { version: "2.0", requestContext: { http: { method: "POST" } } };
    const thrown = async (name: string) => {
      const { payload, log } = await deployed.invoke("heard", { ...event, throw: name });
      const { body } = payload as { body: string };
      const [line] = jsonLines(log).filter(({ level }) => level === "ERROR");
      expect(line.requestId).toBe(JSON.parse(body).requestId);
      expect(body).not.toContain("secret");
      return line;
    };
    expect(await thrown("undeclared")).toMatchObject({
      faultwire: "InternalFailure",
      error: { name: "RangeError", message: "secret" },
    });
    expect(await thrown("text")).toMatchObject({
      faultwire: "InternalFailure",
      error: { name: "string", message: "secret" },
    });
  });

  test("has the details", async () => {
    const { log } = await deployed.invoke("heard", { throw: "with details and a cause" });
    expect(jsonLines(log).find(({ level }) => level === "ERROR")).toMatchObject({
      error: { name: "OrderNotFound", details: { orderId: "o-1" }, cause: { name: "RangeError" } },
    });
  });

  test("is quiet where the runtime logs the error itself", async () => {
    const { log } = await deployed.invoke("heard", { throw: "undeclared" });
    expect(jsonLines(log).filter(({ level }) => level === "ERROR")).toEqual([]);
    expect(log.match(/secret/g)?.length).toBeGreaterThan(0);
  });
});

describe("Powertools' Metrics", () => {
  const published = async (name: string) => {
    const { log } = await deployed.invoke("heard", { throw: name });
    return jsonLines(log).filter(({ _aws }) => _aws !== undefined);
  };

  test("count an error by its type, in a line of its own", async () => {
    const [faults, serverFaults, orders] = await published("declared, the server's");
    expect(faults).toMatchObject({ ErrorType: "Down", service: "shop", Faults: 1 });
    expect(serverFaults).toMatchObject({ ErrorType: "Down", service: "shop", ServerFaults: 1 });
    expect(faults._aws.CloudWatchMetrics).toEqual([
      {
        Namespace: "Shop",
        Dimensions: [["service", "ErrorType"]],
        Metrics: [{ Name: "Faults", Unit: "Count" }],
      },
    ]);
    expect(orders).toMatchObject({ OrdersPlaced: 1, Shop: "lamps" });
    expect(orders).not.toHaveProperty("ErrorType");
  });

  test("count no server fault where it is the client's", async () => {
    const lines = await published("declared");
    expect(lines.map(({ Faults, ServerFaults }) => [Faults, ServerFaults])).toEqual([
      [1, undefined],
      [undefined, undefined],
    ]);
  });
});

/** Has Powertools write to the console of this process, and returns what it wrote. */
function watchConsole(method: "error" | "log"): () => Record<string, unknown>[] {
  vi.stubEnv("POWERTOOLS_DEV", "true");
  vi.stubEnv("POWERTOOLS_METRICS_DISABLED", "false");
  const written = vi.spyOn(console, method).mockReturnValue();
  onTestFinished(() => {
    vi.unstubAllEnvs();
    written.mockRestore();
  });
  return () => written.mock.calls.map(([line]) => JSON.parse(String(line)));
}

const throwing = (thrown: unknown, more: object) =>
  wrapHandler(() => Promise.reject(thrown), { ...options, ...more })({}, { awsRequestId: "r-1" } as never);

test("Powertools' Logger has a long message whole once, and cut where it would repeat it", async () => {
  const lines = watchConsole("error");
  const log = powertoolsLogger(new Logger({ serviceName: "shop" }));
  const message = "m".repeat(600);
  await throwing(new RangeError(message, { cause: "c" }), { log }).catch(() => undefined);
  expect(lines()).toMatchObject([
    { message: `RangeError: ${"m".repeat(488)}…`, error: { name: "RangeError", message } },
  ]);
  const fitting = "m".repeat(488);
  await throwing(new RangeError(fitting, { cause: "c" }), { log }).catch(() => undefined);
  expect(lines()[1]).toMatchObject({ message: `RangeError: ${fitting}` });
  const [{ error }] = lines() as unknown as [{ error: { stack: string[] } }];
  expect(error.stack[0]).toBe(`RangeError: ${"m".repeat(488)}…`);
});

test("Powertools' Metrics count an error under a name that is not a type's as Error", async () => {
  const lines = watchConsole("log");
  const onFault = powertoolsMetrics(new Metrics({ namespace: "Shop", serviceName: "shop" }));
  const thrown = Object.assign(new RangeError("m"), { name: "Order o-1 failed" });
  await throwing(thrown, { onFault }).catch(() => undefined);
  expect(lines()).toMatchObject([
    { ErrorType: "Error", Faults: 1 },
    { ErrorType: "Error", ServerFaults: 1 },
  ]);
});

import type { FaultLine, FaultReport } from "@faultwire/handler";
import { answerFaults } from "@faultwire/handler/middy";
import middy from "@middy/core";
import createError from "http-errors";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Deployed, deploy } from "./deployed.ts";
import { OrderNotFound, Orders, THROWN } from "./functions/faults.ts";

let deployed: Deployed;

beforeAll(async () => {
  deployed = await deploy({
    "by-wrap-handler": "wrapped.handler",
    plain: "middied.plain",
    full: "middied.full",
    parsed: "middied.parsed",
    answered: "middied.answered",
    late: "middied.late",
    wrapped: "middied.wrapped",
    watched: "middied.watched",
  });
});
afterAll(() => deployed[Symbol.asyncDispose]());

const names = Object.keys(THROWN);

describe("a Middy handler answers as a wrapped one does", () => {
  test.each(names)("a direct call: %s", async (name) => {
    const expected = await deployed.invoke("by-wrap-handler", { throw: name });
    const { error, payload } = await deployed.invoke("plain", { throw: name });
    expect(error).toBe("Unhandled");
    expect(heads(payload)).toEqual(heads(expected.payload));
  });

  test.each(["http", "rest"].flatMap((api) => names.map((name) => [api, name])))(
    "an API of type %s: %s",
    async (api, name) => {
      const expected = await deployed.post(`/${api}/by-wrap-handler`, { throw: name });
      expect(await deployed.post(`/${api}/plain`, { throw: name })).toEqual(expected);
    },
  );
});

/** The error without its frames: the stacks begin in different files. */
function heads(payload: unknown) {
  const { trace = [], ...error } = payload as { trace?: string[] };
  return { ...error, trace: trace.filter((line) => !line.startsWith("    at ")) };
}

describe("among other middlewares", () => {
  test("those that finish responses, registered before, see the answer", async () => {
    const { status, headers } = await deployed.post("/http/full", { throw: "declared" });
    expect([status, headers["access-control-allow-origin"]]).toEqual([404, "*"]);
  });

  test("what the body's parser throws is answered with its status, and not as a failure of the function", async () => {
    expect(await deployed.post("/http/full", "{")).toMatchObject({
      status: 422,
      headers: { "x-amzn-errortype": "UnprocessableEntityError", "access-control-allow-origin": "*" },
      body: { errorType: "UnprocessableEntityError", message: "Invalid or malformed JSON was provided" },
    });
    expect(await deployed.post("/http/full", "{}", { "Content-Type": "text/plain" })).toMatchObject({
      status: 415,
      body: { errorType: "UnsupportedMediaTypeError" },
    });
  });

  test("Middy's early time-out is the fault FunctionTimedOut, over HTTP and on a direct call", async () => {
    expect(await deployed.post("/http/full", { wait: true })).toMatchObject({
      status: 504,
      body: { errorType: "FunctionTimedOut", message: "The function ran out of time" },
    });
    expect((await deployed.invoke("late", {})).payload).toMatchObject({
      errorType: "FunctionTimedOut",
      errorMessage: "The function ran out of time",
    });
  });

  test("an event that a parser has replaced is still known to be a request", async () => {
    expect(await deployed.post("/http/parsed", { throw: "declared" })).toMatchObject({ status: 404 });
  });

  test("what another middleware has answered stays", async () => {
    expect(await deployed.post("/http/answered", { throw: "declared" })).toMatchObject({
      status: 418,
      body: "mine",
    });
  });

  test("those registered before hear of the error that is thrown, and add nothing to what the runtime gets", async () => {
    const { payload, log } = await deployed.invoke("watched", { throw: "declared" });
    expect(log).toContain('{"watched":true}');
    expect(log).not.toContain("originalError");
    expect(payload).toMatchObject({ errorType: "OrderNotFound" });
  });

  test("a wrapped handler inside passes its answers through", async () => {
    expect(await deployed.post("/http/wrapped", { throw: "declared" })).toMatchObject({
      status: 404,
      body: { errorType: "OrderNotFound", details: { orderId: "o-1" } },
    });
    expect((await deployed.invoke("wrapped", { throw: "declared" })).payload).toMatchObject({
      errorType: "OrderNotFound",
    });
  });
});

test.each(["Error", "not a name"])(
  "an error for the client named %j is an HttpError, and one that is not exposed is concealed",
  async (name) => {
    const thrown = Object.assign(new Error("for the client"), { name, statusCode: 409, expose: true });
    const throwing = middy()
      .use(answerFaults({ throws: Orders, log: () => undefined }))
      .handler(async () => {
        throw thrown;
      });
    const event = { version: "2.0", requestContext: { http: { method: "GET" } } };
    const answer = async () => {
      const { statusCode, body } = await throwing(event, { awsRequestId: "r-1" } as never);
      return { statusCode, ...JSON.parse(body) };
    };
    const exposed = { statusCode: 409, errorType: "HttpError", message: "for the client" };
    expect(await answer()).toMatchObject(exposed);
    thrown.expose = false;
    // Its status is about another exchange, such as one with a server that the function called.
    expect(await answer()).toMatchObject({ statusCode: 500, errorType: "InternalFailure" });
  },
);

test.each([
  [401, { "WWW-Authenticate": 'Basic realm="shop"' }],
  [405, { Allow: "GET, HEAD" }],
  [429, { "Retry-After": "30" }],
  [503, { "Retry-After": 30 }],
  [409, { "X-Broken": { toString: 1 } }],
])("the headers of an http-errors error with status %d were lost", async (statusCode, headers) => {
  const throwing = middy()
    .use(answerFaults({ throws: Orders, log: () => undefined }))
    .handler(async () => {
      throw Object.assign(new Error("for the client"), { statusCode, expose: true, headers });
    });
  const event = { version: "2.0", requestContext: { http: { method: "GET" } } };
  const answer = await throwing(event, { awsRequestId: "r-1" } as never);
  const texts = Object.entries(headers).filter(([, value]) => typeof value !== "object");
  expect(answer.statusCode).toBe(statusCode);
  expect(answer.headers).toMatchObject(Object.fromEntries(texts.map(([name, value]) => [name, `${value}`])));
  expect(answer.headers).not.toHaveProperty("X-Broken");
});

test.each([500, 503])(
  "an http-errors error of the server's, %d, lost its status and Retry-After, and its log line the error",
  async (status) => {
    const lines: FaultLine[] = [];
    const throwing = middy()
      .use(answerFaults({ throws: Orders, log: (line) => lines.push(line) }))
      .handler(async () => {
        throw createError(status, "secret", { headers: { "Retry-After": "30" } });
      });
    const event = { version: "2.0", requestContext: { http: { method: "GET" } } };
    const answer = await throwing(event, { awsRequestId: "r-1" } as never);
    expect(answer).toMatchObject({ statusCode: status, headers: { "Retry-After": "30" } });
    expect(JSON.parse(answer.body)).toMatchObject({
      errorType: "InternalFailure",
      message: "Internal failure",
    });
    expect(JSON.stringify(lines)).toContain("secret");
  },
);

test("a hook got a fault of the middleware's own in the place of an http-errors error", async () => {
  const error = createError(404, "no such page");
  const heard: FaultReport[] = [];
  const throwing = middy()
    .use(answerFaults({ throws: Orders, onFault: (report) => heard.push(report) }))
    .handler(async () => {
      throw error;
    });
  const event = { version: "2.0", requestContext: { http: { method: "GET" } } };
  await throwing(event, { awsRequestId: "r-1" } as never);
  expect(heard).toMatchObject([{ errorType: "NotFoundError", status: 404, isThrown: false }]);
  expect(heard[0]?.thrown).toBe(error);
});

test("a declared fault that a client-error middleware would expose keeps its details", async () => {
  class Exposed extends OrderNotFound {
    readonly statusCode = 400;
    readonly expose = true;
  }
  const throwing = middy()
    .use(answerFaults({ throws: Orders }))
    .handler(async () => {
      throw new Exposed({ orderId: "o-1" });
    });
  const event = { version: "2.0", requestContext: { http: { method: "GET" } } };
  expect(await throwing(event, { awsRequestId: "r-1" } as never)).toMatchObject({
    statusCode: 404,
    body: expect.stringContaining('"details":{"orderId":"o-1"}'),
  });
});

test("Middy's early time-out within this process is the fault FunctionTimedOut", async () => {
  const late = middy({ timeoutEarlyInMillis: 1 })
    .use(answerFaults({ throws: Orders, log: () => undefined }))
    .handler(() => new Promise((resolve) => setTimeout(resolve, 60_000).unref()));
  const context = { awsRequestId: "r-1", getRemainingTimeInMillis: () => 2 };
  await expect(late({}, context as never)).rejects.toMatchObject({
    ...{ name: "FunctionTimedOut", message: "The function ran out of time", status: 504 },
  });
});

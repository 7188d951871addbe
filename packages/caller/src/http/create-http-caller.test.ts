import { defineCatalog, fault } from "@faultwire/catalog";
import { describe, expect, test } from "vitest";
import { plan } from "../plan.ts";
import { createFetch } from "./create-fetch.ts";
import { createHttpCaller, type HttpCallerOptions } from "./create-http-caller.ts";

class OrderNotFound extends fault("OrderNotFound", { status: 404, message: "m" }) {}
const Orders = defineCatalog("orders", { OrderNotFound });
const url = "https://api.example.com/orders";

type Options = HttpCallerOptions<object, undefined, undefined, typeof Orders>;

/** A caller whose requests are seen, and answered in turn; the last again and again. */
function watched(options: Partial<Options>, ...answers: (() => Response)[]) {
  const requests: Request[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    requests.push(new Request(input, init));
    return (answers.length > 1 ? answers.shift() : answers[0])?.() ?? Response.json({});
  };
  return { call: createHttpCaller({ url, faults: Orders, fetch, ...options }), requests };
}

test("a call has headers of its own over those of the caller, each once, whatever their case", async () => {
  const { call, requests } = watched({
    headers: { "Content-Type": "application/vnd.orders+json", "X-Key": "k" },
  });
  await call({ orderId: "o-1" }, { headers: { "x-key": "own", authorization: "Bearer t" } });
  await call({ orderId: "o-2" });
  expect(requests.map(({ headers }) => Object.fromEntries(headers))).toEqual([
    { "content-type": "application/vnd.orders+json", "x-key": "own", authorization: "Bearer t" },
    { "content-type": "application/vnd.orders+json", "x-key": "k" },
  ]);
});

test("a call without an input has no body and no header of one", async () => {
  const { call, requests } = watched({ method: "GET" });
  await call();
  expect(requests[0]?.headers.has("content-type")).toBe(false);
});

test("a method that has no body refuses an input, and nothing is sent", async () => {
  for (const method of ["GET", "head"]) {
    const { call, requests } = watched({ method });
    const message = `calling a function: a ${method} request has no body for its input; use createFetch(), or another method`;
    await expect(call({ orderId: "o-1" })).rejects.toThrow(new TypeError(message));
    expect(requests).toEqual([]);
  }
});

test("headers that cannot be are a TypeError, of the caller's where it is made", async () => {
  expect(() => watched({ headers: { "no name": "x" } })).toThrow(TypeError);
  await expect(watched({}).call({}, { headers: { a: "b\nc" } })).rejects.toThrow(TypeError);
});

test("a browser's word for a network that fails is worth another try, where that is safe", async () => {
  const fails = () => {
    throw new TypeError("Failed to fetch");
  };
  const once = await watched({}, fails).call.safe({});
  expect(once).toMatchObject({ fault: { name: "TransportFault", execution: "unknown" } });
  expect(!once.ok && plan(once.fault).retry).toBe(false);
  const retry = { attempts: 2, idempotent: true };
  const again = await watched({ retry }, fails, () => Response.json({})).call.safe({});
  expect(again).toMatchObject({ ok: true, meta: { attempts: 2 } });
});

test("a fetch that throws faults knows the signal of a Request", async () => {
  const request = new Request(url, { signal: AbortSignal.abort("enough") });
  await expect(createFetch({ faults: Orders })(request)).rejects.toMatchObject({
    name: "TransportFault",
    execution: "none",
    cause: "enough",
  });
});

test("a result that cannot be read is a fault of a function that has finished", async () => {
  const { call } = watched({}, () => new Response("hello"));
  expect(await call.safe({})).toMatchObject({
    fault: { name: "MalformedFault", issues: "the result is not JSON", execution: "finished" },
  });
});

test("issues of a schema have paths, whatever form the library gives them", async () => {
  const failing = {
    "~standard": {
      version: 1,
      vendor: "own",
      validate: () => ({
        issues: [{ message: "is missing", path: [{ key: "lines" }, 0, "sku"] }, { message: "is odd" }],
      }),
    },
  } as const;
  await expect(watched({ input: failing as never }).call({})).rejects.toThrow(
    new TypeError(
      "calling a function: the input does not fit its schema: lines.0.sku: is missing; input: is odd",
    ),
  );
  expect(await watched({ output: failing as never }, () => Response.json({})).call.safe({})).toMatchObject({
    fault: { issues: "the result does not fit its schema: lines.0.sku: is missing; result: is odd" },
  });
});

describe("what is known of a response", () => {
  const trace = "1-5759e988-bd862e3fe1be46a994272793";
  const payload = { status: 200, headers: { "apigw-requestid": "q-1", "x-amzn-trace-id": `Root=${trace}` } };

  test.each([
    ["a REST API", { "x-amzn-requestid": "q-1", "apigw-requestid": "other" }],
    ["an HTTP API", { "apigw-requestid": "q-1" }],
  ])("has the request id of %s, in its facts and in a fault", async (_front, headers) => {
    const { call } = watched({}, () => new Response("{", { headers }));
    expect(await call.safe({})).toMatchObject({
      fault: { origin: { requestId: "q-1" } },
      meta: { requestId: "q-1" },
    });
  });

  test("is the origin of a fault of its result", async () => {
    const { call } = watched({}, () => new Response("{", { headers: payload.headers }));
    expect(await call.safe({})).toMatchObject({
      fault: {
        origin: { wire: "http", requestId: "q-1", traceId: trace, payload: { ...payload, body: "{" } },
      },
    });
  });

  test("is the origin of the fault of a redirect, which says what to do", async () => {
    const headers = { "x-amzn-trace-id": `Root=${trace}` };
    const { call } = watched({}, () => new Response("<html>", { status: 301, headers }));
    expect(await call.safe({})).toMatchObject({
      fault: {
        message: "The response is a redirect, and callers follow none",
        issues: "call the URL that it redirects to, or use createFetch()",
        origin: { wire: "http", traceId: trace, payload: { status: 301, body: "<html>" } },
      },
    });
  });

  test.each([
    [200, "finished"],
    [299, "finished"],
    [300, "unknown"],
    [399, "unknown"],
  ])("under status %i without JSON is unreadable, and its function is %s", async (status, execution) => {
    const { call } = watched({}, () => new Response("x", { status }));
    expect(await call.safe({})).toMatchObject({
      fault: { name: "MalformedFault", execution },
      meta: { statusCode: status },
    });
  });

  test("is an error from status 400 on", async () => {
    const { call } = watched({}, () => new Response("x", { status: 400 }));
    expect(await call.safe({})).toMatchObject({ fault: { status: 400 } });
    expect((await call.safe({})).ok).toBe(false);
  });

  test("without a status, as a browser hides it, is not a success", async () => {
    const { call } = watched({}, () => Response.error());
    expect(await call.safe({})).toMatchObject({
      ...{ ok: false, fault: { execution: "unknown" }, meta: { statusCode: undefined, attempts: 1 } },
    });
  });
});

test("an input that cannot be written has the reason as its cause", async () => {
  const thrown = await watched({})
    .call({ n: 1n })
    .catch((error: unknown) => error);
  expect(thrown).toMatchObject({ name: "TypeError", cause: expect.any(TypeError) });
});

test("the fault of safe() has the stack of its call", async () => {
  const { call } = watched({}, () => Response.json({}, { status: 500 }));
  async function inTheShop() {
    return await call.safe({});
  }
  const outcome = await inTheShop();
  expect(outcome.ok ? "" : outcome.fault.stack?.split("\n")[1]).toContain("at inTheShop");
});

test("methods that only look like those without a body have one", async () => {
  for (const method of ["GETS", "BUDGET", "HEADS", "AHEAD"]) {
    const { call, requests } = watched({ method });
    await call({ a: 1 });
    expect(await requests[0]?.json()).toEqual({ a: 1 });
  }
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CorsConfig, type Local, local } from "../src/index.ts";
import { type SentRequest, send } from "./send.ts";

/* The option `cors` of HTTP APIs and Function URLs, and preflights that a REST API's mock integration answers. */

const PAGE = "https://www.example.com";
const cors: CorsConfig = {
  allowOrigins: [PAGE, "http://localhost:5173"],
  allowMethods: ["GET", "PUT"],
  allowHeaders: ["authorization", "x-api-key"],
  exposeHeaders: ["x-total"],
  maxAge: 300,
  allowCredentials: true,
};
const PREFLIGHT = {
  "access-control-allow-origin": PAGE,
  "access-control-allow-credentials": "true",
  "access-control-allow-methods": "GET,PUT",
  "access-control-allow-headers": "authorization,x-api-key",
  "access-control-max-age": "300",
};
const RESPONSE = {
  "access-control-allow-origin": PAGE,
  "access-control-allow-credentials": "true",
  "access-control-expose-headers": "x-total",
};

const root = `${import.meta.dirname}/functions`;
const functions = { front: "front.handler" };
let lambda: Local;

beforeAll(async () => {
  const open = { allowOrigins: ["*"], allowMethods: ["*"], allowHeaders: ["*"] };
  lambda = await local({
    root,
    functions,
    origins: ["https://listed.example"],
    apis: {
      http: { type: "http", cors, routes: { "GET /orders": "front", "ANY /any": "front" } },
      url: { type: "function-url", cors, function: "front" },
      open: { type: "http", cors: open, routes: { "GET /orders": "front" } },
      schemes: { type: "http", cors: { allowOrigins: ["https://*"] }, routes: { "GET /orders": "front" } },
      bare: { type: "http", routes: { "GET /orders": "front" } },
      // As AWS::Serverless::Api makes them of the property Cors: github.com/aws/serverless-application-model.
      sam: {
        type: "rest",
        routes: {
          "GET /orders": "front",
          "OPTIONS /orders": {
            mock: {
              template: '{\n  "statusCode" : 200\n}\n',
              responses: [
                {
                  statusCode: 200,
                  headers: {
                    "Access-Control-Allow-Origin": "'https://www.example.com'",
                    "Access-Control-Allow-Methods": "'GET,OPTIONS'",
                  },
                  template: "{}\n",
                },
              ],
              methodResponses: [
                {
                  statusCode: 200,
                  headers: ["Access-Control-Allow-Origin", "Access-Control-Allow-Methods"],
                },
              ],
            },
          },
        },
      },
    },
  });
});

afterAll(() => lambda.close());

const preflight = (origin = PAGE): SentRequest => ({
  method: "OPTIONS",
  path: "/orders",
  headers: ["Origin", origin, "Access-Control-Request-Method", "PUT", "Sec-Fetch-Site", "cross-site"],
});
const get = (headers: readonly string[], path = "/orders"): SentRequest => ({ path, headers });
const answering = (output: object) => ["x-answer", JSON.stringify(output)];
const corsHeadersOf = ({ headers }: { readonly headers: object }) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith("access-control-")));

describe("a preflight", () => {
  test.each([
    ["http", 204],
    ["url", 200],
  ])("of %s is answered by the front itself, with %i", async (api, status) => {
    const answer = await send(lambda.url(api), preflight());
    expect([answer.status, answer.body.length, corsHeadersOf(answer)]).toEqual([status, 0, PREFLIGHT]);
    expect(lambda.runs("front")).toHaveLength(0);
  });

  test("that a route of an HTTP API takes reaches the function, and its answer has the headers", async () => {
    const { status, headers } = await send(lambda.url("http"), { ...preflight(), path: "/any" });
    expect([status, corsHeadersOf({ headers })]).toEqual([200, PREFLIGHT]);
    expect(lambda.runs("front")).toHaveLength(1);
    await lambda.reset();
  });

  test("of another origin has no headers", async () => {
    const answer = await send(lambda.url("http"), preflight("https://listed.example"));
    expect([answer.status, corsHeadersOf(answer)]).toEqual([204, {}]);
  });

  test("of an API without cors, or for a stage that there is not, is a 404", async () => {
    const { status } = await send(lambda.url("bare"), preflight("https://listed.example"));
    expect(status).toBe(404);
  });

  test("is answered by a mock integration of a REST API", async () => {
    const answer = await send(lambda.url("sam"), { method: "OPTIONS", path: "/orders" });
    expect([answer.status, answer.body.toString(), corsHeadersOf(answer)]).toEqual([
      200,
      "{}\n",
      { "access-control-allow-origin": PAGE, "access-control-allow-methods": "GET,OPTIONS" },
    ]);
  });
});

describe("a response", () => {
  test("of an HTTP API has the configured headers, and not those of the function", async () => {
    const own = { "Access-Control-Allow-Origin": "*", "access-control-max-age": "1", "x-total": "2" };
    const headers = ["Origin", PAGE, ...answering({ statusCode: 200, headers: own })];
    const answer = await send(lambda.url("http"), get(headers));
    expect(corsHeadersOf(answer)).toEqual(RESPONSE);
    expect(answer.headers["x-total"]).toBe("2");
    const withoutOrigin = await send(lambda.url("http"), get(headers.slice(2)));
    expect(corsHeadersOf(withoutOrigin)).toEqual({});
  });

  test("of a Function URL has both, which browsers refuse", async () => {
    const headers = [
      "Origin",
      PAGE,
      ...answering({ statusCode: 200, headers: { "Access-Control-Allow-Origin": "*" } }),
    ];
    const { rawHeaders } = await send(lambda.url("url"), get(headers));
    const lines = rawHeaders.filter((_, index) =>
      /^access-control-allow-origin$/i.test(rawHeaders[index - 1] ?? ""),
    );
    expect(lines).toEqual(["*", PAGE]);
  });

  test("of a function that fails has the headers too", async () => {
    const answer = await send(lambda.url("http"), get(["Origin", PAGE, "x-answer", "not JSON"]));
    expect([answer.status, corsHeadersOf(answer)]).toEqual([500, RESPONSE]);
  });

  test("for any origin, and for any origin of a scheme", async () => {
    const headers = ["Origin", "https://listed.example"];
    const open = await send(lambda.url("open"), get(headers));
    expect(corsHeadersOf(open)).toEqual({ "access-control-allow-origin": "*" });
    const scheme = await send(lambda.url("schemes"), get(headers));
    expect(corsHeadersOf(scheme)).toEqual({ "access-control-allow-origin": "https://listed.example" });
  });
});

describe("a page", () => {
  test("of an origin that cors names in full may call that API, and no other", async () => {
    const headers = ["Origin", PAGE, "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "cors"];
    for (const [api, status] of [
      ["http", 200],
      ["url", 200],
      ["open", 403],
      ["schemes", 403],
      ["sam", 403],
    ] as const)
      expect([api, (await send(lambda.url(api), get(headers))).status]).toEqual([api, status]);
  });

  test("is not let in by a wildcard; the answer names the option for its origin", async () => {
    const { body } = await send(lambda.url("open"), preflight());
    expect(body.toString()).toContain(
      `the request comes from the origin ${PAGE}; list it in the option origins`,
    );
  });
});

test("an OPTIONS request that is not a preflight, and has no route, is answered with 501 and the reason", async () => {
  const { status, body } = await send(lambda.url("http"), { method: "OPTIONS", path: "/orders" });
  expect([status, body.toString()]).toEqual([501, expect.stringContaining("without Origin")]);
});

describe("a configuration is refused when local starts:", () => {
  const start = (type: "http" | "function-url", wrong: object) => {
    const of = type === "http" ? { routes: { $default: "front" } } : { function: "front" };
    // The cast: wrong configurations do not compile.
    return local({ root, functions, apis: { shop: { type, ...of, cors: wrong } } } as unknown as Parameters<
      typeof local
    >[0]);
  };

  test.each([
    ["http", { allowOrigin: [PAGE] }, "api shop: cors: there is no member allowOrigin"],
    ["http", { allowOrigins: "*" }, 'api shop: cors.allowOrigins is a list of texts; it is "*"'],
    ["http", { allowMethods: ["get"] }, "api shop: cors.allowMethods: an entry is one of GET"],
    ["function-url", { allowMethods: ["OPTIONS"] }, "api shop: cors.allowMethods: an entry is one of GET"],
    ["http", { maxAge: 86_401 }, "api shop: cors.maxAge is a whole number of seconds from -1 to 86400"],
    ["function-url", { maxAge: -1 }, "api shop: cors.maxAge is a whole number of seconds from 0 to 86400"],
    ["http", { allowCredentials: "yes" }, "api shop: cors.allowCredentials is true or false"],
    ["http", { allowOrigins: ["*"], allowCredentials: true }, "allow-credentials is not supported"],
  ] as const)("%s, %j", async (type, wrong, message) => {
    await expect(start(type, wrong)).rejects.toThrow(message);
  });
});

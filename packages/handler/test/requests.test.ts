import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { type Local, local } from "@faultwire/local";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sourceEnvironment as environment } from "../../../source-environment.ts";

/* Requests under AWS's runtime client, behind each HTTP front. */

let lambda: Local;
let client: LambdaClient;
const FUNCTIONS = ["echo", "create", "own", "value"];
const FRONTS = ["rest", "http", "url", "alb", "alb-multi"];

beforeAll(async () => {
  const routes = Object.fromEntries(
    FUNCTIONS.flatMap((name) => [
      [`ANY /${name}`, name],
      [`ANY /${name}/{shop}`, name],
    ]),
  );
  const fronts = FUNCTIONS.flatMap((name) => [
    [`url-${name}`, { type: "function-url", function: name }],
    [`alb-${name}`, { type: "alb", function: name }],
    [`alb-multi-${name}`, { type: "alb", function: name, multiValueHeaders: true }],
  ]);
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: Object.fromEntries(
      FUNCTIONS.map((name) => [name, { handler: `requests.${name}`, environment }]),
    ),
    apis: { rest: { type: "rest", routes }, http: { type: "http", routes }, ...Object.fromEntries(fronts) },
  });
  client = new LambdaClient(lambda.client);
});
afterAll(async () => {
  client.destroy();
  await lambda.close();
});

const hasRoutes = (front: string) => front === "rest" || front === "http";

/** Sends a request to a function behind a front. */
function request(front: string, name: string, { path = "", ...init }: RequestInit & { path?: string } = {}) {
  const api = hasRoutes(front) ? front : `${front}-${name}`;
  return fetch(lambda.url(api, `/${name}${path}`), { redirect: "manual", ...init });
}

describe.each(FRONTS)("behind %s", (front) => {
  test("path, query and headers of a GET are read and validated", async () => {
    const path = `${hasRoutes(front) ? "/lamps%20%26%20more" : ""}?tag=a%2Cb&tag=c&limit=5&text=%C3%A4+%26`;
    const response = await request(front, "echo", { path, headers: { "X-Client": "test" } });
    // An ALB without multi-value headers passes on one value of a name.
    const tag = front === "alb" ? "c" : ["a,b", "c"];
    expect([response.status, await response.json()]).toEqual([
      200,
      {
        path: hasRoutes(front) ? { shop: "lamps & more" } : {},
        query: { tag, limit: 5, text: "ä &" },
        headers: { "x-client": "test" },
      },
    ]);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
  });

  test("issues name the part", async () => {
    const response = await request(front, "echo", { path: "?limit=500", method: "POST", body: "{" });
    expect(response.status).toBe(400);
    const { details } = (await response.json()) as { details: unknown };
    expect(details).toEqual({
      issues: [
        { path: "query.limit", message: "expected at most 100" },
        { path: "headers.x-client", message: "missing" },
        { path: "body", message: "not JSON" },
      ],
    });
  });

  test("the body is one of the parts", async () => {
    const init = { method: "POST", body: '{"sku":"lamp"}', headers: { "x-client": "test" } };
    expect(await (await request(front, "echo", init)).json()).toMatchObject({ body: { sku: "lamp" } });
  });

  test("respond() sets the status and headers, and the headers option reaches successes and errors", async () => {
    const send = (does: string) =>
      request(front, "create", { method: "POST", body: JSON.stringify({ does }) });
    const created = await send("create");
    expect([created.status, created.headers.get("location"), await created.json()]).toEqual([
      201,
      "/orders/o-1",
      { orderId: "o-1" },
    ]);
    expect([created.headers.get("x-shop"), created.headers.get("access-control-allow-origin")]).toEqual([
      "own",
      "*",
    ]);
    const deleted = await send("delete");
    expect([deleted.status, await deleted.text()]).toEqual([204, ""]);
    const redirect = await send("redirect");
    expect([redirect.status, redirect.headers.get("location")]).toEqual([302, "/elsewhere"]);
    const refused = await send("refuse");
    expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([403, "*"]);
  });

  // The response is the handler's own: an ALB with multi-value headers takes no `headers`.
  test.skipIf(front === "alb-multi")(
    "the handler's own response gets the headers that it does not have",
    async () => {
      const response = await request(front, "own");
      expect([response.status, await response.text()]).toEqual([202, "taken"]);
      expect(response.headers.get("content-type")).toContain("text/plain");
      expect([response.headers.get("x-shop"), response.headers.get("access-control-allow-origin")]).toEqual([
        "own",
        "*",
      ]);
    },
  );
});

test.each(["http", "url"])("a value that %s makes a response of gets the headers too", async (front) => {
  const response = await request(front, "value");
  expect([response.status, await response.json()]).toEqual([200, { hello: "world" }]);
  expect(response.headers.get("content-type")).toContain("application/json");
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
});

test("a direct invocation sends the parts, and gets the value", async () => {
  const invoke = async (name: string, event: unknown) => {
    const { Payload } = await client.send(
      new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event) }),
    );
    return JSON.parse(Payload?.transformToString() ?? "");
  };
  const parts = { path: { shop: "lamps" }, query: { limit: 3 }, headers: { "x-client": "me" } };
  expect(await invoke("echo", parts)).toEqual(parts);
  expect(await invoke("create", { does: "create" })).toEqual({ orderId: "o-1" });
  expect(await invoke("create", { does: "delete" })).toBeNull();
});

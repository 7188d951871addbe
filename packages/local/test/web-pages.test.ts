import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Local, local } from "../src/index.ts";
import { send } from "./send.ts";

const FRONT_END = "http://localhost:5173";
const options = {
  root: `${import.meta.dirname}/functions`,
  functions: { front: "front.handler" },
  apis: {
    rest: { type: "rest", routes: { "ANY /{proxy+}": "front", "ANY /": "front" } },
    http: { type: "http", routes: { $default: "front" } },
    url: { type: "function-url", function: "front" },
    alb: { type: "alb", function: "front" },
  },
} as const;
const APIS = Object.keys(options.apis);

let closed: Local;
let open: Local;

beforeAll(async () => {
  closed = await local(options);
  open = await local({ ...options, origins: [FRONT_END], hosts: ["api.example.com"] });
});

afterAll(() => Promise.all([closed.close(), open.close()]));

/** The headers that browsers send (github.com/w3c/webappsec-fetch-metadata), by the kind of request of a page. */
const PAGES = {
  "an image": ["Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "image"],
  "a script": ["Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "script"],
  "a link": ["Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"],
  "a form": [
    ...["Origin", "https://evil.example", "Content-Type", "application/x-www-form-urlencoded"],
    ...["Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"],
  ],
  "a form of a sandboxed frame": ["Origin", "null", "Sec-Fetch-Site", "cross-site"],
  "a call": ["Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "cors"],
  "an image of another port": ["Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "no-cors"],
  "a browser that tells no site": ["Origin", "https://evil.example"],
};

describe("a web page", () => {
  test.each(Object.entries(PAGES))("that is not listed invokes nothing: %s", async (_, headers) => {
    for (const lambda of [closed, open])
      for (const url of [lambda.endpoint, ...APIS.map((api) => lambda.url(api))])
        expect((await send(url, { headers })).status).toBe(403);
    expect([closed.runs("front").length, open.runs("front").length]).toEqual([0, 0]);
  });

  test("of a listed origin calls the APIs, with its preflights, images and links", async () => {
    const referer = ["Referer", `${FRONT_END}/`];
    const visits = [
      ["Origin", FRONT_END, "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "cors"],
      ["Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "image", ...referer],
      ["Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "navigate", ...referer],
    ];
    for (const api of APIS) {
      for (const headers of visits) expect((await send(open.url(api), { headers })).status).toBe(200);
      const preflight = [
        "Origin",
        FRONT_END,
        "Access-Control-Request-Method",
        "PUT",
        "Sec-Fetch-Site",
        "cross-site",
      ];
      const answer = JSON.stringify({
        statusCode: 204,
        headers: { "access-control-allow-origin": FRONT_END },
      });
      const headers = api === "alb" ? preflight : [...preflight, "x-answer", answer];
      const { status } = await send(open.url(api), { method: "OPTIONS", headers });
      expect(status).toBe(api === "alb" ? 200 : 204);
    }
    await open.reset();
  });

  test("of a listed origin gets the CORS headers that the function sends", async () => {
    const cors = { "access-control-allow-origin": FRONT_END, vary: "Origin" };
    const headers = ["Origin", FRONT_END, "x-answer", JSON.stringify({ statusCode: 200, headers: cors })];
    expect((await send(open.url("http"), { headers })).headers).toMatchObject(cors);
    await open.reset();
  });

  test("of a listed origin does not call the Lambda API", async () => {
    expect((await send(open.endpoint, { headers: ["Origin", FRONT_END] })).status).toBe(403);
  });

  test("that an API itself sends calls that API, and so does an address that is typed in", async () => {
    for (const api of APIS) {
      const own = new URL(closed.url(api)).origin;
      for (const headers of [
        ["Origin", own, "Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "cors"],
        ["Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "no-cors"],
        ["Sec-Fetch-Site", "none", "Sec-Fetch-Mode", "navigate"],
      ])
        expect((await send(closed.url(api), { headers })).status).toBe(200);
    }
    await closed.reset();
  });
});

describe("a name in the Host header", () => {
  test("is let in where it is listed, in any case and with any port", async () => {
    for (const host of ["api.example.com", "API.example.com:8443"]) {
      const { body } = await send(open.url("rest"), { headers: ["Host", host] });
      expect(JSON.parse(body.toString()).event.requestContext).toMatchObject({
        domainName: host,
        domainPrefix: host.split(".")[0],
      });
    }
    const endpoint = await send(open.endpoint, { headers: ["Host", "api.example.com"] });
    expect(endpoint.status).toBe(501);
    await open.reset();
  });

  test("is refused where it is not, with what to do", async () => {
    const { status, body } = await send(closed.url("rest"), { headers: ["Host", "api.example.com"] });
    expect([status, body.toString()]).toEqual([
      403,
      expect.stringContaining("the Host header names api.example.com; list it in the option hosts"),
    ]);
  });
});

test("an API listens on the port that is given, and says so where another program has it", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  const apis = { http: { ...options.apis.http, port } };
  await expect(local({ ...options, apis })).rejects.toThrow(`port ${port}: another program listens there`);
  await new Promise((resolve) => server.close(resolve));
  const lambda = await local({ ...options, apis });
  expect(lambda.url("http", "/x")).toBe(`http://127.0.0.1:${port}/x`);
  expect((await send(lambda.url("http"), { path: "/x" })).status).toBe(200);
  await lambda.close();
});

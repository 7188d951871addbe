import { request } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { RuntimeApi, type RuntimeSignal } from "./runtime-api.ts";

/* The Runtime API for any client; the texts are those of aws-lambda-runtime-interface-emulator. */

let api: RuntimeApi;
let signals: RuntimeSignal[];
const base = () => `http://${api.address}/2018-06-01/runtime`;
const post = (path: string, body: string, headers = {}) =>
  fetch(base() + path, { method: "POST", body, headers });

beforeEach(async () => {
  signals = [];
  api = await RuntimeApi.start((signal) => signals.push(signal));
});
afterEach(() => api.close());

/** Asks for the next event and gets one. */
async function next(requestId: string): Promise<Response> {
  const asked = fetch(`${base()}/invocation/next`);
  await expect.poll(() => signals.at(-1)?.type).toBe("next");
  api.deliver({
    requestId,
    payload: Buffer.from('{"a":1}'),
    headers: { "lambda-runtime-deadline-ms": "1", "lambda-runtime-invoked-function-arn": "arn" },
  });
  return asked;
}

test("an event comes with its id, its deadline and its function", async () => {
  const event = await next("r-1");
  expect(Object.fromEntries(event.headers)).toMatchObject({
    "content-type": "application/json",
    "lambda-runtime-aws-request-id": "r-1",
    "lambda-runtime-deadline-ms": "1",
    "lambda-runtime-invoked-function-arn": "arn",
  });
  expect(await event.text()).toBe('{"a":1}');
});

test("an answer is accepted once", async () => {
  await next("r-1");
  const accepted = await post("/invocation/r-1/response", "1");
  expect([accepted.status, await accepted.text()]).toEqual([202, '{"status":"OK"}\n']);
  const again = await post("/invocation/r-1/response", "2");
  expect([again.status, await again.json()]).toEqual([
    400,
    { errorMessage: "Invalid request ID", errorType: "InvalidRequestID" },
  ]);
  expect(signals.map(({ type }) => type)).toEqual(["next", "response"]);
});

test("a result over the limit is refused with 413 and the reason", async () => {
  await next("r-1");
  const refused = await post("/invocation/r-1/response", "x".repeat(6_291_557));
  expect([refused.status, await refused.json()]).toEqual([
    413,
    {
      errorMessage: "Exceeded maximum allowed payload size (6291556 bytes).",
      errorType: "RequestEntityTooLarge",
    },
  ]);
  expect(signals.at(-1)).toEqual({ type: "too-large", requestId: "r-1" });
});

test("an error at start comes with the type that its header tells", async () => {
  const type = { "lambda-runtime-function-error-type": "Runtime.NoSuchHandler" };
  expect((await post("/init/error", "{}", type)).status).toBe(202);
  expect(signals).toEqual([
    { type: "init-error", body: Buffer.from("{}"), errorType: "Runtime.NoSuchHandler" },
  ]);
});

test("an unknown operation is 404", async () => {
  expect((await fetch(`${base()}/restore/next`)).status).toBe(404);
});

test.each([
  ["host", "evil.example"],
  ["origin", "https://evil.example"],
])("a request with %s %s gets nothing", async (name, value) => {
  const status = await new Promise((resolve, reject) => {
    request(`${base()}/invocation/next`, { headers: { [name]: value } }, (response) =>
      resolve(response.resume().statusCode),
    )
      .on("error", reject)
      .end();
  });
  expect([status, signals]).toEqual([403, []]);
});

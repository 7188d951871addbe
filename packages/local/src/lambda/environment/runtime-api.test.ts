import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
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

describe("with several events at once", () => {
  const event = (requestId: string) => ({ requestId, payload: Buffer.from("{}"), headers: {} });
  const idOf = (response: Response) => response.headers.get("lambda-runtime-aws-request-id");
  /** Asks for an event, and resolves when the API has the question. */
  async function ask(signal?: AbortSignal): Promise<{ readonly answer: Promise<Response> }> {
    const asked = signals.length;
    const answer = fetch(`${base()}/invocation/next`, { signal: signal ?? null });
    await expect.poll(() => signals.length).toBe(asked + 1);
    return { answer };
  }

  test("they go to those who have asked, in order, and each has its own result", async () => {
    const [first, second] = [await ask(), await ask()];
    for (const id of ["r-1", "r-2", "r-3"]) api.deliver(event(id));
    expect([idOf(await first.answer), idOf(await second.answer)]).toEqual(["r-1", "r-2"]);
    expect(api.questions).toBe(0);
    expect(idOf(await (await ask()).answer)).toBe("r-3");
    for (const id of ["r-2", "r-3", "r-1"])
      expect((await post(`/invocation/${id}/response`, id)).status).toBe(202);
    expect(signals.slice(3).map((signal) => "body" in signal && String(signal.body))).toEqual([
      "r-2",
      "r-3",
      "r-1",
    ]);
  });

  test("a question whose connection has closed gets none", async () => {
    const leaving = new AbortController();
    const left = await ask(leaving.signal);
    const staying = await ask();
    leaving.abort();
    await expect(left.answer).rejects.toThrow();
    await expect.poll(() => api.questions).toBe(1);
    api.deliver(event("r-1"));
    expect(idOf(await staying.answer)).toBe("r-1");
  });

  test("the answer to an event that is given up is refused with 410, once", async () => {
    const { answer } = await ask();
    api.deliver(event("r-1"));
    await answer;
    api.giveUp("r-1");
    const late = await post("/invocation/r-1/response", "1");
    expect([late.status, await late.json()]).toEqual([
      410,
      { errorMessage: "Invoke timeout", errorType: "InvokeTimeout" },
    ]);
    expect((await post("/invocation/r-1/response", "1")).status).toBe(400);
  });

  test("an event that is given up before anyone has asked is not delivered", async () => {
    api.deliver(event("r-1"));
    api.giveUp("r-1");
    api.deliver(event("r-2"));
    expect(idOf(await (await ask()).answer)).toBe("r-2");
  });
});

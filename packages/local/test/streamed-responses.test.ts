import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Local, local } from "../src/index.ts";
import { type Gate, startGate } from "./gate.ts";

/* Responses that a Function URL or a REST API sends as the function writes them. */

const TYPE = "application/vnd.awslambda.http-integration-response";
const PRELUDE = {
  statusCode: 201,
  headers: { "Content-Type": "text/csv", "X-Rows": 2, "Content-Length": "99" },
  cookies: ["a=1; Secure", "b=2"],
};

let lambda: Local;
let gate: Gate;

beforeAll(async () => {
  gate = await startGate();
  const stream = { function: "stream", responseTransferMode: "STREAM" } as const;
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: {
      stream: { handler: "http-stream.handler", timeout: 60 },
      hasty: { handler: "http-stream.handler", timeout: 1 },
      whole: "scripted.handler",
      closed: { handler: "http-stream.handler", reservedConcurrency: 0 },
    },
    apis: {
      url: { type: "function-url", function: "stream", invokeMode: "RESPONSE_STREAM" },
      hastyUrl: { type: "function-url", function: "hasty", invokeMode: "RESPONSE_STREAM" },
      whole: { type: "function-url", function: "whole", invokeMode: "RESPONSE_STREAM" },
      closed: { type: "function-url", function: "closed", invokeMode: "RESPONSE_STREAM" },
      rest: {
        type: "rest",
        routes: {
          "POST /": stream,
          "POST /short": { ...stream, timeoutMs: 100 },
          "POST /second": { ...stream, timeoutMs: 1000 },
          "POST /hasty": { ...stream, function: "hasty" },
          "POST /whole": { ...stream, function: "whole" },
          "POST /closed": { ...stream, function: "closed" },
        },
      },
    },
  });
});

afterAll(async () => {
  await lambda.close();
  await gate[Symbol.asyncDispose]();
});

interface Script {
  readonly type?: string;
  readonly prelude?: object;
  readonly steps?: readonly object[];
}

const post = (api: string, script: Script | object, path = "/") =>
  fetch(lambda.url(api, path), { method: "POST", body: JSON.stringify(script) });

/** Reads a body to its end, or to where the connection was cut. */
async function read({ body }: Response): Promise<{ readonly text: string; readonly isCut: boolean }> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of body ?? []) chunks.push(chunk);
    return { text: Buffer.concat(chunks).toString(), isCut: false };
  } catch {
    return { text: Buffer.concat(chunks).toString(), isCut: true };
  }
}

describe.each(["url", "rest"])("a streamed response of %s", (api) => {
  test("has the status, headers and cookies of its prelude, and chunks instead of a length", async () => {
    const response = await post(api, {
      prelude: PRELUDE,
      steps: [{ write: "row 1\n" }, { write: "row 2\n" }],
    });
    expect(response.status).toBe(201);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/csv",
      "x-rows": "2",
      "transfer-encoding": "chunked",
      "x-amzn-requestid": expect.stringMatching(/^[\da-f-]{36}$/),
    });
    expect(response.headers.has("content-length")).toBe(false);
    expect(response.headers.getSetCookie()).toEqual(PRELUDE.cookies);
    expect(await read(response)).toEqual({ text: "row 1\nrow 2\n", isCut: false });
  });

  test("begins before the function ends", async () => {
    const steps = [{ write: "first" }, { waitFor: gate.url }, { write: "last" }];
    const arrival = gate.arrival();
    const response = await post(api, { prelude: PRELUDE, steps });
    const reader = response.body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe("first");
    await arrival;
    gate.open();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe("last");
    expect(await reader?.read()).toMatchObject({ done: true });
  });

  test("may have no body", async () => {
    const response = await post(api, { prelude: { statusCode: 404 }, steps: [{ write: "" }] });
    expect([response.status, await read(response)]).toEqual([404, { text: "", isCut: false }]);
  });

  const hasty = api === "url" ? (["hastyUrl", "/"] as const) : (["rest", "/hasty"] as const);

  test.each([
    ["throws", { throw: "boom" }, [api, "/"]],
    ["exits", { exit: 3 }, [api, "/"]],
    ["times out", { hang: 60_000 }, hasty],
  ] as const)(
    "is cut where the function %s after the first byte, and what came before it arrives",
    async (_, end, [at, path]) => {
      const arrival = gate.arrival();
      const steps = [{ write: "row 1\n" }, { waitFor: gate.url }, end];
      const response = await post(at, { prelude: PRELUDE, steps }, path);
      expect(response.status).toBe(201);
      await arrival;
      gate.open();
      expect(await read(response)).toEqual({ text: "row 1\n", isCut: true });
    },
  );

  test("is a 502 where the function fails before its prelude is whole", async () => {
    for (const script of [
      { steps: [{ throw: "boom" }] },
      { type: TYPE, steps: [{ write: '{"statusCode":' }, { throw: "boom" }] },
      { steps: [{ exit: 1 }] },
    ]) {
      const response = await post(api, script);
      expect([response.status, await response.text()]).toEqual(
        api === "url" ? [502, "Internal Server Error"] : [502, '{"message": "Internal server error"}'],
      );
    }
  });
});

describe("a Function URL that streams", () => {
  test("answers a stream without a prelude with 200 and the type that the runtime gave it", async () => {
    const steps = [{ write: "data: 1\n\n" }];
    for (const [type, expected] of [
      [undefined, "application/octet-stream"],
      ["text/event-stream", "text/event-stream"],
    ] as const) {
      const response = await post("url", { ...(type && { type }), steps });
      expect([response.status, response.headers.get("content-type")]).toEqual([200, expected]);
      expect(await response.text()).toBe("data: 1\n\n");
    }
  });

  test("has application/octet-stream where its prelude names no type, and 200 where it has no status", async () => {
    const response = await post("url", { prelude: { status: 201 }, steps: [{ write: "x" }] });
    expect([response.status, response.headers.get("content-type")]).toEqual([
      200,
      "application/octet-stream",
    ]);
  });

  test("sends what a function that does not stream returns as the body, also its statusCode", async () => {
    const returned = { statusCode: 404, body: "none" };
    const response = await post("whole", { return: returned });
    expect([response.status, await response.json()]).toEqual([200, returned]);
    const failed = await post("whole", { throw: { message: "boom" } });
    expect([failed.status, await failed.text()]).toEqual([502, "Internal Server Error"]);
  });

  test("refuses a call without concurrency as Lambda does", async () => {
    expect((await post("closed", {})).status).toBe(429);
  });

  test("answers a prelude that the runtime never writes with 501 and the reason", async () => {
    for (const write of ["no prelude", "not JSON\0\0\0\0\0\0\0\0", '{"statusCode":"x"}\0\0\0\0\0\0\0\0']) {
      const response = await post("url", { type: TYPE, steps: [{ write }] });
      expect([response.status, await response.text()]).toEqual([501, expect.stringContaining("prelude")]);
    }
  });
});

describe("a proxy integration that streams", () => {
  test("has application/json where its prelude names no type, and API Gateway's ids", async () => {
    const response = await post("rest", { prelude: {}, steps: [{ write: "x" }] });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/json",
      "x-amz-apigw-id": expect.any(String),
      "x-amzn-trace-id": expect.any(String),
    });
  });

  test("finds the prelude without the runtime's marker, within the first 16 KB", async () => {
    const prelude = JSON.stringify({ statusCode: 202, multiValueHeaders: { "X-A": ["1", "2"] } });
    const found = await post("rest", { steps: [{ write: `${prelude}\0\0\0\0` }, { write: "\0\0\0\0body" }] });
    expect([found.status, found.headers.get("x-a"), await found.text()]).toEqual([202, "1, 2", "body"]);
    const padded = `${prelude}${" ".repeat(16_384)}\0\0\0\0\0\0\0\0`;
    expect((await post("rest", { steps: [{ write: padded }] })).status).toBe(502);
  });

  test("is a 502 without a prelude, and where the function does not stream", async () => {
    expect((await post("rest", { steps: [{ write: "text" }] })).status).toBe(502);
    expect((await post("rest", { return: { statusCode: 200 } }, "/whole")).status).toBe(502);
  });

  test("has the integration's timeout: 504 before the first byte, a cut after it", async () => {
    const begins = { prelude: {}, steps: [{ write: "x" }] };
    // The start of an environment may take longer.
    await read(await post("rest", begins));
    const steps = [...begins.steps, { hang: 60_000 }];
    const response = await post("rest", { ...begins, steps }, "/second");
    expect([response.status, await read(response)]).toEqual([200, { text: "x", isCut: true }]);
    expect((await post("rest", { steps: [{ hang: 60_000 }] }, "/short")).status).toBe(504);
  });

  test("is a 500 without concurrency", async () => {
    expect((await post("rest", {}, "/closed")).status).toBe(500);
  });

  test("answers a prelude with a member that is not documented with 501", async () => {
    expect((await post("rest", { prelude: { status: 200 }, steps: [{ write: "x" }] })).status).toBe(501);
  });
});

test("modes that there are not are refused when local starts", async () => {
  const start = (api: object) => {
    const options = {
      functions: { f: "http-stream.handler" },
      apis: { api },
      root: `${import.meta.dirname}/functions`,
    };
    // The cast: wrong configurations do not compile.
    return local(options as unknown as Parameters<typeof local>[0]);
  };
  await expect(start({ type: "function-url", function: "f", invokeMode: "STREAM" })).rejects.toThrow(
    'api api: invokeMode is one of BUFFERED, RESPONSE_STREAM; it is "STREAM"',
  );
  const rest = (route: object) => start({ type: "rest", routes: { "GET /": route } });
  await expect(rest({ function: "f", responseTransferMode: "RESPONSE_STREAM" })).rejects.toThrow(
    "api api: GET /: responseTransferMode is one of BUFFERED, STREAM",
  );
  await expect(
    rest({ function: "f", responseTransferMode: "STREAM", responses: [{ statusCode: 200 }] }),
  ).rejects.toThrow("there is no member responseTransferMode");
  await expect(rest({ function: "f", template: "{}" })).rejects.toThrow("there is no member template");
});

describe("an injected failure of a call that streams", () => {
  const script = { prelude: PRELUDE, steps: [{ write: "row 1\n" }] };

  test.each(["url", "rest"])("takes the place of the whole stream, or cuts its end: %s", async (api) => {
    lambda.fail("stream", { after: "ran", with: { status: 502 }, times: 1 });
    expect((await post(api, script)).status).toBe(502);
    lambda.fail("stream", { after: "ran", with: "reset", times: 1 });
    await expect(post(api, script)).rejects.toThrow(TypeError);
    lambda.fail("stream", { after: "ran", with: "cut", times: 1 });
    expect(await read(await post(api, script))).toEqual({ text: "row 1\n", isCut: true });
    expect(await read(await post(api, script))).toEqual({ text: "row 1\n", isCut: false });
  });
});

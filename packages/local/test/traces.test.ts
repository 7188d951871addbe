import { type Local, local } from "@faultwire/local";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const ROOT = "1-5759e988-bd862e3fe1be46a994272793";
const SAMPLED = `Root=${ROOT};Parent=53995c3f42cd8ad8;Sampled=1`;
const NEW = /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0;Lineage=1:[0-9a-f]{8}:0$/;

let lambda: Local;
beforeAll(async () => {
  const handler = "tracing.handler";
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: {
      f: { handler },
      old: { handler, runtime: "nodejs22.x" },
      later: { handler, asynchronous: { onSuccess: { function: "f" } } },
    },
    apis: {
      rest: { type: "rest", routes: { "GET /": "f" } },
      http: { type: "http", routes: { "GET /": "f" } },
      url: { type: "function-url", function: "f" },
      alb: { type: "alb", function: "f" },
    },
  });
});
afterAll(() => lambda.close());

const invoke = (name: string, headers: Record<string, string>) =>
  fetch(`${lambda.endpoint}/2015-03-31/functions/${name}/invocations`, {
    method: "POST",
    headers,
    body: "{}",
  });
const lastRun = (name = "f") => {
  const { answer = "null", traceId, log } = lambda.runs(name).at(-1) ?? {};
  const { body = answer } = JSON.parse(answer);
  return { answer: JSON.parse(body), traceId, log };
};

describe.each(["f", "old"])("the trace of an invocation of %s", (name) => {
  test("is the caller's, in the function, on the answer, in the run and in the log", async () => {
    const response = await invoke(name, { "X-Amzn-Trace-Id": SAMPLED });
    const header = response.headers.get("x-amzn-trace-id");
    expect(header).toMatch(
      new RegExp(`^Root=${ROOT};Parent=[0-9a-f]{16};Sampled=1;Lineage=1:[0-9a-f]{8}:0$`),
    );
    const { answer, traceId, log } = lastRun(name);
    expect(answer.environment).toBe(header);
    expect(answer.context).toBe(name === "f" ? header : undefined);
    expect(traceId).toBe(ROOT);
    const segment = header?.split(/[=;]/)[3];
    expect(log).toMatch(
      new RegExp(`\\nXRAY TraceId: ${ROOT}\\tSegmentId: ${segment}\\tSampled: true\\t\\n$`),
    );
  });

  test.each([undefined, "", "hello", "Root=1-2-3"])(
    "is new and not sampled for the header %j",
    async (header) => {
      const response = await invoke(name, header === undefined ? {} : { "X-Amzn-Trace-Id": header });
      expect(response.headers.get("x-amzn-trace-id")).toMatch(NEW);
      const { answer, log } = lastRun(name);
      expect(answer.environment).toMatch(NEW);
      expect(log).not.toContain("XRAY");
    },
  );
});

test("the trace of an asynchronous invocation goes on to its destination", async () => {
  const response = await invoke("later", { "X-Amzn-Trace-Id": SAMPLED, "X-Amz-Invocation-Type": "Event" });
  expect(response.status).toBe(202);
  expect(response.headers.get("x-amzn-trace-id")).toContain(ROOT);
  await lambda.settled();
  expect([lastRun("later").traceId, lastRun("f").traceId]).toEqual([ROOT, ROOT]);
});

describe.each(["rest", "http", "url", "alb"])("the trace of a request to %s", (api) => {
  test("is the client's, in the event and in the function", async () => {
    await fetch(lambda.url(api, "/"), { headers: { "X-Amzn-Trace-Id": `Root=${ROOT};CalledFrom=app` } });
    const { answer, traceId } = lastRun();
    expect(answer.header).toBe(`Root=${ROOT};CalledFrom=app`);
    expect(answer.environment).toContain(`Root=${ROOT};`);
    expect(traceId).toBe(ROOT);
  });

  test("is new where the client sends none, and the same in event and function", async () => {
    await fetch(lambda.url(api, "/"));
    const { answer, traceId } = lastRun();
    expect(answer.header).toBe(`Root=${traceId}`);
    expect(answer.environment).toContain(`Root=${traceId};`);
  });
});

// Recorded: LocalStack, test_invocation_trace_id (2024-08-07).
test("a REST API answers with the client's whole trace, and adds a parent where it has none", async () => {
  const traceOf = async (header: string) => {
    const response = await fetch(lambda.url("rest", "/"), { headers: { "X-Amzn-Trace-Id": header } });
    return response.headers.get("x-amzn-trace-id");
  };
  expect(await traceOf(SAMPLED)).toBe(SAMPLED);
  expect(await traceOf(`Root=${ROOT}`)).toMatch(new RegExp(`^Root=${ROOT};Parent=[0-9a-f]{16};Sampled=0$`));
});

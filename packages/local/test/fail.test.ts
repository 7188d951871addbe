import {
  InvokeCommand,
  InvokeWithResponseStreamCommand,
  LambdaClient,
  type LambdaServiceException,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import recorded from "../../../cases/invoke-refusals.json" with { type: "json" };
import { type InjectionOptions, type Local, local } from "../src/index.ts";

let lambda: Local;
/** Sends one request for a call. */
let once: LambdaClient;
/** A client with the SDK's three attempts. */
let standard: LambdaClient;

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: { charge: "scripted.handler", other: "scripted.handler", stream: "streaming.handler" },
  });
  once = new LambdaClient({ ...lambda.client, maxAttempts: 1 });
  standard = new LambdaClient(lambda.client);
});

afterAll(async () => {
  once.destroy();
  standard.destroy();
  await lambda[Symbol.asyncDispose]();
});

let calls = 0;

/** Calls with a payload of its own, and counts its runs. */
async function call(client = once, FunctionName = "charge") {
  const id = ++calls;
  const command = new InvokeCommand({ FunctionName, Payload: JSON.stringify({ id, return: "charged" }) });
  const result = await client.send(command).then(
    (output) => ({ ...output, text: Buffer.from(output.Payload ?? []).toString("utf8") }),
    (error: LambdaServiceException) => ({ error }),
  );
  const byId = lambda.runs(FunctionName).by((payload: { id: number }) => payload.id);
  return { ...result, runs: byId.get(String(id))?.length ?? 0 };
}

describe("a connection that breaks", () => {
  test("before the handler ran leaves it alone; after it ran only its answer is lost", async () => {
    lambda.fail("charge", { before: "ran", with: "reset" });
    expect(await call()).toMatchObject({ error: { code: "ECONNRESET" }, runs: 0 });
    lambda.fail("charge", { after: "ran", with: "reset" });
    expect(await call()).toMatchObject({ error: { code: "ECONNRESET" }, runs: 1 });
    expect(await call()).toMatchObject({ text: '"charged"', runs: 1 });
  });

  test("after the handler ran makes the SDK's own retry run it twice", async () => {
    using injection = lambda.fail("charge", { after: "ran", with: "reset", times: 1 });
    expect(await call(standard)).toMatchObject({ text: '"charged"', runs: 2 });
    expect(injection.fired).toBe(1);
  });

  test("within the body is a cut answer with a status of 200", async () => {
    lambda.fail("charge", { with: "cut" });
    expect(await call()).toMatchObject({
      error: { code: "ECONNRESET", $metadata: { httpStatusCode: 200 } },
      runs: 1,
    });
  });

  test("within a body of one byte is cut too", async () => {
    lambda.fail("charge", { with: "cut" });
    await expect(
      once.send(new InvokeCommand({ FunctionName: "charge", Payload: '{"return":1}' })),
    ).rejects.toThrow("aborted");
  });
});

describe("an error of the service", () => {
  test.each(recorded.map((each) => [each.name, each] as const))(
    "%s has AWS's status and members, and the handler does not run",
    async (name, { status, fault, members }) => {
      lambda.fail("charge", { with: { error: name, message: "as told" } });
      const response = await fetch(`${lambda.endpoint}/2015-03-31/functions/charge/invocations`, {
        method: "POST",
        body: '{"return":1}',
      });
      const body = JSON.parse(await response.text());
      expect(response.status).toBe(status);
      expect(response.headers.get("x-amzn-errortype")).toBe(name);
      const text = members.find((member) => /^message$/i.test(member)) ?? "";
      expect(body).toMatchObject({ Type: fault === "server" ? "Service" : "User", [text]: "as told" });

      lambda.fail("charge", { with: { error: name, message: "as told" } });
      const result = await call();
      expect(result).toMatchObject({
        error: { name, message: "as told", $fault: fault, $metadata: { httpStatusCode: status } },
        runs: 0,
      });
    },
  );

  test("carries its reason, its Retry-After and its EC2 error code", async () => {
    const throttled = {
      error: "TooManyRequestsException",
      reason: "CallerRateLimitExceeded",
      retryAfterSeconds: 2,
    };
    lambda.fail("charge", { with: throttled });
    expect(await call()).toMatchObject({
      error: { Reason: "CallerRateLimitExceeded", retryAfterSeconds: "2", message: "Rate Exceeded." },
    });
    lambda.fail("charge", {
      with: { error: "EC2UnexpectedException", ec2ErrorCode: "Client.InternalError" },
    });
    expect(await call()).toMatchObject({ error: { EC2ErrorCode: "Client.InternalError" } });
  });

  test("can be one that is not modelled, with a status, and can come after the handler ran", async () => {
    lambda.fail("charge", { with: { error: "ServiceUnavailable", status: 503 } });
    expect(await call()).toMatchObject({
      error: { name: "ServiceUnavailable", $metadata: { httpStatusCode: 503 } },
      runs: 0,
    });
    lambda.fail("charge", { after: "ran", with: "ServiceException" });
    expect(await call()).toMatchObject({ error: { name: "ServiceException" }, runs: 1 });
  });
});

describe("other failures", () => {
  test("a function error has the given payload, as text or as JSON", async () => {
    lambda.fail("charge", { with: { functionError: { errorType: "Sandbox.Timedout" } } });
    expect(await call()).toMatchObject({
      FunctionError: "Unhandled",
      text: '{"errorType":"Sandbox.Timedout"}',
      runs: 0,
    });
    lambda.fail("charge", { after: "ran", with: { functionError: "<html>" } });
    expect(await call()).toMatchObject({ FunctionError: "Unhandled", text: "<html>", runs: 1 });
  });

  test.each(["before", "after"] as const)(
    "a delay %s the handler ran changes nothing else",
    async (place) => {
      lambda.fail("charge", { [place]: "ran", with: { delay: 150 } });
      const startedAt = performance.now();
      expect(await call()).toMatchObject({ text: '"charged"', runs: 1 });
      expect(performance.now() - startedAt).toBeGreaterThan(140);
    },
  );
});

describe("which calls an injection meets", () => {
  test("as many as it says, of its function, and it counts them", async () => {
    using injection = lambda.fail("charge", { with: "ResourceNotReadyException", times: 2 });
    expect(await call(once, "other")).toMatchObject({ runs: 1 });
    expect([(await call()).runs, (await call()).runs, (await call()).runs]).toEqual([0, 0, 1]);
    expect(injection.fired).toBe(2);
  });

  test("those whose payload it asks for", async () => {
    const next = calls + 2;
    using injection = lambda.fail("charge", {
      with: "KMSDisabledException",
      when: ({ id }: { id: number }) => id === next,
      times: Number.POSITIVE_INFINITY,
    });
    expect([(await call()).runs, (await call()).runs, (await call()).runs]).toEqual([1, 0, 1]);
    expect(injection.fired).toBe(1);
  });

  test("none where asking for the payload throws, and the caller reads why", async () => {
    using _ = lambda.fail("charge", {
      with: "reset",
      when: ({ order }: { order: { id: 1 } }) => order.id === 1,
    });
    expect(await call()).toMatchObject({
      error: { name: "InternalFailure", message: expect.stringMatching(/^@faultwire\/local: TypeError: /) },
      runs: 0,
    });
  });

  test("none once it was stopped or disposed of", async () => {
    const injection = lambda.fail("charge", { with: "reset", times: Number.POSITIVE_INFINITY });
    expect((await call()).runs).toBe(0);
    injection.stop();
    expect((await call()).runs).toBe(1);
    {
      using _ = lambda.fail("charge", { with: "reset" });
    }
    expect((await call()).runs).toBe(1);
  });
});

describe("a stream", () => {
  async function read() {
    const command = new InvokeWithResponseStreamCommand({
      FunctionName: "stream",
      Payload: '{"write":["one ","two"]}',
    });
    const { EventStream = [] } = await once.send(command);
    const events: unknown[] = [];
    try {
      for await (const { PayloadChunk, InvokeComplete } of EventStream)
        events.push(InvokeComplete ?? Buffer.from(PayloadChunk?.Payload ?? []).toString());
      return { events };
    } catch (error) {
      return { events, error };
    }
  }

  test("that is cut has its chunks and no end", async () => {
    lambda.fail("stream", { with: "cut" });
    const { events, error } = await read();
    expect(events.join("")).toBe("one two");
    expect(error).toMatchObject({ code: "ECONNRESET" });
  });

  test("that is reset has nothing, though the handler ran", async () => {
    const before = lambda.runs("stream").length;
    lambda.fail("stream", { after: "ran", with: "reset" });
    await expect(read()).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(lambda.runs("stream")).toHaveLength(before + 1);
  });

  test("can end in an error that the handler did not throw", async () => {
    lambda.fail("stream", { after: "ran", with: { functionError: { errorType: "Runtime.ExitError" } } });
    const { events } = await read();
    expect(events.slice(0, -1).join("")).toBe("one two");
    expect(events.at(-1)).toEqual({
      ErrorCode: "Unhandled",
      ErrorDetails: '{"errorType":"Runtime.ExitError"}',
    });
  });

  test("meets errors of the service before it begins", async () => {
    lambda.fail("stream", { with: "TooManyRequestsException" });
    await expect(read()).rejects.toMatchObject({ name: "TooManyRequestsException" });
  });
});

describe("an event", () => {
  const send = async (injection: InjectionOptions) => {
    const id = ++calls;
    lambda.fail("charge", injection);
    const command = new InvokeCommand({
      FunctionName: "charge",
      InvocationType: "Event",
      Payload: JSON.stringify({ id }),
    });
    const result = await once.send(command).catch((error: LambdaServiceException) => ({ error }));
    await lambda.settled();
    const runs = lambda.runs("charge").by((payload: { id: number }) => payload.id);
    return { ...result, runs: runs.get(String(id))?.length ?? 0 };
  };

  test("has no body that could be cut: its whole answer is lost", async () => {
    expect(await send({ with: "cut" })).toMatchObject({ error: { code: "ECONNRESET" }, runs: 1 });
  });

  test("has no function error in its answer", async () => {
    const { runs, ...output } = await send({ after: "ran", with: { functionError: { errorType: "X" } } });
    expect(output).toMatchObject({ StatusCode: 202 });
    expect(output).not.toHaveProperty("FunctionError");
    expect(runs).toBe(1);
  });
});

test.each<[string, object, string]>([
  ["both places", { before: "ran", after: "ran", with: "reset" }, "it is either before or after"],
  ["a place that is none", { after: "run", with: "reset" }, 'before and after are "ran"; it is "run"'],
  [
    "nothing that goes wrong",
    {},
    'with is "reset", "cut", "duplicate", "lost", one of CodeArtifactUserDeletedException',
  ],
  ["a misspelt error", { with: "TooManyRequest" }, 'it is "TooManyRequest"'],
  ["an error that is not modelled", { with: { error: "Nope" } }, "correct its name, or give its status"],
  ["a status that is none", { with: { error: "Nope", status: 200 } }, "from 400 to 599; it is 200"],
  [
    "a reason where none is",
    { with: { error: "ServiceException", reason: "x" } },
    "reason is a member of TooMany",
  ],
  [
    "an EC2 code where none is",
    { with: { error: "ServiceException", ec2ErrorCode: "x" } },
    "ec2ErrorCode is a",
  ],
  [
    "a Retry-After of no number",
    { with: { error: "ServiceException", retryAfterSeconds: -1 } },
    "retryAfterSeconds is a number from 0",
  ],
  ["a cut before there is a body", { before: "ran", with: "cut" }, "there is no body to cut"],
  ["a delay that is none", { with: { delay: -1 } }, "delay is in milliseconds"],
  [
    "a payload that is no JSON",
    { with: { functionError: undefined } },
    "functionError cannot be written as JSON",
  ],
  ["an object of nothing", { with: {} }, "with has one of delay, error, functionError, status; it has none"],
  ["a delay that is a text", { with: { delay: "5" } }, "delay is in milliseconds"],
  [
    "a way that there is not",
    { with: "reset", through: "alb" },
    "through is one of invoke, event, api, queue",
  ],
  [
    "what cannot happen on a way",
    { with: "duplicate", through: "api" },
    "duplicate does not happen through api; it does through event, queue, stream",
  ],
  ["a duplicate after a run", { after: "ran", with: "duplicate" }, "neither before nor after a run"],
  ["an API's status that is none", { with: { status: 200 } }, "from 400 to 599; it is 200"],
  ["two failures in one", { with: { delay: 1, error: "ServiceException" } }, "it has delay and error"],
  [
    "a member that there is not",
    { with: "reset", count: 2 },
    "there is no member count; there are before, after",
  ],
  [
    "an error's member that there is not",
    { with: { error: "ServiceException", retryAfter: 1 } },
    "with: there is no member retryAfter; there are error, status",
  ],
  ["times of none", { with: "reset", times: 0 }, "times is a whole number from 1"],
  ["a when that is no function", { with: "reset", when: true }, "when is a function of the payload"],
])("refuses %s and says what to do", (_, options, message) => {
  expect(() => lambda.fail("charge", options as InjectionOptions)).toThrow(message);
  expect(() => lambda.fail("charge", options as InjectionOptions)).toThrow(TypeError);
});

test("an injection for a function that is not there names those that are", () => {
  expect(() => lambda.fail("nope", { with: "reset" })).toThrow(
    "fail: there is no function nope; there are charge, other, stream",
  );
});

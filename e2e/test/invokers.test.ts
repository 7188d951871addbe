import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  parse,
  parseAppSync,
  parseBatchResponse,
  parseCloudFormation,
  parseCognito,
  parseErrorObject,
  parseResponse,
  parseS3Batch,
} from "@faultwire/caller";
import { type Local, local } from "@faultwire/local";
import { decodeBatchResponse } from "@faultwire/wire";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sourceEnvironment as environment } from "../../source-environment.ts";
import { InviteOnly, OrderNotFound, Orders } from "./functions/invokers.ts";

/* Every wrapper of a special invoker, under AWS's runtime client, read as on the other end. */

let lambda: Local;
let client: LambdaClient;

beforeAll(async () => {
  const names = [
    "queue",
    "kafka",
    "s3",
    "authorizer",
    "simpleAuthorizer",
    "resolver",
    "batchResolver",
    "channel",
    "powertoolsChannel",
    "preSignUp",
    "edge",
  ];
  const old = ["unwrapped", "callbackError", "callbackCustom", "callback"];
  const older = { handler: "invokers.callback", environment, timeout: 20, runtime: "nodejs22.x" } as const;
  const responses = [{ statusCode: 400, selectionPattern: "Malformed.*" }, { statusCode: 200 }];
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: {
      ...Object.fromEntries(
        [...names, ...old, "durable", "resource"].map((name) => [
          name,
          // Lambda's own default, for the one that has to answer before it is over.
          { handler: `invokers.${name}`, environment, timeout: name === "resource" ? 3 : 20 },
        ]),
      ),
      callback22: older,
    },
    apis: { rest: { type: "rest", routes: { "POST /old": { function: "callbackError", responses } } } },
  });
  client = new LambdaClient(lambda.client);
});

afterAll(async () => {
  client.destroy();
  await lambda[Symbol.asyncDispose]();
});

interface Invoked {
  readonly isError: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: what a function answers, which the test is about
  readonly payload: any;
}

async function invoke(FunctionName: string, event: unknown): Promise<Invoked> {
  const output = await client.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));
  return {
    isError: output.FunctionError !== undefined,
    payload: JSON.parse(output.Payload?.transformToString() ?? ""),
  };
}

describe("a batch", () => {
  const message = (messageId: string, fail?: string) => ({
    messageId,
    receiptHandle: "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...",
    body: JSON.stringify({ fail }),
    attributes: { ApproximateReceiveCount: "1", SentTimestamp: "1545082649183" },
    messageAttributes: {},
    md5OfBody: "e4e68fb7bd0e697a0ae8f1bb342846b3",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:us-east-2:123456789012:my-queue",
    awsRegion: "us-east-2",
  });

  test("of SQS delivers failed records again, except those that onPermanent took", async () => {
    const Records = [
      message("m-1"),
      message("m-2", "Busy"),
      message("m-3", "InviteOnly"),
      message("m-4", "undeclared"),
      { ...message("m-5"), body: "{" },
    ];
    const { isError, payload } = await invoke("queue", { Records });
    expect(isError).toBe(false);
    const itemIdentifiers = Records.map(({ messageId }) => messageId);
    const failed = ["m-2", "m-4", "m-5"];
    expect(decodeBatchResponse(payload, { itemIdentifiers })).toEqual({ outcome: "partial", failed });
    expect(parseBatchResponse(payload, Orders)).toMatchObject({ details: { failed } });
  });

  test("that went well is an answer without failures, never an empty one", async () => {
    expect(await invoke("queue", { Records: [message("m-1")] })).toEqual({
      isError: false,
      payload: { batchItemFailures: [] },
    });
  });

  test("that is not a batch fails as a whole", async () => {
    expect(await invoke("queue", {})).toMatchObject({ isError: true, payload: { errorType: "TypeError" } });
  });

  test("of a pipe, which is a list, names the messages that failed", async () => {
    const { payload } = await invoke("queue", [message("m-1"), message("m-2", "Busy"), message("m-3")]);
    expect(payload).toEqual({ batchItemFailures: [{ itemIdentifier: "m-2" }] });
    expect(parse(payload, Orders)?.details).toEqual({ failed: ["m-2"] });
    const kafka = await invoke("queue", [{ eventSource: "aws:kafka", topic: "t", offset: 1 }]);
    expect(kafka).toMatchObject({ isError: true, payload: { errorType: "TypeError" } });
  });

  test("of Kafka names partition and offset", async () => {
    const record = (offset: number, fail?: string) => ({
      ...{ topic: "t", partition: 0, offset, timestamp: 1545084650987, timestampType: "CREATE_TIME" },
      value: Buffer.from(JSON.stringify({ fail })).toString("base64"),
      headers: [],
    });
    const event = { eventSource: "aws:kafka", records: { "t-0": [record(15), record(16, "Busy")] } };
    const { payload } = await invoke("kafka", event);
    expect(payload).toEqual({
      batchItemFailures: [{ itemIdentifier: { partition: "t-0", offset: 16 } }],
    });
    expect(parse(payload, Orders)?.details).toEqual({ failed: [{ partition: "t-0", offset: 16 }] });
  });
});

describe("a job of S3 Batch Operations", () => {
  const run = (s3Key: string) =>
    invoke("s3", {
      ...{ invocationSchemaVersion: "1.0", invocationId: "YXNk", job: { id: "j-1" } },
      tasks: [{ taskId: "dGFz", s3Key, s3VersionId: null, s3BucketArn: "arn:aws:s3:::b" }],
    });

  test.each([
    ["orders/1", "Succeeded", "saw orders/1"],
    ["fail/OrderNotFound", "PermanentFailure", "OrderNotFound: Order o-1 was not found"],
    ["fail/Busy", "TemporaryFailure", "Busy: busy"],
    ["fail/undeclared", "TemporaryFailure", "TypeError: a secret"],
  ])("reports %s as %s", async (key, resultCode, resultString) => {
    const { payload } = await run(key);
    expect(payload).toMatchObject({
      ...{ invocationSchemaVersion: "1.0", invocationId: "YXNk" },
      results: [{ taskId: "dGFz", resultCode, resultString }],
    });
  });

  test("brings the type to the reader of the answer, and states that the details were dropped", async () => {
    const { payload } = await run("fail/OrderNotFound");
    expect(parseS3Batch(payload, Orders)).toMatchObject({
      errorType: "OrderNotFound",
      declared: OrderNotFound,
    });
    expect(parseS3Batch((await run("fail/InviteOnly")).payload, Orders)).toBeInstanceOf(InviteOnly);
  });
});

describe("an authorizer", () => {
  test("throws exactly Unauthorized for a status of 401, and nothing that could be taken for it else", async () => {
    const messageOf = async (fail: string) => (await invoke("authorizer", { fail })).payload.errorMessage;
    expect(await messageOf("SignInNeeded")).toBe("Unauthorized");
    expect(await messageOf("OrderNotFound")).toBe("OrderNotFound: Order o-1 was not found");
    expect(await messageOf("undeclared")).toBe("InternalFailure: Internal failure");
  });
});

describe("an authorizer's declared 403 was a 500 without a reason", () => {
  const methodArn = "arn:aws:execute-api:us-east-1:123456789012:abc/prod/GET/orders";
  const context = { errorType: "InviteOnly", errorMessage: "The shop is invite-only." };

  test("it is a refusal with its name and message, in the format of the event", async () => {
    for (const type of ["TOKEN", "REQUEST"]) {
      const { isError, payload } = await invoke("authorizer", { type, methodArn, fail: "InviteOnly" });
      expect(isError).toBe(false);
      const Statement = [{ Action: "execute-api:Invoke", Effect: "Deny", Resource: methodArn }];
      expect(payload).toMatchObject({ policyDocument: { Version: "2012-10-17", Statement }, context });
    }
    const simple = { version: "2.0", type: "REQUEST", routeArn: methodArn, fail: "InviteOnly" };
    expect((await invoke("simpleAuthorizer", simple)).payload).toEqual({ isAuthorized: false, context });
    const requestContext = { apiId: "a", queryString: "query { a }" };
    const appSync = { authorizationToken: "t", requestContext, fail: "InviteOnly" };
    expect((await invoke("authorizer", appSync)).payload).toEqual({ isAuthorized: false });
  });

  test("and everything else is what it was, a 401 and an undeclared error with the same event too", async () => {
    const messageOf = async (event: object) => (await invoke("authorizer", event)).payload.errorMessage;
    const event = { type: "TOKEN", methodArn };
    expect(await messageOf({ ...event, fail: "SignInNeeded" })).toBe("Unauthorized");
    expect(await messageOf({ ...event, fail: "undeclared" })).toBe("InternalFailure: Internal failure");
    expect(await messageOf({ fail: "InviteOnly" })).toBe("InviteOnly: The shop is invite-only.");
  });
});

describe("a resolver of AppSync", () => {
  /** Does the work of the resolver's response function in docs/invokers.md, and of AppSync. */
  const respond = ({ errorType, errorMessage, errorInfo = null, data }: Record<string, unknown>) =>
    errorType === undefined
      ? { data: { order: data } }
      : {
          data: null,
          errors: [
            { path: ["order"], data: null, errorType, errorInfo, locations: [], message: errorMessage },
          ],
        };

  test("gives the client its value, or a typed error with its details", async () => {
    expect(respond((await invoke("resolver", {})).payload)).toEqual({ data: { order: { id: "o-1" } } });
    const { isError, payload } = await invoke("resolver", { fail: "OrderNotFound" });
    expect(isError).toBe(false);
    for (const read of [respond(payload), payload]) {
      expect(parseAppSync(read, Orders)).toBeInstanceOf(OrderNotFound);
      expect(parse(read, Orders)?.details).toEqual({ orderId: "o-1" });
    }
  });

  test("discloses nothing of an undeclared error", async () => {
    const { payload } = await invoke("resolver", { fail: "undeclared" });
    expect(payload).toEqual({ data: null, errorType: "InternalFailure", errorMessage: "Internal failure" });
  });

  test("with batching answers each event, and all of them where it throws", async () => {
    const { payload } = await invoke("batchResolver", [{ id: "o-1" }, { id: "o-2" }]);
    expect(payload).toEqual([
      { data: { id: "o-1" } },
      expect.objectContaining({ errorType: "OrderNotFound", errorInfo: { orderId: "o-2" } }),
    ]);
    expect(parseAppSync(payload, Orders)).toMatchObject({ details: { orderId: "o-2" } });
    const all = await invoke("batchResolver", [{ id: "o-1" }, { id: "o-1" }, { id: "o-1" }]);
    expect(all.payload.map(({ errorType }: { errorType: string }) => errorType)).toEqual([
      "Busy",
      "Busy",
      "Busy",
    ]);
  });
});

describe("a channel namespace of AppSync Events", () => {
  const channel = { path: "/orders/new", segments: ["orders", "new"] };
  const request = {
    ...{ identity: null, result: null, error: null, prev: null, stash: {}, outErrors: [] },
    request: { headers: {}, domainName: null },
  };
  const info = { channel, channelNamespace: { name: "orders" } };
  const publish = (...payloads: object[]) => ({
    ...{ ...request, info: { ...info, operation: "PUBLISH" } },
    events: payloads.map((payload, index) => ({ id: `id-${index}`, payload })),
  });
  const subscribe = (...segments: string[]) => ({
    ...{ ...request, events: null },
    info: { ...info, channel: { path: `/${segments.join("/")}`, segments }, operation: "SUBSCRIBE" },
  });

  test("broadcasts what the handler returns, and gives the publisher of each other event its own fault", async () => {
    const event = publish({ id: "o-1" }, { fail: "OrderNotFound" }, { drop: true }, { fail: "undeclared" });
    const { isError, payload } = await invoke("channel", event);
    expect(isError).toBe(false);
    const [seen, missing, unknown] = payload.events;
    expect([seen, missing.id, unknown.id]).toEqual([
      { id: "id-0", payload: { id: "o-1", seen: true } },
      ...["id-1", "id-3"],
    ]);
    const rejected = { identifier: "id-1", index: 1, code: 400, message: missing.error };
    for (const read of [payload, { failed: [rejected], successful: [] }, [rejected]]) {
      const fault = parseAppSync(read, Orders);
      expect(fault).toBeInstanceOf(OrderNotFound);
      expect(fault).toMatchObject({ message: "Order o-1 was not found", details: { orderId: "o-1" } });
      expect(parse(read, Orders)).toEqual(fault);
    }
    expect(JSON.stringify(payload)).not.toContain("secret");
    expect(parseAppSync({ events: [unknown] }, Orders)).toMatchObject({ errorType: "InternalFailure" });
  });

  test("refuses a subscription with the fault, and accepts one with null", async () => {
    expect((await invoke("channel", subscribe("orders", "new"))).payload).toBeNull();
    const { payload } = await invoke("channel", subscribe("orders", "private"));
    const message = {
      type: "subscribe_error",
      id: "1",
      errors: [{ errorType: "E", message: payload.error }],
    };
    for (const read of [payload, message])
      expect(parseAppSync(read, Orders)).toMatchObject({ name: "InviteOnly", status: 403 });
  });

  test("of Powertools, without a wrapper, has the name of a declared fault, and no details", async () => {
    const { payload } = await invoke("powertoolsChannel", publish({ fail: "InviteOnly" }));
    expect(payload.events[0].error).toBe("InviteOnly - The shop is invite-only.");
    expect(parseAppSync(payload, Orders)).toBeInstanceOf(InviteOnly);
    const incomplete = (await invoke("powertoolsChannel", publish({ fail: "OrderNotFound" }))).payload;
    expect(parseAppSync(incomplete, Orders)).toMatchObject({
      ...{ name: "MalformedFault", declared: OrderNotFound, message: "Order o-1 was not found" },
    });
  });
});

describe("a trigger of Cognito", () => {
  test("shows the user one clean sentence", async () => {
    const { isError, payload } = await invoke("preSignUp", { userName: "InviteOnly" });
    expect(isError).toBe(true);
    expect(payload.errorMessage).toBe("The shop is invite-only");
    const message = `PreSignUp failed with error ${payload.errorMessage}.`;
    expect(parseCognito({ __type: "UserLambdaValidationException", message }, Orders)?.message).toBe(
      "PreSignUp failed with error The shop is invite-only.",
    );
    expect((await invoke("preSignUp", { userName: "undeclared" })).payload).toMatchObject({
      errorType: "InternalFailure",
      errorMessage: "Internal failure",
      trace: ["InternalFailure: Internal failure"],
    });
  });
});

describe("a function of Lambda@Edge", () => {
  const at = (eventType: string, uri: string) =>
    invoke("edge", { Records: [{ cf: { config: { eventType }, request: { uri, headers: {} } } }] });

  test.each(["viewer-request", "origin-request", "origin-response"])(
    "answers a %s with a typed response",
    async (eventType) => {
      const { isError, payload } = await at(eventType, "/OrderNotFound");
      expect(isError).toBe(false);
      expect(payload).toMatchObject({
        status: "404",
        statusDescription: "Not Found",
        headers: { "content-type": [{ key: "Content-Type", value: "application/json" }] },
        bodyEncoding: "text",
      });
      expect(Object.keys(payload.headers)).toEqual(["content-type"]);
      const response = new Response(payload.body, {
        status: Number(payload.status),
        headers: { "content-type": payload.headers["content-type"][0].value },
      });
      expect(await parseResponse(response, Orders)).toMatchObject({
        name: "OrderNotFound",
        details: { orderId: "o-1" },
      });
    },
  );

  test("lost Transfer-Encoding and Via of the origin's response, a 502 of CloudFront's: it keeps them", async () => {
    const headers = {
      "transfer-encoding": [{ key: "Transfer-Encoding", value: "chunked" }],
      via: [{ key: "Via", value: "1.1 origin" }],
    };
    const request = { uri: "/undeclared", headers: {} };
    const response = { status: "200", statusDescription: "OK", headers };
    const cf = { config: { eventType: "origin-response" }, request, response };
    const { payload } = await invoke("edge", { Records: [{ cf }] });
    expect(payload).toMatchObject({ status: "500", headers });
  });

  test("conceals undeclared errors, and throws where a status cannot be set any more", async () => {
    expect((await at("viewer-request", "/undeclared")).payload).toMatchObject({ status: "500" });
    expect((await at("viewer-request", "/undeclared")).payload.body).not.toContain("secret");
    expect(await at("viewer-response", "/OrderNotFound")).toMatchObject({
      isError: true,
      payload: { errorType: "OrderNotFound" },
    });
  });
});

describe("a custom resource", () => {
  interface Put {
    readonly method: string | undefined;
    readonly headers: IncomingHttpHeaders;
    readonly body: Record<string, unknown>;
  }
  let puts: Put[] = [];
  let statuses: number[] = [];
  const server = createServer(async (request, response) => {
    const chunks = await request.toArray();
    const body = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    puts.push({ method: request.method, headers: request.headers, body });
    response.writeHead(statuses.shift() ?? 200).end();
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve())));
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const common = {
    StackId: "arn:aws:cloudformation:us-east-2:123456789012:stack/s/1134083a-2608-1e91-9897-022501a2c456",
    RequestId: "5d478078-13e9-baf0-464a-7ef285ecc786",
    LogicalResourceId: "primerinvoke",
  };
  async function ask(RequestType: string, properties: object, more: object = {}, answers: number[] = []) {
    puts = [];
    statuses = answers;
    const { port } = server.address() as AddressInfo;
    const invoked = await invoke("resource", {
      ...{ RequestType, ...common, ResponseURL: `http://127.0.0.1:${port}/put?X-Amz-Signature=secret` },
      ...{ ResourceType: "Custom::Thing", ResourceProperties: { ServiceToken: "arn", ...properties } },
      ...more,
    });
    return { invoked, put: puts.at(-1) };
  }

  test("is answered by a PUT that repeats the request's members and has no content type", async () => {
    const answer = { PhysicalResourceId: "thing-1", Data: { Url: "u" }, NoEcho: true };
    const { put, invoked } = await ask("Create", { answer });
    expect(put).toMatchObject({ method: "PUT", body: { Status: "SUCCESS", ...common, ...answer } });
    // A destination would receive the values that NoEcho hides.
    expect(invoked).toEqual({ isError: false, payload: null });
    expect(put?.headers["content-type"] ?? "").toBe("");
    expect(Number(put?.headers["content-length"])).toBeGreaterThan(0);
  });

  test("that fails says why, under the id that it has", async () => {
    const { put, invoked } = await ask("Update", { fail: "InviteOnly" }, { PhysicalResourceId: "thing-1" });
    expect(invoked.isError).toBe(false);
    expect(put?.body).toEqual({
      ...{ Status: "FAILED", Reason: "InviteOnly: The shop is invite-only.", ...common },
      PhysicalResourceId: "thing-1",
    });
    expect(parseCloudFormation(put?.body, Orders)).toBeInstanceOf(InviteOnly);
    expect(parse(put?.body, Orders)).toMatchObject({ name: "InviteOnly", status: 403 });
    expect((await ask("Create", { fail: "undeclared" })).put?.body).toMatchObject({
      Reason: "TypeError: a secret",
    });
  });

  test("orphaned what it had made before it failed: context.made names it", async () => {
    const { put } = await ask("Create", { made: "thing-2", fail: "Busy" });
    expect(put?.body).toMatchObject({ Status: "FAILED", PhysicalResourceId: "thing-2" });
  });

  test("whose handler does not settle is answered before the function's time-out", async () => {
    const { put, invoked } = await ask("Create", { hang: true });
    expect(invoked.isError).toBe(false);
    expect(put?.body).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringMatching(
        /^FunctionTimedOut: The function was given up 7\d\d ms before its time-out$/,
      ),
    });
  });

  test("is answered again where S3 failed, and fails itself without telling the URL where it keeps failing", async () => {
    expect((await ask("Create", { answer: {} }, {}, [503, 200])).invoked.isError).toBe(false);
    expect(puts).toHaveLength(2);
    const { invoked } = await ask("Create", { answer: {} }, {}, [403, 403, 403, 403]);
    expect(invoked.isError).toBe(true);
    expect(invoked.payload.errorMessage).toBe(
      "The answer could not be delivered to CloudFormation: HTTP status 403",
    );
    expect(JSON.stringify(invoked.payload)).not.toContain("secret");
  });
});

describe("a durable function, under the SDK", () => {
  const execute = (input: object) =>
    invoke("durable", {
      DurableExecutionArn: "arn:aws:lambda:us-east-1:123456789012:function:durable:1/durable-execution/e/1",
      CheckpointToken: "t",
      InitialExecutionState: {
        Operations: [
          {
            ...{ Id: "0", Type: "EXECUTION", Status: "STARTED", StartTimestamp: 1545084650 },
            ExecutionDetails: { InputPayload: JSON.stringify(input) },
          },
        ],
      },
    });

  test("fails with the type, the message and the details of a fault", async () => {
    const { isError, payload } = await execute({ fail: "OrderNotFound" });
    expect(isError).toBe(false);
    expect(payload).toEqual({
      Status: "FAILED",
      Error: {
        ErrorType: "OrderNotFound",
        ErrorMessage: "Order o-1 was not found",
        ErrorData: JSON.stringify({
          ...{ faultwire: 1, errorType: "OrderNotFound", details: { orderId: "o-1" } },
          ...{ status: 404, retryable: false },
        }),
      },
    });
    expect(parseErrorObject(payload.Error, Orders)).toMatchObject({
      name: "OrderNotFound",
      details: { orderId: "o-1" },
    });
  });

  test("is the SDK's own otherwise", async () => {
    expect((await execute({})).payload).toMatchObject({ Status: "SUCCEEDED", Result: '{"orderId":"o-1"}' });
    expect((await execute({ fail: "undeclared" })).payload).toMatchObject({
      Status: "FAILED",
      Error: { ErrorType: "TypeError", ErrorMessage: "a secret" },
    });
  });
});

describe("a handler with a callback", () => {
  test("is refused by the runtime without a wrapper", async () => {
    expect((await invoke("unwrapped", {})).payload.errorType).toBe("Runtime.CallbackHandlerDeprecated");
  });

  test("posts the standard error of API Gateway's documentation, which selects a status", async () => {
    const { isError, payload } = await invoke("callbackError", {});
    expect(isError).toBe(true);
    expect(payload).toMatchObject({ errorType: "Error", errorMessage: "Malformed input ..." });
    const response = await fetch(lambda.url("rest", "/old"), { method: "POST", body: "{}" });
    expect(response.status).toBe(400);
  });

  test("posts the custom error of API Gateway's documentation", async () => {
    const { payload } = await invoke("callbackCustom", {});
    expect(JSON.parse(payload.errorMessage)).toEqual({
      errorType: "InternalServerError",
      httpStatus: 500,
      requestId: expect.any(String),
      trace: { function: "abc()", line: 123, file: "abc.js" },
    });
  });

  describe.each([
    ["Node.js 24", "callback"],
    ["Node.js 22", "callback22"],
  ])("on %s", (_, name) => {
    test.each(["callback", "succeed", "done", "promise", "first"])("answers by %s", async (by) => {
      const { isError, payload } = await invoke(name, { by });
      expect([isError, payload]).toEqual([false, expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    });

    test("answers null where it ends without a word", async () => {
      expect(await invoke(name, { by: "nothing" })).toEqual({ isError: false, payload: null });
    });

    test.each(["fault", "fail", "throw", "rejection"])("throws a typed fault by %s", async (by) => {
      const output = await client.send(
        new InvokeCommand({ FunctionName: name, Payload: JSON.stringify({ by }) }),
      );
      expect(parse(output, Orders)).toMatchObject({
        name: "OrderNotFound",
        details: { orderId: "o-1" },
      });
    });
  });
});

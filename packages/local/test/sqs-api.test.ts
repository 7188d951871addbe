import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import * as sqs from "@aws-sdk/client-sqs";
import * as query from "client-sqs-query";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Local, local } from "../src/index.ts";
import { call } from "./call.ts";

const QUEUES = "https://sqs.us-east-1.amazonaws.com/000000000000";
const run = promisify(execFile);
let lambda: Local;
let client: sqs.SQSClient;

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: {
      sender: {
        handler: "queueing.handler",
        timeout: 30,
        environment: { QUEUE_URL: `${QUEUES}/work` },
      },
      stranger: {
        handler: "queueing.handler",
        timeout: 30,
        environment: { QUEUE_URL: "https://eu-west-1.queue.amazonaws.com/111111111111/work" },
      },
      looper: {
        handler: "queueing.handler",
        timeout: 30,
        environment: { QUEUE_URL: `${QUEUES}/loop` },
      },
      worker: { handler: "batch.handler", timeout: 30 },
    },
    queues: {
      orders: { redrivePolicy: { deadLetterQueue: "dead", maxReceiveCount: 2 } },
      "orders.fifo": {},
      work: { function: "worker", redrivePolicy: { deadLetterQueue: "dead", maxReceiveCount: 1 } },
      loop: { function: "looper", redrivePolicy: { deadLetterQueue: "dead", maxReceiveCount: 3 } },
      dead: {},
    },
  });
  client = new sqs.SQSClient(lambda.client);
});
afterEach(() => lambda.reset());
afterAll(async () => {
  client.destroy();
  await lambda.close();
});

const urlOf = (name: string) => lambda.queue(name).url;
const send = (MessageBody: string, more: Partial<sqs.SendMessageCommandInput> = {}) =>
  client.send(new sqs.SendMessageCommand({ QueueUrl: urlOf("orders"), MessageBody, ...more }));
const receive = async (more: Partial<sqs.ReceiveMessageCommandInput> = {}) =>
  (await client.send(new sqs.ReceiveMessageCommand({ QueueUrl: urlOf("orders"), ...more }))).Messages ?? [];
const attributes = async (name = "orders") =>
  (await client.send(new sqs.GetQueueAttributesCommand({ QueueUrl: urlOf(name), AttributeNames: ["All"] })))
    .Attributes;

/** The error of a refused call. */
async function refusal(promise: Promise<unknown>) {
  const failure = await promise.then(
    () => undefined,
    (error) => error,
  );
  return { name: failure?.name, message: failure?.message, status: failure?.$metadata.httpStatusCode };
}

describe("an SDK", () => {
  test("sends, receives and deletes a message, whose digests it checks", async () => {
    const sent = await send("hello", {
      MessageAttributes: {
        kind: { DataType: "String", StringValue: "new" },
        bytes: { DataType: "Binary", BinaryValue: new Uint8Array([1, 2, 3]) },
      },
      MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: "Root=1-2-3" } },
    });
    const [message] = await receive({
      MessageAttributeNames: ["All"],
      MessageSystemAttributeNames: ["ApproximateReceiveCount", "AWSTraceHeader"],
    });
    expect(message).toEqual({
      MessageId: sent.MessageId,
      ReceiptHandle: expect.any(String),
      Body: "hello",
      MD5OfBody: sent.MD5OfMessageBody,
      MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
      MessageAttributes: {
        kind: { DataType: "String", StringValue: "new" },
        bytes: { DataType: "Binary", BinaryValue: new Uint8Array([1, 2, 3]) },
      },
      Attributes: { ApproximateReceiveCount: "1", AWSTraceHeader: "Root=1-2-3" },
    });
    expect(sent.MD5OfMessageSystemAttributes).toMatch(/^[0-9a-f]{32}$/);
    const handle = { QueueUrl: urlOf("orders"), ReceiptHandle: message?.ReceiptHandle };
    await client.send(new sqs.DeleteMessageCommand(handle));
    await client.send(new sqs.DeleteMessageCommand(handle));
    expect(lambda.queue("orders").messages).toEqual([]);
  });

  test("gets the digest of binary attributes that AWS makes", async () => {
    const { MD5OfMessageAttributes } = await send("test", {
      MessageAttributes: {
        attr1: {
          DataType: "Binary",
          BinaryValue: Buffer.from("traceparent\x1e00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01"),
        },
      },
    });
    expect(MD5OfMessageAttributes).toBe("8cbe4db156db8a94db8b801b7addb984");
  });

  test("gets attributes only where it asks for them, by name or by beginning", async () => {
    const attribute = { DataType: "String", StringValue: "x" };
    const QueueUrl = urlOf("dead");
    await send("hello", {
      QueueUrl,
      MessageAttributes: { "a.b": attribute, "a.c": attribute, d: attribute },
    });
    const names = async (...MessageAttributeNames: string[]) => {
      const [message] = await receive({ QueueUrl, MessageAttributeNames, VisibilityTimeout: 0 });
      return Object.keys(message?.MessageAttributes ?? {});
    };
    expect(await names()).toEqual([]);
    expect(await names("d")).toEqual(["d"]);
    expect(await names("a.*")).toEqual(["a.b", "a.c"]);
    expect(await names("All")).toEqual(["a.b", "a.c", "d"]);
  });

  test("waits for a message, which comes later", async () => {
    const waiting = receive({ WaitTimeSeconds: 20 });
    await expect.poll(() => lambda.clock.now).toBeDefined();
    lambda.queue("orders").send("late");
    expect(await waiting).toMatchObject([{ Body: "late" }]);
  });

  test("waits no longer than the clock that a test moves", async () => {
    let isOver = false;
    const waiting = receive({ WaitTimeSeconds: 20 }).finally(() => {
      isOver = true;
    });
    // The request may come in after the clock was moved.
    while (!isOver) {
      await lambda.clock.advance({ seconds: 20 });
      await new Promise(setImmediate);
    }
    expect(await waiting).toEqual([]);
  });

  test("changes how long a message is hidden", async () => {
    await send("hello");
    const [message] = await receive();
    const change = (VisibilityTimeout: number) =>
      client.send(
        new sqs.ChangeMessageVisibilityCommand({
          QueueUrl: urlOf("orders"),
          ReceiptHandle: message?.ReceiptHandle,
          VisibilityTimeout,
        }),
      );
    await change(120);
    await lambda.clock.advance({ seconds: 119 });
    expect(await receive()).toEqual([]);
    await change(0);
    expect(await receive()).toHaveLength(1);
    expect((await refusal(change(43_200))).message).toMatch(
      /Reason: Message does not exist or is not available for visibility timeout change\.$/,
    );
  });

  test("moves a message that it received too often to the dead-letter queue", async () => {
    await send("poison");
    for (const _ of "123") {
      await receive();
      await lambda.clock.advance({ seconds: 30 });
    }
    expect(lambda.queue("dead").messages).toMatchObject([
      {
        Body: "poison",
        Attributes: { DeadLetterQueueSourceArn: "arn:aws:sqs:us-east-1:000000000000:orders" },
      },
    ]);
    expect(
      await client.send(new sqs.ListDeadLetterSourceQueuesCommand({ QueueUrl: urlOf("dead") })),
    ).toMatchObject({ queueUrls: [urlOf("orders"), urlOf("work"), urlOf("loop")] });
  });

  test("gets the attributes of a queue, and sets them", async () => {
    await send("one");
    await send("two", { DelaySeconds: 60 });
    await send("three");
    await receive();
    expect(await attributes()).toEqual({
      ApproximateNumberOfMessages: "1",
      ApproximateNumberOfMessagesDelayed: "1",
      ApproximateNumberOfMessagesNotVisible: "1",
      CreatedTimestamp: expect.stringMatching(/^\d{10}$/),
      DelaySeconds: "0",
      LastModifiedTimestamp: expect.stringMatching(/^\d{10}$/),
      MaximumMessageSize: "1048576",
      MessageRetentionPeriod: "345600",
      QueueArn: "arn:aws:sqs:us-east-1:000000000000:orders",
      ReceiveMessageWaitTimeSeconds: "0",
      RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":2}',
      SqsManagedSseEnabled: "true",
      VisibilityTimeout: "30",
    });
    const Attributes = { VisibilityTimeout: "69", DelaySeconds: "420", RedrivePolicy: "" };
    await client.send(new sqs.SetQueueAttributesCommand({ QueueUrl: urlOf("orders"), Attributes }));
    const after = await attributes();
    expect(after).toMatchObject({ VisibilityTimeout: "69", DelaySeconds: "420" });
    expect(after).not.toHaveProperty("RedrivePolicy");
    await lambda.reset();
    expect(await attributes()).toMatchObject({ VisibilityTimeout: "30", DelaySeconds: "0" });
  });

  test("keeps messages for the retention period", async () => {
    await send("old");
    await lambda.clock.advance({ hours: 96 });
    expect(await receive()).toEqual([]);
    expect(lambda.queue("orders").messages).toEqual([]);
  });

  test("creates, tags, lists and deletes queues", async () => {
    const { QueueUrl } = await client.send(
      new sqs.CreateQueueCommand({
        QueueName: "made",
        Attributes: { DelaySeconds: "5" },
        tags: { team: "a" },
      }),
    );
    expect(QueueUrl).toBe(`${lambda.endpoint}/000000000000/made`);
    expect(lambda.queue("made").url).toBe(QueueUrl);
    await client.send(new sqs.TagQueueCommand({ QueueUrl, Tags: { cost: "1" } }));
    await client.send(new sqs.UntagQueueCommand({ QueueUrl, TagKeys: ["team"] }));
    expect((await client.send(new sqs.ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ cost: "1" });
    const create = (DelaySeconds: string) =>
      client.send(new sqs.CreateQueueCommand({ QueueName: "made", Attributes: { DelaySeconds } }));
    expect((await create("5")).QueueUrl).toBe(QueueUrl);
    expect(await refusal(create("6"))).toMatchObject({
      name: "QueueNameExists",
      message: "A queue already exists with the same name and a different value for attribute DelaySeconds",
    });
    const list = await client.send(new sqs.ListQueuesCommand({ MaxResults: 4 }));
    expect(list.QueueUrls).toHaveLength(4);
    expect(
      await client.send(new sqs.ListQueuesCommand({ MaxResults: 4, NextToken: list.NextToken })),
    ).toMatchObject({ QueueUrls: [urlOf("dead"), QueueUrl] });
    expect((await client.send(new sqs.ListQueuesCommand({ QueueNamePrefix: "ma" }))).QueueUrls).toEqual([
      QueueUrl,
    ]);
    await client.send(new sqs.DeleteQueueCommand({ QueueUrl }));
    expect((await refusal(create("5"))).name).toBe("QueueDeletedRecently");
    await lambda.clock.advance({ seconds: 60 });
    await create("5");
  });

  test("sends, hides and deletes in batches, and learns of each entry", async () => {
    const QueueUrl = urlOf("orders");
    const Attributes = { MaximumMessageSize: "1024" };
    await client.send(new sqs.SetQueueAttributesCommand({ QueueUrl, Attributes }));
    const sent = await client.send(
      new sqs.SendMessageBatchCommand({
        QueueUrl,
        Entries: [
          { Id: "a", MessageBody: "one" },
          { Id: "b", MessageBody: "x".repeat(1025) },
          { Id: "c", MessageBody: "three" },
        ],
      }),
    );
    expect(sent).toMatchObject({
      Successful: [{ Id: "a" }, { Id: "c" }],
      Failed: [{ Id: "b", Code: "InvalidParameterValue", SenderFault: true }],
    });
    const messages = await receive({ MaxNumberOfMessages: 10 });
    const entries = messages.map(({ ReceiptHandle }, index) => ({ Id: `${index}`, ReceiptHandle }));
    const hidden = await client.send(
      new sqs.ChangeMessageVisibilityBatchCommand({
        QueueUrl,
        Entries: entries.map((entry) => ({ ...entry, VisibilityTimeout: 0 })),
      }),
    );
    expect(hidden).toMatchObject({ Successful: [{ Id: "0" }, { Id: "1" }] });
    const deleted = await client.send(
      new sqs.DeleteMessageBatchCommand({
        QueueUrl,
        Entries: [...entries, { Id: "2", ReceiptHandle: "nonsense" }],
      }),
    );
    expect(deleted).toMatchObject({
      Successful: [{ Id: "0" }, { Id: "1" }],
      Failed: [{ Id: "2", Code: "ReceiptHandleIsInvalid" }],
    });
    expect(lambda.queue("orders").messages).toEqual([]);
  });

  test("empties a queue, once in a minute", async () => {
    const purge = () => client.send(new sqs.PurgeQueueCommand({ QueueUrl: urlOf("orders") }));
    await send("hello");
    await purge();
    expect(lambda.queue("orders").messages).toEqual([]);
    expect(await refusal(purge())).toEqual({
      name: "PurgeQueueInProgress",
      message: "Only one PurgeQueue operation on orders is allowed every 60 seconds.",
      status: 403,
    });
  });
});

describe("a FIFO queue", () => {
  const sendFifo = (more: Partial<sqs.SendMessageCommandInput>) =>
    send("hello", { QueueUrl: urlOf("orders.fifo"), ...more });
  const group = { MessageGroupId: "g", MessageDeduplicationId: "d" };

  test("gives a sequence number, and takes a message once", async () => {
    const first = await sendFifo(group);
    expect(first.SequenceNumber).toMatch(/^\d{20}$/);
    expect(await sendFifo(group)).toMatchObject({
      MessageId: first.MessageId,
      SequenceNumber: first.SequenceNumber,
    });
    expect(lambda.queue("orders.fifo").messages).toHaveLength(1);
  });

  test("refuses a delete when the receipt handle has expired, as a standard queue does not", async () => {
    await sendFifo(group);
    await send("hello");
    for (const name of ["orders", "orders.fifo"]) {
      const [message] = await receive({ QueueUrl: urlOf(name), VisibilityTimeout: 1 });
      await lambda.clock.advance({ seconds: 1 });
      const failure = await refusal(
        client.send(
          new sqs.DeleteMessageCommand({ QueueUrl: urlOf(name), ReceiptHandle: message?.ReceiptHandle }),
        ),
      );
      expect([name, failure.message?.replace(/^.*Reason/, "Reason")]).toEqual([
        name,
        name === "orders" ? undefined : "Reason: The receipt handle has expired.",
      ]);
    }
  });

  test.each([
    [
      "no deduplication id",
      { MessageGroupId: "g" },
      "InvalidParameterValue",
      "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    ],
    [
      "no group",
      { MessageDeduplicationId: "d" },
      "MissingParameter",
      "The request must contain the parameter MessageGroupId.",
    ],
    [
      "a delay",
      { ...group, DelaySeconds: 2 },
      "InvalidParameterValue",
      "Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.",
    ],
    [
      "a group with a space",
      { ...group, MessageGroupId: "group 123" },
      "InvalidParameterValue",
      "Value group 123 for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.",
    ],
  ])("refuses a message with %s", async (_, more, name, message) => {
    expect(await refusal(sendFifo(more))).toEqual({ name, message, status: 400 });
  });
});

const batch = (count: number, more: Partial<sqs.SendMessageBatchRequestEntry> = {}) =>
  client.send(
    new sqs.SendMessageBatchCommand({
      QueueUrl: urlOf("orders"),
      Entries: Array.from({ length: count }, (_, index) => ({ Id: `${index}`, MessageBody: "x", ...more })),
    }),
  );

describe("a request is refused in AWS's words", () => {
  test.each([
    [
      "for a queue that is not there",
      () => send("x", { QueueUrl: urlOf("orders").replace("orders", "nope") }),
      "QueueDoesNotExist",
      "The specified queue does not exist.",
    ],
    [
      "for a queue of another account",
      () => send("x", { QueueUrl: urlOf("orders").replace("000000000000", "111111111111") }),
      "QueueDoesNotExist",
      "The specified queue does not exist.",
    ],
    [
      "with an empty body",
      () => send(""),
      "MissingParameter",
      "The request must contain the parameter MessageBody.",
    ],
    [
      "with a body over 1 MiB",
      () => send("x".repeat(1_048_577)),
      "InvalidParameterValue",
      "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.",
    ],
    [
      "with an attribute without a value",
      () => send("x", { MessageAttributes: { ErrorDetails: { DataType: "String", StringValue: "" } } }),
      "InvalidParameterValue",
      "Message (user) attribute 'ErrorDetails' must contain a non-empty value of type 'String'.",
    ],
    [
      "for 11 messages",
      () => receive({ MaxNumberOfMessages: 11 }),
      "InvalidParameterValue",
      "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.",
    ],
    [
      "for a wait of 21 seconds",
      () => receive({ WaitTimeSeconds: 21 }),
      "InvalidParameterValue",
      "Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.",
    ],
    [
      "with 20 entries",
      () => batch(20),
      "TooManyEntriesInBatchRequest",
      "Maximum number of entries per request are 10. You have sent 20.",
    ],
    [
      "with an id of other characters",
      () => batch(1, { Id: "a:b" }),
      "InvalidBatchEntryId",
      "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
    ],
    [
      "with a batch over 1 MiB",
      () => batch(2, { MessageBody: "x".repeat(600_000) }),
      "BatchRequestTooLong",
      "Batch requests cannot be longer than 1048576 bytes. You have sent 1200000 bytes.",
    ],
    ["without entries", () => batch(0), "EmptyBatchRequest", expect.any(String)],
    ["with an id twice", () => batch(2, { Id: "a" }), "BatchEntryIdsNotDistinct", expect.any(String)],
    [
      "for an attribute of FIFO queues",
      () =>
        client.send(
          new sqs.SetQueueAttributesCommand({ QueueUrl: urlOf("orders"), Attributes: { FifoQueue: "true" } }),
        ),
      "InvalidAttributeName",
      "Unknown Attribute FifoQueue.",
    ],
  ])("%s", async (_, request, name, message) => {
    expect(await refusal(request())).toMatchObject({ name, message, status: 400 });
  });

  test("with a text in place of a receipt handle", async () => {
    const request = client.send(
      new sqs.DeleteMessageCommand({ QueueUrl: urlOf("orders"), ReceiptHandle: "garbage" }),
    );
    expect(await refusal(request)).toEqual({
      name: "ReceiptHandleIsInvalid",
      message: 'The input receipt handle "garbage" is not a valid receipt handle.',
      status: 404,
    });
  });

  test("and what local does not have is refused with its own", async () => {
    const Attributes = { Policy: "{}" };
    expect(
      await refusal(
        client.send(new sqs.SetQueueAttributesCommand({ QueueUrl: urlOf("orders"), Attributes })),
      ),
    ).toEqual({
      name: "NotImplemented",
      message: "@faultwire/local does not have the attribute Policy of queues",
      status: 501,
    });
    const SourceArn = "arn:aws:sqs:us-east-1:000000000000:dead";
    expect(await refusal(client.send(new sqs.StartMessageMoveTaskCommand({ SourceArn })))).toMatchObject({
      message: "@faultwire/local does not have SQS's operation StartMessageMoveTask",
    });
  });
});

describe("a client of the query protocol", () => {
  const withClient = async <Result>(use: (client: query.SQSClient) => Promise<Result>): Promise<Result> => {
    const old = new query.SQSClient(lambda.client);
    return use(old).finally(() => old.destroy());
  };

  test("sends and receives in batches, with attributes and special characters", async () => {
    const QueueUrl = urlOf("orders");
    const MessageAttributes = {
      kind: { DataType: "String", StringValue: '<new> & "old"\r\n' },
      bytes: { DataType: "Binary", BinaryValue: new Uint8Array([0, 255]) },
    };
    await withClient(async (old) => {
      const sent = await old.send(
        new query.SendMessageBatchCommand({
          QueueUrl,
          Entries: [
            { Id: "a", MessageBody: "<a> & 1\r\n", MessageAttributes },
            { Id: "b", MessageBody: "two", DelaySeconds: 1000 },
          ],
        }),
      );
      expect(sent).toMatchObject({
        Successful: [{ Id: "a", MD5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/) }],
        Failed: [{ Id: "b", Code: "InvalidParameterValue", SenderFault: true }],
      });
      const { Messages } = await old.send(
        new query.ReceiveMessageCommand({
          QueueUrl,
          AttributeNames: ["All"],
          MessageAttributeNames: ["All"],
          MaxNumberOfMessages: 10,
        }),
      );
      expect(Messages).toMatchObject([
        { Body: "<a> & 1\r\n", MessageAttributes, Attributes: { ApproximateReceiveCount: "1" } },
      ]);
      await old.send(
        new query.DeleteMessageBatchCommand({
          QueueUrl,
          Entries: [{ Id: "a", ReceiptHandle: Messages?.[0]?.ReceiptHandle }],
        }),
      );
    });
    expect(lambda.queue("orders").messages).toEqual([]);
  });

  test("creates queues and gets their attributes", async () => {
    await withClient(async (old) => {
      const Attributes = { FifoQueue: "true", ContentBasedDeduplication: "true" };
      const { QueueUrl } = await old.send(
        new query.CreateQueueCommand({ QueueName: "made.fifo", Attributes, tags: { team: "a" } }),
      );
      expect((await old.send(new query.GetQueueUrlCommand({ QueueName: "made.fifo" }))).QueueUrl).toBe(
        QueueUrl,
      );
      expect((await old.send(new query.ListQueuesCommand({}))).QueueUrls).toHaveLength(6);
      expect((await old.send(new query.ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ team: "a" });
      const got = await old.send(new query.GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
      expect(got.Attributes).toMatchObject({ ...Attributes, DeduplicationScope: "queue" });
    });
  });

  test("gets errors by their older codes", async () => {
    const QueueUrl = urlOf("orders").replace("orders", "nope");
    const failure = await withClient((old) =>
      refusal(old.send(new query.SendMessageCommand({ QueueUrl, MessageBody: "x" }))),
    );
    expect(failure).toEqual({
      name: "AWS.SimpleQueueService.NonExistentQueue",
      message: "The specified queue does not exist for this wsdl version.",
      status: 400,
    });
  });
});

describe("a function", () => {
  test("sends to a queue that invokes another, whose failure ends in the dead-letter queue", async () => {
    const { payload } = await call(lambda, "sender", { exit: 1 });
    await lambda.settled();
    await lambda.clock.advance({ seconds: 30 });
    expect(lambda.runs("worker")).toMatchObject([{ outcome: "exited" }]);
    const [message] = await receive({ QueueUrl: urlOf("dead"), MessageSystemAttributeNames: ["All"] });
    expect(message).toMatchObject({
      MessageId: payload,
      Body: '{"exit":1}',
      Attributes: {
        DeadLetterQueueSourceArn: "arn:aws:sqs:us-east-1:000000000000:work",
        AWSTraceHeader: expect.stringContaining(`Root=${lambda.runs("worker")[0]?.traceId}`),
      },
    });
  });

  test("that sends to a queue of another account does not reach AWS", async () => {
    expect(await call(lambda, "stranger")).toMatchObject({
      functionError: "Unhandled",
      payload: { errorType: "QueueDoesNotExist" },
    });
  });

  test("that sends to its own queue is stopped after 16 invocations, and the message is a dead letter", async () => {
    lambda.queue("loop").send("again");
    await lambda.settled();
    expect(lambda.runs("looper")).toHaveLength(16);
    expect(lambda.queue("dead").messages).toMatchObject([{ Body: "again" }]);
  });
});

const environment = () => ({
  ...process.env,
  AWS_ENDPOINT_URL: lambda.endpoint,
  AWS_REGION: "us-east-1",
  AWS_DEFAULT_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
});

describe("clients of other languages", () => {
  const hasBoto = spawnSync("python3", ["-c", "import boto3"]).status === 0;
  const hasAws = spawnSync("aws", ["--version"]).status === 0;

  test.skipIf(!hasBoto)("boto3 sends, receives and deletes (skipped without it)", async () => {
    const script = `
import boto3, json
queue = boto3.resource("sqs").get_queue_by_name(QueueName="orders")
queue.send_message(MessageBody="from python", MessageAttributes={"n": {"DataType": "Number", "StringValue": "1"}})
[message] = queue.receive_messages(MessageAttributeNames=["All"], AttributeNames=["All"])
message.delete()
try: boto3.client("sqs").get_queue_url(QueueName="nope")
except boto3.client("sqs").exceptions.QueueDoesNotExist as error: code = error.response["Error"]["Code"]
print(json.dumps([message.body, message.message_attributes["n"]["StringValue"], code]))`;
    const { stdout } = await run("python3", ["-c", script], { env: environment() });
    expect(JSON.parse(stdout)).toEqual(["from python", "1", "AWS.SimpleQueueService.NonExistentQueue"]);
    expect(lambda.queue("orders").messages).toEqual([]);
  });

  test.skipIf(!hasAws)("the AWS CLI sends by the queue's URL (skipped without it)", async () => {
    const { endpoint } = lambda;
    await run(
      "aws",
      [
        "--endpoint-url",
        endpoint,
        "sqs",
        "send-message",
        "--queue-url",
        urlOf("orders"),
        "--message-body",
        "from a shell",
      ],
      {
        env: environment(),
      },
    );
    expect(lambda.queue("orders").messages).toMatchObject([{ Body: "from a shell" }]);
  });
});

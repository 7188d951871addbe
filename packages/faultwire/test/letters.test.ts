import { defineCatalog, fault } from "@faultwire/catalog";
import { describe, expect, test } from "vitest";
import type { Letter } from "../src/redrive/letter.ts";
import { markCopies } from "../src/redrive/letter-key.ts";
import { lettersIn } from "../src/redrive/letters-in.ts";
import { type Choices, type Verdict, verdictOf } from "../src/redrive/verdict.ts";

/* Dead letters as files have them: what each keeps, byte for byte, and whether it is safe to send again. */

const FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:orders:live";
const SOURCE = "arn:aws:sqs:us-east-1:123456789012:orders";
const ALL = { SenderId: "A", SentTimestamp: "1", ApproximateReceiveCount: "3" };
const catalog = defineCatalog("none", {});

/** As Lambda writes it: the event is in it as it was sent. */
function record(
  context: object = {},
  more = '"requestPayload":{ "total": 1.0, "total": 20e1, "n": 12345678901234567890 }',
) {
  const requestContext = {
    requestId: "r-1",
    functionArn: FUNCTION,
    condition: "RetriesExhausted",
    approximateInvokeCount: 3,
    ...context,
  };
  return `{"version":"1.0","requestContext":${JSON.stringify(requestContext)},"responseContext":{"statusCode":200,"functionError":"Unhandled"},${more},"responsePayload":{"errorType":"CarrierBusy","errorMessage":"no room"}}`;
}
const NEVER_RAN = `{"requestContext":{"requestId":"r-0","functionArn":"${FUNCTION}","condition":"ZeroReservedConcurrency","approximateInvokeCount":0},"requestPayload":[1]}`;

function message(Body: string, more: object = {}) {
  return { MessageId: "m-1", Body, Attributes: ALL, MessageAttributes: {}, ...more };
}
const attribute = (StringValue: string, DataType = "String") => ({ StringValue, DataType });
const ofLambda = {
  ErrorCode: attribute("200", "Number"),
  RequestID: attribute("r-9"),
  ErrorMessage: attribute("no room"),
};

function read(text: string | object, file = "letters.json"): readonly Letter[] {
  const letters = lettersIn(typeof text === "string" ? text : JSON.stringify(text), { place: file, catalog });
  if (typeof letters === "number") throw new Error(`line ${letters} is not JSON`);
  return letters;
}

function decide(text: string | object, choices: Partial<Choices> = {}): Verdict {
  const [letter, ...others] = read(text);
  expect(others).toEqual([]);
  if (letter === undefined) throw new Error("there is no letter");
  const wishes = { functions: [], idempotent: false, only: [], ...choices };
  return verdictOf(letter, wishes, ({ sourceArn }) => sourceArn ?? { because: "It has no source." });
}

const EVENT = '{ "total": 1.0, "total": 20e1, "n": 12345678901234567890 }';

describe("the event of a record is kept as it was sent", () => {
  test.each([
    ["alone, as an object of a bucket", record()],
    ["in a message", message(record())],
    ["in the answer of receive-message", { Messages: [message(record())] }],
    [
      "in the event of a function that reads the queue",
      {
        Records: [
          {
            messageId: "m-1",
            body: record(),
            attributes: ALL,
            messageAttributes: {},
            eventSource: "aws:sqs",
          },
        ],
      },
    ],
    [
      "in a notification in a message",
      message(JSON.stringify({ Type: "Notification", MessageId: "n-1", Message: record() })),
    ],
    [
      "in an event of EventBridge in a message",
      message(`{"detail-type":"Lambda Function Invocation Result - Failure","detail":${record()}}`),
    ],
    [
      "in a record of SNS",
      { Records: [{ EventSource: "aws:sns", Sns: { MessageId: "n-1", Message: record() } }] },
    ],
    ["as a text in JSON", JSON.stringify(record())],
  ])("%s", (_where, value) => {
    const [letter] = read(value);
    expect(letter?.original).toMatchObject({ payload: EVENT, functionName: FUNCTION, isEvent: true });
    expect(letter?.fault).toMatchObject({ errorType: "CarrierBusy", execution: "started" });
  });

  test("of two members of one name the last is the event, as for every reader of JSON", () => {
    expect(read(record({}, `"requestPayload":"no","requestPayload": ${EVENT}`))[0]?.original).toMatchObject({
      payload: EVENT,
    });
  });
});

test("letters are read one after the other, in lists and in lines, each with its place", () => {
  const lines = [
    record({ requestId: "a" }),
    JSON.stringify([NEVER_RAN]),
    JSON.stringify({ Messages: [message("1"), message("2", { MessageId: "m-2" })] }),
  ];
  expect(read(lines.join("\n")).map(({ id, place }) => [id, place])).toEqual([
    ["a", "letters.json#1"],
    ["r-0", "letters.json#2[0]"],
    ["m-1", "letters.json#3[0]"],
    ["m-2", "letters.json#3[1]"],
  ]);
});

test("a text that is not JSON has the line where it is not", () => {
  expect(lettersIn(`${record()}\n\n{"a":}`, { place: "a", catalog })).toBe(3);
  expect(lettersIn("", { place: "a", catalog })).toEqual([]);
});

test("what is not a letter is left out: successes, events, results", () => {
  const others = [
    record({ condition: "Success" }),
    { orderId: "o-1" },
    [1, "two", null],
    { Records: [{ eventSource: "aws:s3" }] },
  ];
  for (const other of others) expect(read(other)).toEqual([]);
});

describe("a message of a queue", () => {
  const attributes = {
    tenant: attribute("acme"),
    size: attribute("1.50", "Number"),
    raw: { DataType: "Binary.png", BinaryValue: "AP8=" },
  };
  const moved = { ...ALL, DeadLetterQueueSourceArn: SOURCE, MessageGroupId: "g", AWSTraceHeader: "Root=1-a" };

  test("keeps its body, its attributes, its group and its trace", () => {
    const { original } =
      read(message('{ "a":1.0 }', { Attributes: moved, MessageAttributes: attributes }))[0] ?? {};
    expect(original).toEqual({
      payload: '{ "a":1.0 }',
      attributes: { ...attributes, raw: { DataType: "Binary.png", BinaryValue: new Uint8Array([0, 255]) } },
      ...{ groupId: "g", traceHeader: "Root=1-a", sourceArn: SOURCE, isEvent: false },
    });
  });

  test("is not sent where an attribute of it cannot be read", () => {
    const broken = { MessageAttributes: { tenant: { DataType: "String" } }, Attributes: moved };
    expect(decide(message("{}", broken), { idempotent: true })).toMatchObject({
      send: false,
      because: expect.stringContaining("attributes cannot be read"),
    });
  });

  test("has a note where its attributes may not have been asked for", () => {
    const { MessageAttributes: _, ...without } = message("{}");
    expect(read(without)[0]?.note).toContain("--message-attribute-names All");
    expect(read(message("{}"))[0]?.note).toBeUndefined();
  });

  test("may have run, and goes to its source queue", () => {
    expect(decide(message("{}", { Attributes: moved }))).toMatchObject({
      errorType: undefined,
      execution: "unknown",
      send: false,
      target: { queue: SOURCE },
    });
    expect(decide(message("{}", { Attributes: moved }), { idempotent: true })).toMatchObject({
      send: true,
      target: { queue: SOURCE },
    });
  });

  test.each([
    ["a record of an event that never ran", NEVER_RAN, {}],
    [
      "a dead letter of EventBridge that was refused",
      "{}",
      { ERROR_CODE: attribute("NO_PERMISSIONS"), RETRY_ATTEMPTS: attribute("0") },
    ],
    ["a dead letter of Lambda", "{}", ofLambda],
  ])(
    "that SQS moved is a message of its source queue, also where it looks like %s",
    (_what, body, MessageAttributes) => {
      const verdict = decide(
        message(body, { Attributes: { ...ALL, DeadLetterQueueSourceArn: SOURCE }, MessageAttributes }),
        { functions: ["orders"] },
      );
      expect(verdict).toMatchObject({ execution: "unknown", send: false, target: { queue: SOURCE } });
      expect(verdict.letter.original).toMatchObject({ payload: body, isEvent: false });
    },
  );

  test("without the attributes of SQS proves nothing: a consumer may have had it", () => {
    const { Attributes: _, ...bare } = message(NEVER_RAN);
    expect(decide(bare, { functions: ["orders"] })).toMatchObject({
      execution: "unknown",
      send: false,
      proof: expect.stringContaining("--attribute-names All"),
    });
    expect(decide(message(NEVER_RAN), { functions: ["orders"] })).toMatchObject({
      execution: "none",
      send: true,
    });
  });
});

describe("what is safe to send again", () => {
  test.each<[string, string | object, Partial<Choices>, boolean, string]>([
    ["an event that never ran", NEVER_RAN, {}, true, "The function did not run."],
    [
      "an event that ran",
      record(),
      {},
      false,
      "The function has started, and a second run might do harm. If it does none: --idempotent, or --only CarrierBusy.",
    ],
    [
      "an event that ran, by an idempotent function",
      record(),
      { idempotent: true },
      true,
      "You declared that a second run does no harm: --idempotent.",
    ],
    [
      "an error that is named",
      record(),
      { only: ["CarrierBusy"] },
      true,
      "You named this error type: --only.",
    ],
    [
      "an error beside the named one",
      record(),
      { only: ["Other"], idempotent: true },
      false,
      "You named other error types: --only.",
    ],
    [
      "an event that never ran, beside the named one",
      NEVER_RAN,
      { only: ["Other"] },
      false,
      "You named other error types: --only.",
    ],
    [
      "a dead letter of Lambda, which has no type to name",
      message("{}", { MessageAttributes: ofLambda }),
      { only: ["Undeclared"] },
      false,
      "You named other error types: --only.",
    ],
    [
      "a concurrency that became zero after a try",
      NEVER_RAN.replace(":0}", ":1}"),
      {},
      false,
      "The function may have run, and a second run might do harm. If it does none: --idempotent, or --only ZeroReservedConcurrency.",
    ],
    [
      "an event that was too old",
      record({ condition: "EventAgeExceeded" })
        .replace('"functionError":"Unhandled"', '"functionError":null')
        .replace(/,"responsePayload".*$/, "}"),
      {},
      false,
      "The function may have run, and a second run might do harm. If it does none: --idempotent, or --only EventAgeExceeded.",
    ],
  ])("%s", (_what, text, choices, send, because) => {
    expect(decide(text, { functions: ["orders"], ...choices })).toMatchObject({ send, because });
  });

  test("what its author declared safe to repeat", () => {
    class CarrierBusy extends fault("CarrierBusy", { retryable: true, message: "busy" }) {}
    const declared = defineCatalog("orders", { CarrierBusy });
    const trace = ["CarrierBusy: no room", '[faultwire:1] {"catalog":"orders","retryable":true}'];
    const promise = JSON.stringify({ errorType: "CarrierBusy", errorMessage: "no room", trace });
    const text = record().replace(/"responsePayload":.*\}$/, `"responsePayload":${promise}}`);
    const decideBy = (by: typeof catalog) => {
      const [letter] = [lettersIn(text, { place: "a", catalog: by })].flat();
      if (typeof letter !== "object") throw new Error("there is no letter");
      return verdictOf(letter, { functions: ["orders"], idempotent: false, only: [] }, () => "q").because;
    };
    expect(decideBy(declared)).toBe(
      "The fault's author promised that calling again is safe, and CarrierBusy may pass.",
    );
    expect(decideBy(catalog)).toContain("a second run might do harm");
  });
});

describe("where an event goes", () => {
  const names = [
    "orders",
    "orders:live",
    "123456789012:function:orders",
    FUNCTION,
    FUNCTION.replace(":live", ""),
  ];
  test.each(names)("to the function of its record, allowed as %s", (name) => {
    expect(decide(record(), { functions: [name], idempotent: true })).toMatchObject({
      send: true,
      target: { function: FUNCTION },
    });
  });

  test.each([
    "order",
    "orders:dev",
    "999999999999:function:orders",
    FUNCTION.replace("us-east-1", "eu-west-1"),
  ])("and not to %s, which is another", (name) => {
    const { target, because } = decide(record(), { functions: [name], idempotent: true });
    expect([target, because]).toEqual([undefined, `It is the event of ${FUNCTION}, and not of ${name}.`]);
  });

  test("to no function that was not allowed: anyone who can write to the queue would choose it", () => {
    expect(decide(NEVER_RAN)).toMatchObject({
      send: false,
      because: `It is the event of ${FUNCTION}: allow it with --function NAME.`,
    });
  });

  test("to the only function that is allowed, where its letter names none", () => {
    const letter = message('{"id":1}', { MessageAttributes: ofLambda });
    expect(decide(letter, { functions: ["bill"], idempotent: true })).toMatchObject({
      send: true,
      target: { function: "bill" },
    });
    expect(decide(letter, { functions: ["bill", "ship"], idempotent: true })).toMatchObject({ send: false });
    expect(
      decide(message("plain", { MessageAttributes: ofLambda }), { functions: ["bill"], idempotent: true }),
    ).toMatchObject({ send: false, because: expect.stringContaining("not JSON") });
  });

  test("to the function of a dead letter of EventBridge", () => {
    const MessageAttributes = {
      ERROR_CODE: attribute("NO_PERMISSIONS"),
      RETRY_ATTEMPTS: attribute("0"),
      TARGET_ARN: attribute(FUNCTION),
    };
    expect(decide(message('{"id":1}', { MessageAttributes }), { functions: ["orders"] })).toMatchObject({
      execution: "none",
      send: true,
      target: { function: FUNCTION },
    });
  });

  test("of a rule whose target is not a function, to no function: it was sent to the only one that was allowed", () => {
    const queue = "arn:aws:sqs:us-east-1:123456789012:orders";
    const MessageAttributes = {
      ...{ ERROR_CODE: attribute("NO_PERMISSIONS"), RETRY_ATTEMPTS: attribute("0") },
      TARGET_ARN: attribute(queue),
    };
    const letter = message('{"id":1}', { MessageAttributes });
    expect(decide(letter, { functions: ["orders"], idempotent: true })).toMatchObject({
      send: false,
      because: `It is the event of ${queue}, and not of orders.`,
    });
    expect(decide(letter)).toMatchObject({ send: false, because: expect.stringContaining("with --to") });
    expect(decide(letter, { to: "https://q/orders" })).toMatchObject({
      target: { queue: "https://q/orders" },
    });
  });

  describe("of a schedule", () => {
    const scheduled = (Body: unknown, operation = "lambda:invoke", more: object = {}) =>
      message(typeof Body === "string" ? Body : JSON.stringify(Body), {
        MessageAttributes: {
          ...{ ERROR_CODE: attribute("ResourceNotFoundException"), RETRY_ATTEMPTS: attribute("0") },
          TARGET_ARN: attribute(`arn:aws:scheduler:::aws-sdk:${operation}`),
          ...more,
        },
      });
    const all = { functions: ["orders"], idempotent: true };

    test("to the function of its request, as the event that is in it, byte for byte", () => {
      const request = { FunctionName: FUNCTION, InvocationType: "Event", Payload: EVENT };
      const verdict = decide(scheduled(request), { functions: ["orders"] });
      expect(verdict).toMatchObject({ execution: "none", send: true, target: { function: FUNCTION } });
      expect(verdict.letter.original).toMatchObject({ payload: EVENT, attributes: {} });
    });

    test.each<[string, ReturnType<typeof message>, string]>([
      [
        "of another service",
        scheduled({ QueueUrl: "q", MessageBody: "{}" }, "sqs:sendMessage"),
        "and not the event",
      ],
      [
        "that was cut off",
        scheduled({}, "lambda:invoke", { IS_PAYLOAD_TRUNCATED: attribute("true") }),
        "cut",
      ],
      ["without a function", scheduled({ Payload: "{}" }), "does not name the function"],
      ["that is not JSON", scheduled("{"), "does not name the function"],
      ["without an event", scheduled({ FunctionName: "orders" }), "does not have the event"],
    ])("to nothing, if it is a request %s", (_what, letter, because) => {
      const verdict = decide(letter, { ...all, to: "https://q/orders" });
      expect([verdict.send, verdict.because]).toEqual([false, expect.stringContaining(because)]);
    });
  });

  test("to the queue that is given, and to one of FIFO only with a group", () => {
    expect(decide(NEVER_RAN, { to: "https://q/orders" })).toMatchObject({
      send: true,
      target: { queue: "https://q/orders" },
    });
    expect(decide(NEVER_RAN, { to: "https://q/orders.fifo" })).toMatchObject({
      send: false,
      because: expect.stringContaining("group"),
    });
  });
});

describe("what does not have its event is never sent", () => {
  const all = { functions: ["orders"], idempotent: true, to: "https://q/orders" };
  const positions = {
    shardId: "shard-1",
    startSequenceNumber: "4959",
    endSequenceNumber: "4960",
    streamArn: "arn:stream",
  };
  test.each([
    [
      "positions of a stream",
      record({}, `"KinesisBatchInfo":${JSON.stringify(positions)}`),
      "only its place: arn:stream, shard-1 from 4959 to 4960",
    ],
    [
      "the batch of a stream",
      record({}, `"DDBStreamBatchInfo":${JSON.stringify(positions)},"payload":{"Records":[]}`),
      "failures that the function reports would be lost",
    ],
    [
      "positions of Kafka",
      record({}, '"KafkaBatchInfo":{"eventSourceArn":"arn:kafka"}'),
      "only its place: arn:kafka",
    ],
    ["a record that lost the event", record({}, '"version":"1.0"'), "does not have the event"],
    ["a record whose event is null", record({}, '"requestPayload":null'), "does not have the event"],
    [
      "a failed record of Firehose",
      { errorCode: "Lambda.FunctionError", errorMessage: "m", rawData: "e30=", attemptsMade: 4 },
      "not in it as it was sent",
    ],
  ])("%s", (_what, text, because) => {
    const verdict = decide(text, all);
    expect(verdict.send).toBe(false);
    expect(verdict.because).toContain(because);
  });
});

describe("a record in a message, of a service that keeps no event, was sent in the place of the event", () => {
  const stream = { shardId: "s", startSequenceNumber: "1", streamArn: "arn" };
  test.each([
    [
      "of a pipe",
      {
        context: { partnerResourceArn: "arn:aws:pipes:a:1:pipe/p", condition: "RetryAttemptsExhausted" },
        KinesisBatchInfo: stream,
      },
    ],
    [
      "of a custom event bus",
      { busArn: "b", subscriberArn: "s", targetArn: FUNCTION, errorCode: "ACCESS_DENIED", retryAttempts: 5 },
    ],
  ])("%s", (_what, body) => {
    const all = { functions: ["orders"], idempotent: true, to: "https://q/orders" };
    for (const letter of [message(JSON.stringify(body)), body])
      expect(decide(letter, all)).toMatchObject({
        send: false,
        because: "The event is not in it as it was sent.",
      });
  });

  test("of Kafka's topic", () => {
    const record = {
      requestContext: {
        requestId: "r-1",
        functionArn: FUNCTION,
        condition: "RetriesExhausted",
        approximateInvokeCount: 3,
      },
      ...{ KafkaBatchInfo: { batchSize: 1, eventSourceArn: "arn:kafka" }, payload: { records: {} } },
    };
    const value = Buffer.from(JSON.stringify(record)).toString("base64");
    const event = {
      eventSource: "aws:kafka",
      records: { "failed-0": [{ topic: "failed", offset: 1, value }] },
    };
    for (const letter of [record, event])
      expect(read(letter).map(({ original }) => original)).toEqual([expect.any(String)]);
  });
});

test("of copies of one event the first is sent: a destination and a dead-letter queue may both have it", () => {
  const twice = [record(), record(), record({ requestId: "r-2" }), record({}, '"requestPayload":2')];
  const originals = markCopies(read(twice.join("\n")), new Set()).map(({ original }) => typeof original);
  expect(originals).toEqual(["object", "string", "object", "object"]);
});

test("lists in lists and texts in texts have an end, and long texts are read once", () => {
  let text = record();
  for (let depth = 0; depth < 12; depth += 1) text = JSON.stringify([text]);
  expect(read(text)).toEqual([]);
  expect(read(`[${"[".repeat(1e4)}${"]".repeat(1e4)}]`)).toEqual([]);
  expect(read(`{"Messages":[${JSON.stringify(message('\\"'.repeat(1e5)))}]}`)).toHaveLength(1);
});

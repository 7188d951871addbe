import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Local, local } from "../src/index.ts";

const ARN = "arn:aws:lambda:us-east-1:000000000000:function";
const queueArn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;

let lambda: Local;
let client: LambdaClient;

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: {
      f: { handler: "scripted.handler", versions: 1 },
      slow: { handler: "scripted.handler", timeout: 40 },
    },
    queues: { declared: { function: "f", batchSize: 5 }, orders: {}, other: {} },
  });
  client = new LambdaClient({ ...lambda.client, maxAttempts: 1 });
});

afterAll(async () => {
  client.destroy();
  await lambda.close();
});

const create = (given: Partial<CreateEventSourceMappingCommandInput>) =>
  client.send(
    new CreateEventSourceMappingCommand({ FunctionName: "f", EventSourceArn: queueArn("orders"), ...given }),
  );
async function sent(queue: string, body: string): Promise<number> {
  const before = lambda.runs("f").length;
  lambda.queue(queue).send(body);
  await lambda.settled();
  return lambda.runs("f").length - before;
}

test("a mapping feeds a function from a queue, is switched off and on, and deleted", async () => {
  const filtered = { Filters: [{ Pattern: JSON.stringify({ body: { kind: ["order"] } }) }] };
  const made = await create({ FunctionName: "f:1", BatchSize: 1, FilterCriteria: filtered });
  const { UUID = "" } = made;
  expect(made).toMatchObject({
    EventSourceArn: queueArn("orders"),
    EventSourceMappingArn: `arn:aws:lambda:us-east-1:000000000000:event-source-mapping:${UUID}`,
    FunctionArn: `${ARN}:f:1`,
    BatchSize: 1,
    MaximumBatchingWindowInSeconds: 0,
    FunctionResponseTypes: [],
    FilterCriteria: filtered,
    State: "Creating",
    StateTransitionReason: "USER_INITIATED",
    $metadata: { httpStatusCode: 202 },
  });
  expect(made.LastModified).toBeInstanceOf(Date);
  expect(await client.send(new GetEventSourceMappingCommand({ UUID }))).toMatchObject({ State: "Enabled" });
  expect(await sent("orders", '{"kind":"order"}')).toBe(1);
  expect(await sent("orders", '{"kind":"refund"}')).toBe(0);
  await client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
  expect(await client.send(new GetEventSourceMappingCommand({ UUID }))).toMatchObject({ State: "Disabled" });
  expect(await sent("orders", '{"kind":"order"}')).toBe(0);
  await client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true, BatchSize: 10 }));
  await lambda.settled();
  expect(lambda.queue("orders").messages).toEqual([]);
  await client.send(new DeleteEventSourceMappingCommand({ UUID }));
  expect(await sent("orders", '{"kind":"order"}')).toBe(0);
  await expect(client.send(new GetEventSourceMappingCommand({ UUID }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "The resource you requested does not exist.",
  });
});

test("those of local's options are listed, and can be changed", async () => {
  const { EventSourceMappings = [] } = await client.send(
    new ListEventSourceMappingsCommand({ EventSourceArn: queueArn("declared") }),
  );
  expect(EventSourceMappings).toMatchObject([{ FunctionArn: `${ARN}:f`, BatchSize: 5, State: "Enabled" }]);
  expect(await sent("declared", "one")).toBe(1);
  await client.send(new DeleteEventSourceMappingCommand({ UUID: EventSourceMappings[0]?.UUID }));
  expect(await sent("declared", "two")).toBe(0);
});

test.each<[string, Partial<CreateEventSourceMappingCommandInput>, string]>([
  ["no source", { EventSourceArn: undefined }, "Unrecognized event source."],
  ["a function that is not there", { FunctionName: "nope" }, "Function does not exist"],
  [
    "a queue that is not there",
    { EventSourceArn: queueArn("nope") },
    "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.",
  ],
  [
    "a large batch without a window",
    { BatchSize: 11 },
    "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
  ],
  [
    "a filter that is not one",
    { FilterCriteria: { Filters: [{ Pattern: "no" }] } },
    "Invalid filter pattern definition.",
  ],
  [
    "a function that takes longer than the queue hides messages",
    { FunctionName: "slow" },
    "Queue visibility timeout: 30 seconds is less than Function timeout: 40 seconds",
  ],
  [
    "a destination, which is for streams",
    { DestinationConfig: { OnFailure: { Destination: queueArn("other") } } },
    "Unsupported DestinationConfig parameter for given event source mapping type.",
  ],
])("a mapping with %s is refused", async (_, given, message) => {
  await expect(create(given)).rejects.toMatchObject({ name: "InvalidParameterValueException", message });
});

test("a second mapping of the same queue and function is refused", async () => {
  const { UUID } = await create({ EventSourceArn: queueArn("other"), Enabled: false });
  await expect(create({ EventSourceArn: queueArn("other") })).rejects.toMatchObject({
    name: "ResourceConflictException",
    message: `An event source mapping with SQS arn (" ${queueArn("other")} ") and function (" f ") already exists. Please update or delete the existing mapping with UUID ${UUID}`,
  });
});

import { checkMembers, checkName, checkNumber, checkOneOf, checkWhole, describe } from "../config/check.ts";
import type { CheckedConfig } from "../config/function-config.ts";
import { recordFilter } from "../event-sources/record-filter.ts";
import { parseFunctionName } from "../lambda/function-name.ts";
import type { QueueConfig, Queues } from "./queue-config.ts";

const MEMBERS: Record<keyof QueueConfig, true> = {
  visibilityTimeout: true,
  delaySeconds: true,
  messageRetentionPeriod: true,
  receiveMessageWaitTimeSeconds: true,
  maximumMessageSize: true,
  contentBasedDeduplication: true,
  deduplicationScope: true,
  fifoThroughputLimit: true,
  redrivePolicy: true,
  function: true,
  batchSize: true,
  maximumBatchingWindowInSeconds: true,
  filterCriteria: true,
  functionResponseTypes: true,
};
const FIFO_MEMBERS = ["contentBasedDeduplication", "deduplicationScope", "fifoThroughputLimit"] as const;
const NAME = /^[a-zA-Z0-9-_]{1,80}$/;

/** The numbers that a queue's settings may be, by their names as SQS's attributes. */
export const SETTING_RANGES = {
  DelaySeconds: { least: 0, most: 900 },
  MaximumMessageSize: { least: 1024, most: 1_048_576 },
  MessageRetentionPeriod: { least: 60, most: 1_209_600 },
  ReceiveMessageWaitTimeSeconds: { least: 0, most: 20 },
  VisibilityTimeout: { least: 0, most: 43_200 },
} as const;

/**
 * Checks the configuration of all queues.
 *
 * @throws TypeError naming the queue, the member and what to do.
 */
export function checkQueues(queues: Queues, functions: readonly CheckedConfig[]): void {
  for (const [name, config] of Object.entries(queues)) checkQueue(name, config, { queues, functions });
}

/** The other queues, and the functions. */
interface Neighbours {
  readonly queues: Queues;
  readonly functions: readonly CheckedConfig[];
}

function checkQueue(name: string, config: QueueConfig, { queues, functions }: Neighbours): void {
  const what = `queue ${name}`;
  checkMembers(what, config, MEMBERS);
  if (!isQueueName(name))
    throw new TypeError(
      `queue ${JSON.stringify(name)}: a name has 1 to 80 letters, digits, "-" or "_", and may end in ".fifo"`,
    );
  checkSettings(what, config);
  checkFifo(name, config);
  if (config.redrivePolicy !== undefined) checkRedrive(name, config.redrivePolicy, Object.keys(queues));
  checkMapping(name, config);
  if (config.function !== undefined) checkTarget(name, config, functions);
}

/** Whether SQS accepts the name of a queue. */
export function isQueueName(name: string): boolean {
  return name.length <= 80 && NAME.test(name.replace(/\.fifo$/, ""));
}

function checkSettings(what: string, config: QueueConfig): void {
  const { visibilityTimeout, maximumMessageSize } = config;
  if (visibilityTimeout !== undefined)
    checkNumber(`${what}: visibilityTimeout`, visibilityTimeout, {
      unit: "seconds",
      ...SETTING_RANGES.VisibilityTimeout,
    });
  if (maximumMessageSize !== undefined)
    checkWhole(`${what}: maximumMessageSize`, maximumMessageSize, {
      unit: "bytes",
      ...SETTING_RANGES.MaximumMessageSize,
    });
  const seconds = {
    delaySeconds: SETTING_RANGES.DelaySeconds,
    messageRetentionPeriod: SETTING_RANGES.MessageRetentionPeriod,
    receiveMessageWaitTimeSeconds: SETTING_RANGES.ReceiveMessageWaitTimeSeconds,
  };
  for (const [member, range] of Object.entries(seconds)) {
    // The cast: the object above has the members of a queue.
    const value = config[member as keyof typeof seconds];
    if (value !== undefined) checkWhole(`${what}: ${member}`, value, { unit: "seconds", ...range });
  }
}

function checkFifo(name: string, config: QueueConfig): void {
  const { contentBasedDeduplication, deduplicationScope, fifoThroughputLimit } = config;
  const given = FIFO_MEMBERS.find((member) => config[member] !== undefined);
  if (given !== undefined && !name.endsWith(".fifo"))
    throw new TypeError(`queue ${name}: ${given} is for FIFO queues, whose names end in ".fifo"`);
  if (contentBasedDeduplication !== undefined && typeof contentBasedDeduplication !== "boolean")
    throw new TypeError(
      `queue ${name}: contentBasedDeduplication is true or false; it is ${describe(contentBasedDeduplication)}`,
    );
  if (deduplicationScope !== undefined)
    checkOneOf(`queue ${name}: deduplicationScope`, deduplicationScope, ["queue", "messageGroup"]);
  if (fifoThroughputLimit !== undefined)
    checkOneOf(`queue ${name}: fifoThroughputLimit`, fifoThroughputLimit, ["perQueue", "perMessageGroupId"]);
}

function checkRedrive(
  name: string,
  { deadLetterQueue, maxReceiveCount }: NonNullable<QueueConfig["redrivePolicy"]>,
  queues: readonly string[],
): void {
  const what = `queue ${name}: redrivePolicy`;
  checkName(`${what}.deadLetterQueue`, deadLetterQueue, { kind: "queue", names: queues });
  checkWhole(`${what}.maxReceiveCount`, maxReceiveCount, { least: 1, most: 1000 });
  if (name.endsWith(".fifo") !== deadLetterQueue.endsWith(".fifo"))
    throw new TypeError(
      `${what}: of a FIFO queue the dead-letter queue is a FIFO queue too, and of no other`,
    );
}

/**
 * Checks how a function is fed from a queue.
 *
 * @throws TypeError naming the queue, the member and what to do.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html
 */
export function checkMapping(name: string, config: QueueConfig): void {
  const { batchSize = 10, maximumBatchingWindowInSeconds = 0, functionResponseTypes = [] } = config;
  const isFifo = name.endsWith(".fifo");
  checkWhole(`queue ${name}: maximumBatchingWindowInSeconds`, maximumBatchingWindowInSeconds, {
    unit: "seconds",
    least: 0,
    most: isFifo ? 0 : 300,
  });
  checkWhole(`queue ${name}: batchSize`, batchSize, {
    least: 1,
    most: maximumBatchingWindowInSeconds === 0 ? 10 : 10_000,
  });
  if (functionResponseTypes.some((type) => type !== "ReportBatchItemFailures"))
    throw new TypeError(
      `queue ${name}: functionResponseTypes is ["ReportBatchItemFailures"] or []; it is ${describe(functionResponseTypes)}`,
    );
  recordFilter(`queue ${name}: filterCriteria`, config.filterCriteria, "body");
}

function checkTarget(
  name: string,
  { function: target = "", visibilityTimeout = 30 }: QueueConfig,
  functions: readonly CheckedConfig[],
): void {
  const functionName = parseFunctionName(target)?.name ?? target;
  checkName(`queue ${name}`, functionName, { kind: "function", names: functions.map((each) => each.name) });
  const timeout = functions.find((each) => each.name === functionName)?.timeout ?? 0;
  if (visibilityTimeout < timeout)
    // The first half is what CreateEventSourceMapping says.
    throw new TypeError(
      `queue ${name}: Queue visibility timeout: ${visibilityTimeout} seconds is less than Function timeout: ${timeout} seconds; raise visibilityTimeout`,
    );
}

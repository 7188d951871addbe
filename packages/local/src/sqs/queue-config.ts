import { checkMembers, checkName, checkNumber, checkWhole, describe } from "../config/check.ts";
import type { CheckedConfig } from "../config/function-config.ts";

/**
 * An SQS queue, and how a function is fed from it; the names are those of SQS's CreateQueue and Lambda's
 * CreateEventSourceMapping. A queue whose name ends in `.fifo` is a FIFO queue.
 */
export interface QueueConfig {
  /**
   * Seconds that a message is hidden after it was received, at most 43,200.
   *
   * @default 30
   */
  readonly visibilityTimeout?: number;
  /** The dead-letter queue for messages that were received `maxReceiveCount` times and not deleted. */
  readonly redrivePolicy?: { readonly deadLetterQueue: string; readonly maxReceiveCount: number };
  /** The function that gets the messages, in batches. */
  readonly function?: string;
  /**
   * The largest number of messages in a batch, 1 to 10.
   *
   * @default 10
   */
  readonly batchSize?: number;
  /** With `ReportBatchItemFailures` the function answers which messages of a batch have failed. */
  readonly functionResponseTypes?: readonly "ReportBatchItemFailures"[];
}

/** The configurations of queues, by name. */
export type Queues = Readonly<Record<string, QueueConfig>>;

const MEMBERS: Record<keyof QueueConfig, true> = {
  visibilityTimeout: true,
  redrivePolicy: true,
  function: true,
  batchSize: true,
  functionResponseTypes: true,
};
const NAME = /^[a-zA-Z0-9-_]{1,80}$/;

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
  checkMembers(`queue ${name}`, config, MEMBERS);
  const { visibilityTimeout = 30, batchSize = 10, redrivePolicy, functionResponseTypes = [] } = config;
  if (name.length > 80 || !NAME.test(name.replace(/\.fifo$/, "")))
    throw new TypeError(
      `queue ${JSON.stringify(name)}: a name has 1 to 80 letters, digits, "-" or "_", and may end in ".fifo"`,
    );
  checkNumber(`queue ${name}: visibilityTimeout`, visibilityTimeout, {
    unit: "seconds",
    least: 0,
    most: 43_200,
  });
  checkWhole(`queue ${name}: batchSize`, batchSize, { least: 1, most: 10 });
  if (functionResponseTypes.some((type) => type !== "ReportBatchItemFailures"))
    throw new TypeError(
      `queue ${name}: functionResponseTypes is ["ReportBatchItemFailures"] or []; it is ${describe(functionResponseTypes)}`,
    );
  if (redrivePolicy !== undefined) checkRedrive(name, redrivePolicy, Object.keys(queues));
  if (config.function !== undefined) checkVisibility(name, { ...config, visibilityTimeout }, functions);
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

function checkVisibility(
  name: string,
  { function: functionName = "", visibilityTimeout = 0 }: QueueConfig,
  functions: readonly CheckedConfig[],
): void {
  checkName(`queue ${name}`, functionName, { kind: "function", names: functions.map((each) => each.name) });
  const timeout = functions.find((each) => each.name === functionName)?.timeout ?? 0;
  if (visibilityTimeout < timeout)
    // The first half is what CreateEventSourceMapping says.
    throw new TypeError(
      `queue ${name}: Queue visibility timeout: ${visibilityTimeout} seconds is less than Function timeout: ${timeout} seconds; raise visibilityTimeout`,
    );
}

import { checkMembers, checkName, checkOneOf, checkWhole, describe } from "../config/check.ts";
import { recordFilter } from "../event-sources/record-filter.ts";
import { parseFunctionName } from "../lambda/function-name.ts";
import type {
  DynamoDbStreamConfig,
  KinesisStreamConfig,
  StreamConfig,
  StreamSourceConfig,
  Streams,
} from "./stream-config.ts";

const SOURCE_MEMBERS: Record<keyof StreamSourceConfig, true> = {
  shards: true,
  function: true,
  batchSize: true,
  maximumBatchingWindowInSeconds: true,
  parallelizationFactor: true,
  startingPosition: true,
  startingPositionTimestamp: true,
  maximumRetryAttempts: true,
  maximumRecordAgeInSeconds: true,
  bisectBatchOnFunctionError: true,
  functionResponseTypes: true,
  filterCriteria: true,
  onFailure: true,
};
const KINESIS_MEMBERS: Record<keyof KinesisStreamConfig, true> = {
  type: true,
  retentionPeriodHours: true,
  ...SOURCE_MEMBERS,
};
const DYNAMODB_MEMBERS: Record<keyof DynamoDbStreamConfig, true> = {
  type: true,
  streamViewType: true,
  ...SOURCE_MEMBERS,
};
/** Kinesis's and DynamoDB's names: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html */
const KINESIS_NAME = /^[a-zA-Z0-9_.-]{1,128}$/;
const DYNAMODB_NAME = /^[a-zA-Z0-9_.-]{3,255}$/;
const VIEW_TYPES = ["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"];

/** The functions and queues that streams may name. */
export interface StreamTargets {
  readonly functions: readonly string[];
  readonly queues: readonly string[];
}

/**
 * Checks the configuration of all streams.
 *
 * @throws TypeError naming the stream, the member and what to do.
 */
export function checkStreams(streams: Streams, targets: StreamTargets): void {
  for (const [name, config] of Object.entries(streams)) checkStream(name, config, targets);
}

function checkStream(name: string, config: StreamConfig, targets: StreamTargets): void {
  const what = `stream ${name}`;
  if (typeof config !== "object" || config === null)
    throw new TypeError(`${what} is an object with a type; it is ${describe(config)}`);
  checkOneOf(`${what}: type`, config.type, ["kinesis", "dynamodb"]);
  if ("tumblingWindowInSeconds" in config)
    throw new TypeError(
      `${what}: tumblingWindowInSeconds: @faultwire/local has no tumbling windows; leave it out`,
    );
  if (config.type === "kinesis") checkKinesis(name, config);
  else checkDynamoDb(name, config);
  checkSource(what, config);
  checkTargets(what, config, targets);
}

function checkKinesis(name: string, config: KinesisStreamConfig): void {
  const { retentionPeriodHours = 24 } = config;
  checkMembers(`stream ${name}`, config, KINESIS_MEMBERS);
  if (!KINESIS_NAME.test(name))
    throw new TypeError(
      `stream ${JSON.stringify(name)}: a name has 1 to 128 letters, digits, "-", "_" or "."`,
    );
  checkWhole(`stream ${name}: retentionPeriodHours`, retentionPeriodHours, { least: 24, most: 8760 });
}

function checkDynamoDb(name: string, config: DynamoDbStreamConfig): void {
  const { streamViewType = "NEW_AND_OLD_IMAGES", startingPosition } = config;
  checkMembers(`stream ${name}`, config, DYNAMODB_MEMBERS);
  if (!DYNAMODB_NAME.test(name))
    throw new TypeError(
      `stream ${JSON.stringify(name)}: the name of a table has 3 to 255 letters, digits, "-", "_" or "."`,
    );
  checkOneOf(`stream ${name}: streamViewType`, streamViewType, VIEW_TYPES);
  if (startingPosition === "AT_TIMESTAMP")
    throw new TypeError(
      `stream ${name}: startingPosition AT_TIMESTAMP is for Kinesis; use TRIM_HORIZON or LATEST`,
    );
}

/** The limits are those of https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html. */
function checkSource(what: string, config: StreamConfig): void {
  const {
    shards = 1,
    batchSize = 100,
    maximumBatchingWindowInSeconds = 0,
    parallelizationFactor = 1,
    startingPosition = "TRIM_HORIZON",
    startingPositionTimestamp,
    bisectBatchOnFunctionError = false,
    functionResponseTypes = [],
  } = config;
  checkWhole(`${what}: shards`, shards, { least: 1, most: 100 });
  checkWhole(`${what}: batchSize`, batchSize, { least: 1, most: 10_000 });
  checkWhole(`${what}: maximumBatchingWindowInSeconds`, maximumBatchingWindowInSeconds, {
    unit: "seconds",
    least: 0,
    most: 300,
  });
  checkWhole(`${what}: parallelizationFactor`, parallelizationFactor, { least: 1, most: 10 });
  checkLimits(what, config);
  checkOneOf(`${what}: startingPosition`, startingPosition, ["TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"]);
  if ((startingPosition === "AT_TIMESTAMP") !== startingPositionTimestamp instanceof Date)
    throw new TypeError(
      `${what}: startingPositionTimestamp is a Date where startingPosition is AT_TIMESTAMP, and left out otherwise`,
    );
  if (typeof bisectBatchOnFunctionError !== "boolean")
    throw new TypeError(
      `${what}: bisectBatchOnFunctionError is true or false; it is ${describe(bisectBatchOnFunctionError)}`,
    );
  if (functionResponseTypes.some((type) => type !== "ReportBatchItemFailures"))
    throw new TypeError(
      `${what}: functionResponseTypes is ["ReportBatchItemFailures"] or []; it is ${describe(functionResponseTypes)}`,
    );
  recordFilter(`${what}: filterCriteria`, config.filterCriteria, dataKeyOf(config));
}

/** The member that holds a record's data. */
export function dataKeyOf({ type }: StreamConfig): "data" | "dynamodb" {
  return type === "kinesis" ? "data" : "dynamodb";
}

function checkLimits(what: string, config: StreamSourceConfig): void {
  const { maximumRetryAttempts = -1, maximumRecordAgeInSeconds = -1 } = config;
  checkWhole(`${what}: maximumRetryAttempts`, maximumRetryAttempts, { least: -1, most: 10_000 });
  if (maximumRecordAgeInSeconds !== -1)
    checkWhole(`${what}: maximumRecordAgeInSeconds, if not -1,`, maximumRecordAgeInSeconds, {
      unit: "seconds",
      least: 60,
      most: 604_800,
    });
}

function checkTargets(what: string, config: StreamSourceConfig, { functions, queues }: StreamTargets): void {
  const { function: target, onFailure } = config;
  if (target !== undefined)
    checkName(what, parseFunctionName(target)?.name ?? target, { kind: "function", names: functions });
  if (onFailure === undefined) return;
  checkMembers(`${what}: onFailure`, onFailure, { queue: true });
  checkName(`${what}: onFailure`, onFailure.queue, { kind: "queue", names: queues });
  if (onFailure.queue.endsWith(".fifo"))
    throw new TypeError(
      `${what}: onFailure: Lambda sends to standard queues only; ${onFailure.queue} is a FIFO queue`,
    );
}

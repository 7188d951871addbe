import { randomBytes } from "node:crypto";
import { checkMembers, checkOneOf, describe } from "../config/check.ts";
import type { DynamoDbStreamConfig } from "./stream-config.ts";
import type { RecordPlace, StoredRecord } from "./stream-record.ts";

/** The attributes of an item, in DynamoDB's JSON: `{ id: { S: "o-1" }, count: { N: "3" } }`. */
export type DynamoDbImage = Readonly<Record<string, object>>;

/** A change of an item. */
export interface DynamoDbRecord {
  readonly eventName: "INSERT" | "MODIFY" | "REMOVE";
  readonly keys: DynamoDbImage;
  /** The item after the change; undefined after a removal. */
  readonly newImage?: DynamoDbImage;
  /** The item before the change; undefined before an insertion. */
  readonly oldImage?: DynamoDbImage;
  /** The author of the change, if it was not a client: DynamoDB's time to live. */
  readonly userIdentity?: { readonly type: string; readonly principalId: string };
}

const MEMBERS: Record<keyof DynamoDbRecord, true> = {
  eventName: true,
  keys: true,
  newImage: true,
  oldImage: true,
  userIdentity: true,
};

/**
 * Checks a record for the stream of a table.
 *
 * @throws TypeError naming the member.
 */
export function checkDynamoDbRecord(what: string, record: DynamoDbRecord): void {
  checkMembers(what, record, MEMBERS);
  checkOneOf(`${what}: eventName`, record.eventName, ["INSERT", "MODIFY", "REMOVE"]);
  const { keys, newImage = {}, oldImage = {} } = record;
  for (const [member, image] of Object.entries({ keys, newImage, oldImage }))
    checkImage(`${what}: ${member}`, image);
}

function checkImage(what: string, image: unknown): void {
  const values = typeof image === "object" && image !== null ? Object.values(image) : [image];
  const wrong = values.find((value) => typeof value !== "object" || value === null);
  if (wrong !== undefined)
    throw new TypeError(
      `${what} has attributes in DynamoDB's JSON, like { id: { S: "o-1" } }; it has ${describe(wrong)}`,
    );
}

/**
 * Makes the record of an event.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export function dynamoDbRecord(
  record: DynamoDbRecord,
  place: RecordPlace,
  { streamViewType = "NEW_AND_OLD_IMAGES" }: DynamoDbStreamConfig,
): StoredRecord {
  const { streamArn, sequenceNumber, now } = place;
  const { eventName, keys, newImage, oldImage, userIdentity } = record;
  const seconds = Math.floor(now.getTime() / 1000);
  const images = {
    ...(newImage && streamViewType.startsWith("NEW") && { NewImage: newImage }),
    ...(oldImage && /OLD/.test(streamViewType) && { OldImage: oldImage }),
  };
  const dynamodb = {
    ApproximateCreationDateTime: seconds,
    Keys: keys,
    ...images,
    SequenceNumber: sequenceNumber,
    SizeBytes: [keys, ...Object.values(images)].reduce((sum, image) => sum + sizeOfImage(image), 0),
    StreamViewType: streamViewType,
  };
  const envelope = {
    eventID: randomBytes(16).toString("hex"),
    eventName,
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: streamArn.split(":")[3],
  };
  const rest = { eventSourceARN: streamArn, ...(userIdentity && { userIdentity }) };
  return {
    sequenceNumber,
    partitionKey: JSON.stringify(keys),
    arrivedAt: seconds * 1000,
    event: { ...envelope, dynamodb, ...rest },
    data: dynamodb,
    metadata: { ...envelope, ...rest },
  };
}

function sizeOfImage(image: DynamoDbImage): number {
  return Object.entries(image).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + sizeOfValue(value),
    0,
  );
}

/** The bytes of texts and of binary values; of all other types it is an estimate. */
function sizeOfValue(value: object): number {
  const [[type = "", content] = []] = Object.entries(value);
  if (type === "S") return Buffer.byteLength(String(content));
  if (type === "B") return Buffer.from(String(content), "base64").length;
  return type === "BOOL" || type === "NULL" ? 1 : Buffer.byteLength(JSON.stringify(content));
}

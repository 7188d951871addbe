import { createHash } from "node:crypto";
import type { Account } from "../config/account.ts";
import { type RecordFilter, recordFilter } from "../event-sources/record-filter.ts";
import { dataKeyOf } from "./check-streams.ts";
import { checkDynamoDbRecord, type DynamoDbRecord, dynamoDbRecord } from "./dynamodb-record.ts";
import { checkKinesisRecord, type KinesisRecord, kinesisRecord } from "./kinesis-record.ts";
import { ShardReader, type ShardSource } from "./shard-reader.ts";
import type { StreamConfig } from "./stream-config.ts";
import type { RecordPlace, StoredRecord } from "./stream-record.ts";

/** A stream, as tests use it. */
export interface Stream {
  readonly arn: string;
  /**
   * Puts a record into the stream, and returns its sequence number. A stream of Kinesis takes `{ data, partitionKey }`,
   * that of a table `{ eventName, keys, newImage, oldImage }`.
   *
   * @throws TypeError where the service would refuse it.
   * @example
   * lambda.stream("clicks").put({ data: { page: "/" }, partitionKey: "user-1" });
   */
  put(record: KinesisRecord | DynamoDbRecord): string;
}

/** The service that a stream is part of. */
export interface StreamService
  extends Pick<ShardSource, "clock" | "injections" | "findTarget" | "onFailure"> {
  readonly account: Account;
}

/** The first sequence numbers: those of Kinesis have 56 digits, those of DynamoDB 21. */
const FIRST_NUMBER = {
  kinesis: 49_590_338_271_490_256_608_559_692_538_361_571_095_921_575_989_136_588_898n,
  dynamodb: 800_000_000_003_126_276_362n,
};
const HOUR_MS = 3_600_000;

/** A stream on the virtual clock, with the readers of its shards. */
export class LocalStream implements Stream {
  readonly arn: string;
  readonly #name: string;
  readonly #config: StreamConfig;
  readonly #service: StreamService;
  readonly #filter: RecordFilter;
  readonly #shards: readonly Shard[];
  #sequenceNumber: bigint;

  constructor(name: string, config: StreamConfig, service: StreamService) {
    this.#name = name;
    this.#config = config;
    this.#service = service;
    this.#sequenceNumber = FIRST_NUMBER[config.type];
    this.arn = arnOf(name, config, service);
    this.#filter = recordFilter(`stream ${name}: filterCriteria`, config.filterCriteria, dataKeyOf(config));
    const startedAt = service.clock.now;
    this.#shards = Array.from({ length: config.shards ?? 1 }, (_, index) =>
      this.#shard(shardIdOf(config, index, startedAt)),
    );
  }

  put(record: KinesisRecord | DynamoDbRecord): string {
    const stored = this.#store(record);
    if (this.#config.function !== undefined && this.#isRead(stored.record)) stored.reader.add(stored.record);
    return stored.record.sequenceNumber;
  }

  forget(): void {
    for (const { readers } of this.#shards) for (const reader of readers) reader.forget();
  }

  #store(given: KinesisRecord | DynamoDbRecord): { record: StoredRecord; reader: ShardReader } {
    const config = this.#config;
    if (config.type === "kinesis") {
      // The cast: the check refuses a record of the other kind.
      const record = given as KinesisRecord;
      checkKinesisRecord(`stream ${this.#name}`, record);
      const { reader, place } = this.#placeFor(record.partitionKey);
      return { reader, record: kinesisRecord(record, place) };
    }
    // The cast: as above.
    const record = given as DynamoDbRecord;
    checkDynamoDbRecord(`stream ${this.#name}`, record);
    const { reader, place } = this.#placeFor(JSON.stringify(record.keys));
    return { reader, record: dynamoDbRecord(record, place, config) };
  }

  /** The next place in the shard of a key, and the reader that keeps the order of the key. */
  #placeFor(key: string): { reader: ShardReader; place: RecordPlace } {
    const hash = createHash("md5").update(key).digest();
    const { id: shardId, readers } = pick(this.#shards, hash.readUInt32BE(0));
    this.#sequenceNumber += 1n;
    const sequenceNumber = String(this.#sequenceNumber);
    const place = { streamArn: this.arn, shardId, sequenceNumber, now: this.#service.clock.now };
    return { reader: pick(readers, hash.readUInt32BE(4)), place };
  }

  /** Whether the function gets a record: it has come after the starting position, and a filter matches. */
  #isRead({ arrivedAt, data, metadata }: StoredRecord): boolean {
    const { startingPositionTimestamp } = this.#config;
    if (startingPositionTimestamp !== undefined && arrivedAt < startingPositionTimestamp.getTime())
      return false;
    return this.#filter({ data, metadata });
  }

  #shard(id: string): Shard {
    const { parallelizationFactor = 1 } = this.#config;
    return { id, readers: Array.from({ length: parallelizationFactor }, () => this.#reader(id)) };
  }

  #reader(shardId: string): ShardReader {
    const config = this.#config;
    const hours = config.type === "kinesis" ? (config.retentionPeriodHours ?? 24) : 24;
    const { account: _, ...service } = this.#service;
    return new ShardReader({
      ...service,
      config,
      shardId,
      streamArn: this.arn,
      retentionMs: hours * HOUR_MS,
    });
  }
}

/** A shard, with a reader for each batch that may be processed at once. */
interface Shard {
  readonly id: string;
  readonly readers: readonly ShardReader[];
}

/** Each element has an equal range of the hashes, which are of 32 bits. */
function pick<Item>(list: readonly Item[], hash: number): Item {
  const item = list[Math.floor((hash * list.length) / 2 ** 32)];
  if (item === undefined) throw new RangeError(`there is nothing for the hash ${hash}`);
  return item;
}

function arnOf(name: string, { type }: StreamConfig, { account, clock }: StreamService): string {
  const { region, accountId } = account;
  if (type === "kinesis") return `arn:aws:kinesis:${region}:${accountId}:stream/${name}`;
  const label = clock.now.toISOString().replace("Z", "");
  return `arn:aws:dynamodb:${region}:${accountId}:table/${name}/stream/${label}`;
}

function shardIdOf({ type }: StreamConfig, index: number, startedAt: Date): string {
  if (type === "kinesis") return `shardId-${String(index).padStart(12, "0")}`;
  const suffix = createHash("md5").update(String(index)).digest("hex").slice(0, 8);
  return `shardId-${String(startedAt.getTime()).padStart(20, "0")}-${suffix}`;
}

import { randomUUID } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import {
  eventOfBatch,
  isFull,
  type Pending,
  pendingRecord,
  takeBatch,
} from "../event-sources/batch-window.ts";
import { type DeliveryResult, deliver } from "../faults/deliver.ts";
import type { Injections } from "../faults/injections.ts";
import type { Target } from "../lambda/find-target.ts";
import type { VirtualClock } from "../virtual-clock.ts";
import { failureRecord, type GivenUpBatch } from "./failure-record.ts";
import { firstFailure } from "./partial-failure.ts";
import type { StreamConfig } from "./stream-config.ts";
import type { StoredRecord } from "./stream-record.ts";

/** The shard that is read, and the function that gets its records. */
export interface ShardSource {
  readonly config: StreamConfig;
  readonly streamArn: string;
  readonly shardId: string;
  /** Milliseconds that the stream keeps a record. */
  readonly retentionMs: number;
  readonly clock: VirtualClock;
  readonly injections: Injections;
  /** Finds the function and version for a batch; undefined if it is no longer there. */
  readonly findTarget: () => Target | undefined;
  /** Sends a record of a batch that was given up. */
  readonly onFailure: (record: string) => void;
}

/** A record that waits for its batch. */
interface PendingRecord extends Pending {
  readonly record: StoredRecord;
}

/** Records that are given to the function together, until they succeed or are given up. */
interface Batch {
  readonly records: readonly PendingRecord[];
  readonly invokeCount: number;
  /** Function errors that count; splitting a batch does not. */
  readonly retries: number;
  /** Tries that failed one after the other, for whatever reason. */
  readonly failures: number;
}

/** The time between tries is not documented: this is that of events which were throttled. */
const LONGEST_BACKOFF_SECONDS = 300;

/**
 * The reader of one shard, or of a part of its partition keys: one batch after the other, each until it succeeds or
 * is given up. Those behind it wait.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html
 */
export class ShardReader {
  readonly #source: ShardSource;
  #pending: PendingRecord[] = [];
  /** Batches that have been tried and are to be tried again, the next one first. */
  #batches: Batch[] = [];
  #windowEnd: number | undefined;
  #retryAt = 0;
  #isReading = false;

  constructor(source: ShardSource) {
    this.#source = source;
  }

  add(record: StoredRecord): void {
    this.#pending.push({ record, ...pendingRecord(record.event) });
    this.#read();
  }

  forget(): void {
    this.#pending = [];
    this.#batches = [];
    this.#windowEnd = undefined;
    this.#retryAt = 0;
  }

  #read(): void {
    if (this.#isReading) return;
    this.#isReading = true;
    const { clock, streamArn } = this.#source;
    clock.do(async () => {
      // Records that are put in one turn come in one batch.
      await setImmediate();
      for (let batch = this.#next(); batch !== undefined; batch = this.#next()) await this.#process(batch);
      this.#isReading = false;
      const wakeAt = this.#batches.length > 0 ? this.#retryAt : this.#windowEnd;
      const what = `stream ${streamArn.split("/")[1]}: records are due`;
      if (wakeAt !== undefined) clock.at(wakeAt, () => this.#read(), { what });
    });
  }

  /** Takes the batch that is to be given to the function now. */
  #next(): Batch | undefined {
    if (this.#source.clock.isClosed || this.#now < this.#retryAt) return undefined;
    const { batchSize = 100, maximumBatchingWindowInSeconds = 0 } = this.#source.config;
    const started = this.#batches.shift();
    if (started !== undefined) return started;
    if (this.#pending.length === 0) return undefined;
    this.#windowEnd ??= this.#now + maximumBatchingWindowInSeconds * 1000;
    if (this.#now < this.#windowEnd && !isFull(this.#pending, batchSize)) return undefined;
    this.#windowEnd = undefined;
    return { records: takeBatch(this.#pending, batchSize), invokeCount: 0, retries: 0, failures: 0 };
  }

  async #process(whole: Batch): Promise<void> {
    const batch = this.#withoutExpired(whole);
    const found = this.#source.findTarget();
    if (batch.records.length === 0) return;
    const refused = { ...batch, failures: batch.failures + 1 };
    if (found === undefined) return this.#retry(refused);
    const { function: target, version, functionArn } = found;
    const requestId = randomUUID();
    const result = await deliver(this.#source.injections, {
      target,
      payload: eventOfBatch(batch.records),
      step: "stream",
      options: { version, functionArn, requestId },
    });
    const failedFrom = this.#failedFrom(batch, result);
    if (failedFrom === undefined) return;
    if (failedFrom === "refused") return this.#retry(refused);
    const rest = {
      records: batch.records.slice(failedFrom),
      invokeCount: batch.invokeCount + 1,
      retries: batch.retries,
      failures: batch.failures + 1,
    };
    this.#failed(rest, {
      requestId,
      functionArn,
      executedVersion: version,
      functionFailed: result !== "lost" && !("status" in result) && result.failed,
    });
  }

  /** Finds where in a batch the function has failed; it was refused where it did not run. */
  #failedFrom({ records }: Batch, result: DeliveryResult): number | "refused" | undefined {
    if (result === "lost" || "status" in result) return "refused";
    if (result.failed) return 0;
    const reports = this.#source.config.functionResponseTypes?.includes("ReportBatchItemFailures");
    const numbers = records.map(({ record }) => record.sequenceNumber);
    return reports ? firstFailure(result.body.toString("utf8"), numbers) : undefined;
  }

  /** Tries a batch again, in halves where it is to be split, or gives it up. */
  #failed(batch: Batch, attempt: Attempt): void {
    const { maximumRetryAttempts = -1, bisectBatchOnFunctionError = false } = this.#source.config;
    const { records, retries } = batch;
    if (bisectBatchOnFunctionError && attempt.functionFailed && records.length > 1) {
      const middle = Math.ceil(records.length / 2);
      const halves = [records.slice(0, middle), records.slice(middle)];
      this.#retry(...halves.map((half) => ({ ...batch, records: half })));
    } else if (retries === maximumRetryAttempts) this.#giveUp(batch, "RetryAttemptsExhausted", attempt);
    else this.#retry({ ...batch, retries: retries + 1 });
  }

  /** Puts batches back, to be tried after a while, or when the first of their records is too old. */
  #retry(...batches: readonly Batch[]): void {
    const [first] = batches;
    if (first === undefined) return;
    const backoff = Math.min(2 ** (first.failures - 1), LONGEST_BACKOFF_SECONDS) * 1000;
    const expiries = first.records.map(({ record }) => record.arrivedAt + this.#limitMs + 1);
    this.#batches.unshift(...batches);
    this.#retryAt = Math.min(this.#now + backoff, ...expiries.filter((time) => time > this.#now));
  }

  /** Takes the records that are too old out of a batch, and gives them up. */
  #withoutExpired(batch: Batch): Batch {
    const isExpired = ({ record }: PendingRecord) => this.#now - record.arrivedAt > this.#limitMs;
    const expired = batch.records.filter(isExpired);
    if (expired.length === 0) return batch;
    const { maximumRecordAgeInSeconds = -1 } = this.#source.config;
    // Records that the stream itself has dropped are nowhere reported.
    if (maximumRecordAgeInSeconds !== -1) {
      const found = this.#source.findTarget();
      this.#giveUp({ ...batch, records: expired }, "RecordAgeExceeded", {
        requestId: randomUUID(),
        functionArn: found?.functionArn ?? "",
        executedVersion: found?.version ?? "",
        functionFailed: false,
      });
    }
    return { ...batch, records: batch.records.filter((record) => !isExpired(record)) };
  }

  #giveUp({ records, invokeCount }: Batch, condition: GivenUpBatch["condition"], attempt: Attempt): void {
    const { config, shardId, streamArn, clock, onFailure } = this.#source;
    const batch = {
      ...attempt,
      condition,
      invokeCount,
      type: config.type,
      shardId,
      streamArn,
      records: records.map(({ record }) => record),
    };
    onFailure(failureRecord(batch, clock.now));
  }

  /** The age at which a record is given up: the configured one, or the retention period of the stream. */
  get #limitMs(): number {
    const { config, retentionMs } = this.#source;
    const { maximumRecordAgeInSeconds = -1 } = config;
    return maximumRecordAgeInSeconds === -1
      ? retentionMs
      : Math.min(maximumRecordAgeInSeconds * 1000, retentionMs);
  }

  get #now(): number {
    return this.#source.clock.now.getTime();
  }
}

/** One try of a batch, as its record shows it. */
type Attempt = Pick<GivenUpBatch, "requestId" | "functionArn" | "executedVersion" | "functionFailed">;

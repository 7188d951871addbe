import { defineCatalog, fault } from "@faultwire/catalog";
import { toFault } from "@faultwire/catalog/receiving";
import { decodeBatchResponse, decodeStandard } from "@faultwire/wire";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, type MockInstance, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import { deadline } from "../guards/deadline.ts";
import type { FaultReport } from "../report/notify-hooks.ts";
import { wrapBatch } from "./wrap-batch.ts";

class Declined extends fault("Declined", { status: 422, message: "declined" }) {}
class Busy extends fault("Busy", { status: 503, message: "busy" }) {}
const Orders = defineCatalog("orders", { Declined, Busy });
const context = { awsRequestId: "r-1", functionName: "f", getRemainingTimeInMillis: () => 3000 };

const arn = (name: string) => `arn:aws:sqs:eu-west-1:123456789012:${name}`;
const standard = (id: string, body = "{}") => ({
  messageId: id,
  body,
  attributes: { MessageGroupId: "tenant-1" },
  eventSource: "aws:sqs",
  eventSourceARN: arn("orders"),
});
const fifo = (id: string, MessageGroupId: string) => ({
  ...standard(id),
  attributes: { MessageGroupId },
  eventSourceARN: arn("orders.fifo"),
});
const base64 = (text: string) => Buffer.from(text).toString("base64");
const kinesis = (sequenceNumber: string, data = "{}") => ({
  kinesis: { sequenceNumber, data: base64(data), partitionKey: "p" },
  eventSource: "aws:kinesis",
});
const dynamodb = (SequenceNumber: string, NewImage = {}) => ({
  dynamodb: { SequenceNumber, NewImage },
  eventSource: "aws:dynamodb",
});
const kafka = (topic: string, partition: number, offset: number, value = "{}") => ({
  ...{ topic, partition, offset },
  value: base64(value),
});

/** The identifiers that a batch answers with, where these records fail. */
async function failedOf(event: object, failing: readonly unknown[], more: object = {}): Promise<unknown[]> {
  const handler = wrapBatch(
    (record: unknown) => {
      if (failing.includes(record)) throw new Error("e");
    },
    { throws: Orders, ...more },
  );
  const { batchItemFailures } = await handler(event as never, context);
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

let log: MockInstance<typeof console.error>;
beforeEach(() => {
  log = vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  log.mockRestore();
  vi.unstubAllEnvs();
});

describe("the answer names", () => {
  test("of a standard queue exactly the messages that failed, though it has groups too", async () => {
    const Records = ["m-1", "m-2", "m-3"].map((id) => standard(id));
    expect(await failedOf({ Records }, [Records[0], Records[2]])).toEqual(["m-1", "m-3"]);
    expect(await failedOf({ Records }, [])).toEqual([]);
  });

  test("of a FIFO queue the first that failed in a group and all behind it, and nothing of other groups", async () => {
    const Records = [
      fifo("a-1", "a"),
      fifo("b-1", "b"),
      fifo("a-2", "a"),
      fifo("b-2", "b"),
      fifo("a-3", "a"),
    ];
    expect(await failedOf({ Records }, [Records[2]])).toEqual(["a-2", "a-3"]);
    expect(await failedOf({ Records }, [Records[0], Records[3]])).toEqual(["a-1", "a-2", "a-3", "b-2"]);
  });

  test("of a stream the sequence number of the first failure, and no more", async () => {
    const first = "49601189658422359378836298521827638475320189012309704722";
    const Records = [kinesis("1"), kinesis(first), kinesis("3")];
    expect(await failedOf({ Records }, Records.slice(1))).toEqual([first]);
    const changes = [dynamodb("800000000003126276362"), dynamodb("800000000003126276363")];
    expect(await failedOf({ Records: changes }, [changes[1]])).toEqual(["800000000003126276363"]);
    expect(await failedOf({ Records: changes }, [changes[0]])).toEqual(["800000000003126276362"]);
  });

  test("of Kafka the partition, as the event writes it, and the offset", async () => {
    const a = [kafka("my-topic", 0, 15), kafka("my-topic", 0, 16), kafka("my-topic", 0, 17)];
    const b = [kafka("my-topic", 1, 7)];
    const event = { eventSource: "aws:kafka", records: { "my-topic-0": a, "my-topic-1": b } };
    expect(await failedOf(event, [a[1]])).toEqual([
      { partition: "my-topic-0", offset: 16 },
      { partition: "my-topic-0", offset: 17 },
    ]);
    expect(await failedOf({ ...event, eventSource: "SelfManagedKafka" }, [b[0]])).toEqual([
      { partition: "my-topic-1", offset: 7 },
    ]);
  });
});

test("a partition of Kafka without a list of records has none, and the others are handled", async () => {
  const record = kafka("my-topic", 1, 7);
  const event = { eventSource: "aws:kafka", records: { "my-topic-0": null, "my-topic-1": [record] } };
  expect(await failedOf(event, [])).toEqual([]);
  expect(await failedOf(event, [record])).toEqual([{ partition: "my-topic-1", offset: 7 }]);
});

describe("no record is ever lost", () => {
  const groups = fc.array(
    fc.record({ group: fc.constantFrom("a", "b", "c"), fails: fc.boolean(), ticks: fc.nat(3) }),
    { maxLength: 12 },
  );

  test("a record is either handled to its end, or named; groups keep their order; no more run at once than allowed", () =>
    fc.assert(
      fc.asyncProperty(
        groups,
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        async (plan, concurrency, isFifo) => {
          const Records = plan.map(({ group }, index) =>
            isFifo ? fifo(`m-${index}`, group) : standard(`m-${index}`),
          );
          const begun: number[] = [];
          const done: number[] = [];
          let running = 0;
          const most = 0;
          const handler = wrapBatch(
            async (record: (typeof Records)[number]) => {
              const index = Records.indexOf(record);
              begun.push(index);
              running++;
              expect(running).toBeLessThanOrEqual(concurrency);
              for (let tick = 0; tick < (plan[index]?.ticks ?? 0); tick++) await Promise.resolve();
              running--;
              if (plan[index]?.fails) throw new Error("e");
              done.push(index);
            },
            { throws: Orders, concurrency },
          );
          const answer = await handler({ Records }, context);
          const itemIdentifiers = Records.map(({ messageId }) => messageId);
          const outcome = decodeBatchResponse(answer, { itemIdentifiers });
          const failed = outcome.outcome === "partial" ? outcome.failed : [];
          expect(most).toBeLessThanOrEqual(concurrency);
          expect(outcome.outcome).not.toBe("batch-failed");
          expect([...failed, ...done.map((index) => `m-${index}`)].sort()).toEqual(
            [...itemIdentifiers].sort(),
          );
          for (const group of isFifo ? ["a", "b", "c"] : []) {
            const members = plan.flatMap((each, index) => (each.group === group ? [index] : []));
            const first = members.findIndex((index) => plan[index]?.fails);
            expect(begun.filter((index) => members.includes(index))).toEqual(
              first === -1 ? members : members.slice(0, first + 1),
            );
          }
        },
      ),
    ));

  test.each([
    ["an event that is not a batch", { detail: {} }, "the event is not a batch"],
    ["nothing", null, "the event is not a batch"],
    ["records of another source", { Records: [{ eventSource: "aws:s3" }] }, 'records of "aws:s3"'],
    ["a message without an id", { Records: [standard("m-1"), standard("")] }, "a record has no messageId"],
    ["a FIFO message without a group", { Records: [fifo("m-1", "")] }, "no attributes.MessageGroupId"],
    ["a record without a sequence number", { Records: [kinesis("")] }, "no kinesis.sequenceNumber"],
    ["a change without a sequence number", { Records: [dynamodb("")] }, "no dynamodb.SequenceNumber"],
    ["a message that is not an object", { Records: ["m-1"] }, "the records of undefined are not a batch"],
    [
      "a FIFO message without attributes",
      { Records: [{ ...fifo("m-1", "a"), attributes: null }] },
      "no attributes.MessageGroupId",
    ],
    ["a record without its data", { Records: [{ eventSource: "aws:kinesis" }] }, "no kinesis.sequenceNumber"],
    [
      "a change without its data",
      { Records: [{ eventSource: "aws:dynamodb", dynamodb: 1 }] },
      "no dynamodb.SequenceNumber",
    ],
    [
      "a record of Kafka that is not an object",
      { records: { "t-0": [null] } },
      "a record of t-0 has no offset",
    ],
    ["a record of Kafka without an offset", { records: { "t-0": [{}] } }, "a record of t-0 has no offset"],
  ])("%s fails the whole batch before anything is handled", async (_name, event, message) => {
    const handle = vi.fn();
    await expect(wrapBatch(handle, { throws: Orders })(event as never, context)).rejects.toThrow(message);
    expect(handle).not.toHaveBeenCalled();
  });

  test("whatever is thrown, and whatever the hooks throw", async () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const pretender = {
      [Symbol.for("faultwire.fault")]: true,
      errorType: "Declined",
      get message() {
        throw new Error("m");
      },
    };
    const ours = {
      [Symbol.for("faultwire.fault")]: true,
      name: "HandlerFault",
      get errorType() {
        throw new Error("e");
      },
    };
    for (const thrown of [undefined, null, Symbol("s"), proxy, pretender, ours, Object.create(null)]) {
      const broken = () => {
        throw new Error("broken");
      };
      const handler = wrapBatch((_record: unknown) => Promise.reject(thrown), {
        throws: Orders,
        onFault: broken,
        onPermanent: broken,
        permanent: broken,
        mapError: broken,
      });
      expect(await handler({ Records: [standard("m-1")] }, context)).toEqual({
        batchItemFailures: [{ itemIdentifier: "m-1" }],
      });
    }
  });
});

describe("a batch that runs out of time", () => {
  /** A context whose time passes with the test's clock. */
  const ending = (at: number) => ({ ...context, getRemainingTimeInMillis: () => at - Date.now() });
  const begun: unknown[] = [];
  const handler = async (record: { messageId?: string }) => {
    begun.push(record);
    await new Promise((resolve) => setTimeout(resolve, 40));
  };
  const guards = [deadline({ before: 500 })];

  test.each([
    ["SQS", ["m-1", "m-2", "m-3", "m-4"].map((id) => standard(id)), ["m-2", "m-3", "m-4"]],
    ["SQS FIFO", ["m-1", "m-2", "m-3"].map((id) => fifo(id, "g")), ["m-2", "m-3"]],
    ["Kinesis", ["1", "2", "3"].map((number) => kinesis(number)), ["2"]],
  ])("has what it did not finish delivered again, and keeps what is done: %s", async (_, Records, left) => {
    begun.length = 0;
    const wrapped = wrapBatch(handler, { throws: Orders, guards });
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const answer = wrapped({ Records } as never, ending(Date.now() + 560));
    await vi.advanceTimersByTimeAsync(600);
    const { batchItemFailures } = await answer;
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(left);
    // The second was cut, and nothing was begun behind it.
    expect(begun).toEqual(Records.slice(0, 2));
  });
});

describe("a permanent fault", () => {
  const Records = [standard("m-1"), standard("m-2")];
  const run = (thrown: unknown, more: object) =>
    wrapBatch(
      (record: unknown) => {
        if (record === Records[0]) throw thrown;
      },
      { throws: Orders, ...more },
    )({ Records }, context).then(({ batchItemFailures }) => batchItemFailures.length);
  const received = toFault(decodeStandard('{"errorType":"Declined","errorMessage":"m","trace":[]}'), Orders);

  test("is delivered again without onPermanent", async () => {
    expect(await run(new Declined(), {})).toBe(1);
  });

  test("is taken once, with its record, and only then dropped", async () => {
    const onPermanent = vi.fn(() => Promise.resolve());
    const thrown = new Declined();
    expect(await run(thrown, { onPermanent })).toBe(0);
    expect(onPermanent.mock.calls).toEqual([[{ fault: thrown, record: Records[0], context }]]);
  });

  test("is delivered again where taking it fails, and the log has why", async () => {
    const onPermanent = () => Promise.reject(new Error("the other queue is down"));
    expect(await run(new Declined(), { onPermanent })).toBe(1);
    expect(log.mock.calls.flat().join()).toContain("the other queue is down");
  });

  test("keeps its details out of the log where taking it fails by the fault itself", async () => {
    class Refused extends fault("Refused", {
      status: 422,
      details: z.object({ card: z.string() }),
      message: "refused",
    }) {}
    const throws = defineCatalog("orders", { Refused });
    const onPermanent = ({ fault }: { fault: Error }) => Promise.reject(fault);
    const redact = () => ({ card: "****" });
    expect(await run(new Refused({ card: "4111" }), { throws, onPermanent, redact })).toBe(1);
    expect(log.mock.calls.flat().join()).toContain("****");
    expect(log.mock.calls.flat().join()).not.toContain("4111");
  });

  test.each([
    ["a declared fault that is not retryable", new Declined(), 0],
    ["a declared fault that is", new Busy(), 1],
    ["a declared fault that another function sent", received, 0],
    ["an undeclared error", new TypeError("t"), 1],
    ["a fault of another catalog", new (class Other extends fault("Other", { message: "o" }) {})(), 1],
  ])("%s", async (_name, thrown, failed) => {
    expect(await run(thrown, { onPermanent: () => undefined })).toBe(failed);
  });

  test("is whatever the rule says, of what mapError makes too", async () => {
    const onPermanent = vi.fn();
    const rule = { onPermanent, permanent: (fault: Error) => fault.name === "Busy" };
    expect(await run(new Declined(), rule)).toBe(1);
    expect(await run(new Busy(), rule)).toBe(0);
    expect(await run(new Error("foreign"), { ...rule, mapError: () => new Busy() })).toBe(0);
    expect(onPermanent.mock.calls.map(([{ fault }]) => fault)).toEqual([expect.any(Busy), expect.any(Busy)]);
  });

  test("is not one whose details were wrong, concealed or not", async () => {
    class Late extends fault("Late", { details: z.object({ days: z.number() }), message: "late" }) {}
    const throws = defineCatalog("orders", { Late });
    const handler = wrapBatch(
      (_record: unknown) => {
        throw new Late({ days: "x" as never });
      },
      { throws, onPermanent: () => undefined },
    );
    for (const conceal of ["0", "1"]) {
      vi.stubEnv("FAULTWIRE_CONCEAL", conceal);
      expect((await handler({ Records }, context)).batchItemFailures).toHaveLength(2);
    }
  });

  test("is not one of a guard, which is about the invocation: its record was dropped", async () => {
    const onPermanent = vi.fn();
    const over = { ...context, getRemainingTimeInMillis: () => 100 };
    const guards = [deadline({ before: 500 })];
    const handler = wrapBatch(vi.fn(), { throws: Orders, guards, onPermanent, permanent: () => true });
    expect((await handler({ Records }, over)).batchItemFailures).toHaveLength(2);
    expect(onPermanent).not.toHaveBeenCalled();
  });

  test("that was taken does not stop its group", async () => {
    const group = [fifo("m-1", "a"), fifo("m-2", "a")];
    const handler = wrapBatch(
      (record: unknown) => {
        if (record === group[0]) throw new Declined();
      },
      { throws: Orders, onPermanent: () => undefined },
    );
    expect(await handler({ Records: group }, context)).toEqual({ batchItemFailures: [] });
  });
});

describe("with a schema, the handler gets what it makes of", () => {
  const input = z.object({ n: z.number() });
  const json = '{"n":1}';
  test.each([
    ["a message's body", { Records: [standard("m-1", json)] }, input],
    ["a record's data", { Records: [kinesis("1", json)] }, input],
    ["a record's value", { records: { "t-0": [kafka("t", 0, 1, json)] } }, input],
    [
      "a change, in DynamoDB's own JSON",
      { Records: [dynamodb("1", { n: { N: "1" } })] },
      z.object({ NewImage: z.object({ n: z.object({ N: z.coerce.number() }) }) }).transform((change) => ({
        n: change.NewImage.n.N,
      })),
    ],
  ])("%s, then the context and the record", async (_name, event, schema) => {
    const handle = vi.fn();
    await wrapBatch(handle, { throws: Orders, input: schema as typeof input })(event as never, context);
    const [record] = "Records" in event ? event.Records : event.records["t-0"];
    expect(handle.mock.calls).toEqual([[{ n: 1 }, context, record]]);
  });

  test.each([
    ["no JSON", "{"],
    ["JSON that does not fit", "{}"],
    ["nothing", ""],
  ])("%s is a ValidationFailed, which is permanent", async (_name, body) => {
    const onPermanent = vi.fn();
    const options = { throws: Orders, input, onPermanent };
    const Records = [standard("m-1", body)];
    expect(await wrapBatch(vi.fn(), options)({ Records }, context)).toEqual({ batchItemFailures: [] });
    expect(onPermanent.mock.lastCall?.[0].fault).toMatchObject({
      errorType: "ValidationFailed",
      status: 400,
    });
  });
});

describe("somebody hears of it", () => {
  test("one line, which names the record, for each that failed with a server error or an undeclared error", async () => {
    const Records = [standard("m-1"), standard("m-2"), standard("m-3")];
    const thrown = [new Declined(), new Busy(), new TypeError("t")];
    const heard: FaultReport[] = [];
    await wrapBatch(
      (record: (typeof Records)[number]) => {
        throw thrown[Records.indexOf(record)];
      },
      { throws: Orders, onFault: (report) => heard.push(report) },
    )({ Records }, context);
    expect(log.mock.calls.map(([line]) => JSON.parse(line))).toMatchObject([
      { faultwire: "Busy", requestId: "r-1", item: "m-2" },
      { faultwire: "undeclared", requestId: "r-1", item: "m-3", error: { errorType: "TypeError" } },
    ]);
    expect(heard).toMatchObject([
      { errorType: "Declined", item: "m-1", isDeclared: true, isThrown: false },
      { errorType: "Busy", item: "m-2" },
      { errorType: "TypeError", item: "m-3", isDeclared: false, thrown: thrown[2] },
    ]);
  });
});

test.each([0, -1, 1.5, Number.NaN])("a concurrency of %s is refused", (concurrency) => {
  expect(() => wrapBatch(vi.fn(), { throws: Orders, concurrency })).toThrow(
    `wrapBatch(): concurrency is a whole number from 1; it is ${concurrency}`,
  );
});

test("the handler that comes out has two parameters", () => {
  expect(wrapBatch(vi.fn(), { throws: Orders }).length).toBe(2);
});

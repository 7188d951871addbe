import { defineCatalog, fault, type HandlerFault } from "@faultwire/catalog";
import type { BatchResponse, ItemIdentifier, KafkaItemIdentifier } from "@faultwire/wire";
import type {
  Context,
  DynamoDBBatchResponse,
  DynamoDBRecord,
  DynamoDBStreamEvent,
  KinesisStreamHandler,
  KinesisStreamRecord,
  MSKRecord,
  SQSHandler,
  SQSRecord,
} from "aws-lambda";
import { expectTypeOf } from "vitest";
import { z } from "zod";
import { wrapBatch } from "./wrap-batch.ts";

class Declined extends fault("Declined", {
  details: z.object({ code: z.number() }),
  message: "declined",
}) {}
class Busy extends fault("Busy", { status: 503, message: "busy" }) {}
const throws = defineCatalog("orders", { Declined, Busy });
const input = z.object({ at: z.coerce.date<string>() });

// Without a schema the handler gets the record, and what comes out is what Lambda's types call a handler of it.
wrapBatch((record: SQSRecord) => record.body, { throws }) satisfies SQSHandler;
wrapBatch((record: KinesisStreamRecord) => record.kinesis, { throws }) satisfies KinesisStreamHandler;
const onChanges = wrapBatch((record: DynamoDBRecord, _context: Context) => record.dynamodb, { throws });
expectTypeOf(onChanges).toBeCallableWith({ Records: [] } as DynamoDBStreamEvent, {} as Context);
expectTypeOf<Awaited<ReturnType<typeof onChanges>>>().toExtend<DynamoDBBatchResponse>();

// Kafka's records stand by partition, and are called by partition and offset.
const onKafka = wrapBatch((record: MSKRecord) => record.value, { throws });
expectTypeOf<Awaited<ReturnType<typeof onKafka>>>().toEqualTypeOf<BatchResponse<KafkaItemIdentifier>>();
expectTypeOf<Awaited<ReturnType<typeof onChanges>>>().toEqualTypeOf<BatchResponse<string>>();

// With a schema it gets the schema's output; the record is the third argument.
const onOrders = wrapBatch((order) => expectTypeOf(order).toEqualTypeOf<{ at: Date }>(), { throws, input });
expectTypeOf<Awaited<ReturnType<typeof onOrders>>>().toEqualTypeOf<BatchResponse<ItemIdentifier>>();
wrapBatch(
  (order, context, record: SQSRecord) => {
    expectTypeOf(order).toEqualTypeOf<{ at: Date }>();
    expectTypeOf(context.awsRequestId).toEqualTypeOf<string>();
    return record.messageId;
  },
  {
    throws,
    input,
    permanent: (fault) => {
      expectTypeOf(fault).toEqualTypeOf<Declined | Busy | HandlerFault>();
      return fault.name === "Declined" && fault.details.code === 7;
    },
    onPermanent: ({ fault: permanent, record }) => {
      expectTypeOf(permanent.name).toEqualTypeOf<"Declined" | "Busy" | "HandlerFault">();
      expectTypeOf(record).toEqualTypeOf<SQSRecord>();
    },
  },
) satisfies SQSHandler;

// A mapped error has to be declared.
class Other extends fault("Other", { details: z.object({ a: z.string() }), message: "o" }) {}
// @ts-expect-error
wrapBatch((record: SQSRecord) => record.body, { throws, mapError: () => new Other({ a: "" }) });
// @ts-expect-error
wrapBatch((record: SQSRecord) => record.body, {});

import {
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { parse } from "@faultwire/caller";
import { AddressUnknown, Shipping } from "./faults.ts";

/** Orders without an address, and waits until the message is parked with its fault. */
const sqs = new SQSClient({});
const urlOf = async (QueueName: string) => (await sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl;
const [orderId = "o-1"] = process.argv.slice(2);
const MessageBody = JSON.stringify({ orderId });
await sqs.send(
  new SendMessageCommand({ QueueUrl: await urlOf("orders.fifo"), MessageGroupId: "ann", MessageBody }),
);

const QueueUrl = await urlOf("parked");
const { Messages: [parked] = [] } = await sqs.send(
  new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }),
);
if (parked?.Body === undefined) throw new Error("Nothing was parked within 20 seconds");
await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: parked.ReceiptHandle }));
const fault = parse(JSON.parse(parked.Body).fault, Shipping);
if (fault instanceof AddressUnknown) console.log(`Ask for the address of ${fault.details.orderId}.`);
else throw fault;

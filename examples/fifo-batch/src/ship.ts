import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { deadline, wrapBatch } from "@faultwire/handler";
import type { SQSRecord } from "aws-lambda";
import { z } from "zod";
import { AddressUnknown, CarrierDown, Shipping } from "./faults.ts";

const sqs = new SQSClient();

export const handler = wrapBatch(
  async ({ orderId, address }, _context, { attributes }: SQSRecord) => {
    if (address === undefined) throw new AddressUnknown({ orderId });
    // In place of a carrier that is down for a while.
    if (address === "island" && attributes.ApproximateReceiveCount === "1") throw new CarrierDown();
    console.log(`shipped ${orderId}`);
  },
  {
    throws: Shipping,
    input: z.object({ orderId: z.string(), address: z.string().optional() }),
    guards: [deadline({ before: 1000 })],
    // A message that can never succeed is parked, so that those behind it go on.
    onPermanent: async ({ fault, record }) => {
      const MessageBody = JSON.stringify({ fault, message: record.body });
      await sqs.send(new SendMessageCommand({ QueueUrl: process.env.PARKED_URL, MessageBody }));
    },
  },
);

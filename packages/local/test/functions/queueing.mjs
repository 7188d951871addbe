import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";

const client = new SQSClient();

/** Sends what it is given to the queue that the environment names. */
export const handler = async (event) => {
  const body = event.Records?.[0].body ?? JSON.stringify(event);
  const { MessageId } = await client.send(
    new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: body }),
  );
  return MessageId;
};

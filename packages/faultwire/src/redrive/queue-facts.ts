import { CannotRedrive, textOfException } from "./cannot-redrive.ts";
import type { SqsAccess } from "./user-sdk.ts";

/**
 * Reads the attributes of a queue.
 *
 * @throws CannotRedrive where they cannot be read.
 */
export async function attributesOfQueue(
  { sdk, client }: SqsAccess,
  QueueUrl: string,
): Promise<Readonly<Record<string, string>>> {
  try {
    const command = new sdk.GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] });
    return (await client.send(command)).Attributes ?? {};
  } catch (refusal) {
    throw new CannotRedrive(`the queue ${QueueUrl} cannot be read: ${textOfException(refusal)}`);
  }
}

/** Finds the queues whose dead letters go to a queue: two at most, which are enough to know that there is not one. */
export async function sourcesOfQueue(
  { sdk, client }: SqsAccess,
  QueueUrl: string,
): Promise<readonly string[]> {
  try {
    const command = new sdk.ListDeadLetterSourceQueuesCommand({ QueueUrl, MaxResults: 2 });
    return (await client.send(command)).queueUrls ?? [];
  } catch {
    // It is a permission of its own, and needed only for messages that do not name their source.
    return [];
  }
}

/** The parts of the ARN of a queue. */
const QUEUE_ARN = /^arn:[\w-]+:sqs:(?<region>[\w-]+):(?<account>\d+):(?<name>[\w.-]+)$/;

/**
 * Finds the URL of a queue that is given by its URL, its ARN or its name.
 *
 * @throws CannotRedrive where there is no such queue.
 */
export async function urlOfQueue({ sdk, client }: SqsAccess, queue: string): Promise<string> {
  if (/^https?:/.test(queue)) return queue;
  const { region, account, name = queue } = QUEUE_ARN.exec(queue)?.groups ?? {};
  try {
    const here = await client.config.region();
    if (region !== undefined && region !== here)
      throw new CannotRedrive(`${queue} is in another region than ${here}: give --region ${region}`);
    const command = new sdk.GetQueueUrlCommand({
      QueueName: name,
      ...(account !== undefined && { QueueOwnerAWSAccountId: account }),
    });
    return (await client.send(command)).QueueUrl ?? queue;
  } catch (refusal) {
    if (refusal instanceof CannotRedrive) throw refusal;
    throw new CannotRedrive(`the queue ${queue} cannot be found: ${textOfException(refusal)}`);
  }
}

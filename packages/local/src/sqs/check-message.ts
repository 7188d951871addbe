import type { SqsMessageAttribute } from "./message.ts";
import type { QueueSettings } from "./queue-settings.ts";
import type { SendOptions } from "./send-options.ts";
import { invalidValue, missingParameter, SqsError } from "./sqs-error.ts";

/** The characters that XML may have. */
const CONTENT = /^[\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const GROUP_OR_DEDUPLICATION_ID = /^[!-~]{1,128}$/;
const ATTRIBUTE_NAME = /^(?!aws\.|amazon\.|\.)[\w.-]{1,256}(?<!\.)$/i;
const DATA_TYPE = /^(?:String|Number|Binary)(?:\.|$)/;
const LONGEST_DELAY_SECONDS = 900;
const MOST_ATTRIBUTES = 10;

/** A message that is to be sent to a queue. */
export interface OutgoingMessage {
  readonly body: string;
  readonly options: SendOptions;
}

/**
 * Checks a message as SQS does when it is sent.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 * @throws SqsError for the first problem.
 */
export function checkMessage({ body, options }: OutgoingMessage, settings: QueueSettings): void {
  const { messageAttributes = {}, delaySeconds, messageGroupId, messageDeduplicationId } = options;
  if (body === "") throw missingParameter("MessageBody");
  if (!CONTENT.test(body))
    throw new SqsError(
      "InvalidMessageContents",
      "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF",
    );
  checkAttributes(messageAttributes);
  const { maximumMessageSize } = settings;
  if (sizeOf({ body, options }) > maximumMessageSize)
    throw new SqsError(
      "InvalidParameterValueException",
      `One or more parameters are invalid. Reason: Message must be shorter than ${maximumMessageSize} bytes.`,
    );
  if (
    delaySeconds !== undefined &&
    !(Number.isInteger(delaySeconds) && delaySeconds >= 0 && delaySeconds <= LONGEST_DELAY_SECONDS)
  )
    throw invalidValue("DelaySeconds", delaySeconds, "DelaySeconds must be >= 0 and <= 900.");
  checkId("MessageGroupId", messageGroupId);
  checkId("MessageDeduplicationId", messageDeduplicationId);
  if (settings.isFifo) checkFifo(options, settings);
  else if (messageDeduplicationId !== undefined)
    throw invalidValue("MessageDeduplicationId", messageDeduplicationId, OTHER_QUEUE_TYPE);
}

const OTHER_QUEUE_TYPE = "The request include parameter that is not valid for this queue type.";

function checkFifo(options: SendOptions, { contentBasedDeduplication }: QueueSettings): void {
  const { delaySeconds = 0, messageGroupId, messageDeduplicationId } = options;
  if (delaySeconds !== 0) throw invalidValue("DelaySeconds", delaySeconds, OTHER_QUEUE_TYPE);
  if (messageGroupId === undefined) throw missingParameter("MessageGroupId");
  if (messageDeduplicationId === undefined && !contentBasedDeduplication)
    throw new SqsError(
      "InvalidParameterValueException",
      "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    );
}

function checkId(parameter: string, id: string | undefined): void {
  if (id === undefined || GROUP_OR_DEDUPLICATION_ID.test(id)) return;
  throw invalidValue(
    parameter,
    id,
    `${parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}

/** The texts for wrong names and types are not recorded. */
function checkAttributes(attributes: Readonly<Record<string, SqsMessageAttribute>>): void {
  const wrong = (text: string) => new SqsError("InvalidParameterValueException", text);
  const names = Object.keys(attributes);
  if (names.length > MOST_ATTRIBUTES)
    throw wrong(
      `Number of message attributes [${names.length}] exceeds the allowed maximum [${MOST_ATTRIBUTES}].`,
    );
  for (const [name, { DataType, StringValue = "", BinaryValue }] of Object.entries(attributes)) {
    if (!ATTRIBUTE_NAME.test(name))
      throw wrong(
        `Message (user) attribute name '${name}' has 1 to 256 letters, digits, '_', '-' and '.', and begins neither with a dot, 'AWS.' nor 'Amazon.'.`,
      );
    if (!DATA_TYPE.test(DataType))
      throw wrong(
        `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
      );
    const [type] = DataType.split(".");
    if (type === "Binary" ? !BinaryValue?.length : StringValue === "" || !CONTENT.test(StringValue))
      throw wrong(`Message (user) attribute '${name}' must contain a non-empty value of type '${type}'.`);
  }
}

/** The size of a message in bytes: body, and names, types and values of its attributes. */
export function sizeOf({ body, options }: OutgoingMessage): number {
  const attributes = Object.entries(options.messageAttributes ?? {});
  return attributes.reduce(
    (sum, [name, { DataType, StringValue = "", BinaryValue }]) =>
      sum + Buffer.byteLength(name + DataType + StringValue) + (BinaryValue?.length ?? 0),
    Buffer.byteLength(body),
  );
}

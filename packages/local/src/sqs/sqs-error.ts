/** The errors of SQS that are made here: the name in the JSON protocol, the code in the query protocol, the status. */
const ERRORS = {
  BatchEntryIdsNotDistinct: ["AWS.SimpleQueueService.BatchEntryIdsNotDistinct", 400],
  BatchRequestTooLong: ["AWS.SimpleQueueService.BatchRequestTooLong", 400],
  EmptyBatchRequest: ["AWS.SimpleQueueService.EmptyBatchRequest", 400],
  InvalidAttributeName: ["InvalidAttributeName", 400],
  InvalidAttributeValue: ["InvalidAttributeValue", 400],
  InvalidBatchEntryId: ["AWS.SimpleQueueService.InvalidBatchEntryId", 400],
  InvalidMessageContents: ["InvalidMessageContents", 400],
  InvalidParameterValueException: ["InvalidParameterValue", 400],
  MissingRequiredParameterException: ["MissingParameter", 400],
  // An error of this service, for the operations that it does not have.
  NotImplemented: ["NotImplemented", 501],
  PurgeQueueInProgress: ["AWS.SimpleQueueService.PurgeQueueInProgress", 403],
  QueueDeletedRecently: ["AWS.SimpleQueueService.QueueDeletedRecently", 400],
  QueueDoesNotExist: ["AWS.SimpleQueueService.NonExistentQueue", 400],
  QueueNameExists: ["QueueAlreadyExists", 400],
  ReceiptHandleIsInvalid: ["ReceiptHandleIsInvalid", 404],
  TooManyEntriesInBatchRequest: ["AWS.SimpleQueueService.TooManyEntriesInBatchRequest", 400],
} as const satisfies Record<string, readonly [queryCode: string, status: number]>;

/** The name of an error of SQS, as the JSON protocol has it. */
export type SqsErrorName = keyof typeof ERRORS;

/**
 * An error of SQS.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
 */
export class SqsError extends Error {
  override readonly name: SqsErrorName;

  constructor(name: SqsErrorName, message: string) {
    super(message);
    this.name = name;
  }

  /** The code in the query protocol and in the entries of batches. */
  get queryCode(): string {
    return ERRORS[this.name][0];
  }

  get status(): number {
    return ERRORS[this.name][1];
  }
}

/** Makes the error for a value that a parameter may not have. */
export function invalidValue(parameter: string, value: unknown, reason: string): SqsError {
  return new SqsError(
    "InvalidParameterValueException",
    `Value ${value} for parameter ${parameter} is invalid. Reason: ${reason}`,
  );
}

/** Makes the error for a parameter that is not there. */
export function missingParameter(parameter: string): SqsError {
  return new SqsError(
    "MissingRequiredParameterException",
    `The request must contain the parameter ${parameter}.`,
  );
}

import type { Fault } from "@faultwire/catalog";

/** An attribute of a message of SQS. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: Uint8Array;
}

/** A message that a queue's consumer failed on, or the event of an asynchronous invocation. */
export interface Original {
  /** The text, byte for byte. */
  readonly payload: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly groupId?: string;
  readonly traceHeader?: string;
  /** The ARN of the queue that SQS moved the message from. */
  readonly sourceArn?: string;
  /** Whether it is the event of an asynchronous invocation, which goes to a function. */
  readonly isEvent: boolean;
  /** The ARN of the function that failed on it, or of another target, where the letter names it. */
  readonly functionName?: string;
}

/** One dead letter or on-failure record. */
export interface Letter {
  /** The id of the message, or of the invocation, or the place. */
  readonly id: string;
  /** The id of the invocation, which several letters of one event have. */
  readonly requestId?: string;
  /** The place in the input, for people. */
  readonly place: string;
  /** The error that the letter reports; SQS itself records none. */
  readonly fault?: Fault;
  /** The reason why `fault.execution` proves nothing here, as a sentence. */
  readonly doubt?: string;
  /** The message or event that the letter keeps, or the reason why it cannot be sent, as a sentence. */
  readonly original: Original | string;
  /** Further facts that the user has to know, as sentences. */
  readonly note?: string;
  /** The receipt of a message that was received from a queue. */
  readonly receiptHandle?: string;
}

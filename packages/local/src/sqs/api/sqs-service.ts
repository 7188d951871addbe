import type { Account } from "../../config/account.ts";
import type { VirtualClock } from "../../virtual-clock.ts";
import type { LocalQueue } from "../queue.ts";
import type { QueueRegistry } from "../queue-registry.ts";
import { SqsError } from "../sqs-error.ts";
import type { RequestInput, SqsMembers } from "./request-input.ts";

/** The service of one request. */
export interface SqsService {
  readonly queues: QueueRegistry;
  readonly clock: VirtualClock;
  readonly account: Account;
  /** The tracing header of the request. */
  readonly traceHeader: string | undefined;
  /** Aborts when the client has left. */
  readonly signal: AbortSignal;
}

/** An operation of SQS. */
export type SqsOperation = (service: SqsService, input: RequestInput) => SqsMembers | Promise<SqsMembers>;

/**
 * Finds the queue of a request. Its URL may have any host: those of AWS are written in configurations.
 *
 * @throws SqsError where it is not there.
 */
export function queueOf({ queues, account }: SqsService, input: RequestInput): LocalQueue {
  const [name = "", accountId] = input.required("QueueUrl").split("/").reverse();
  const queue = accountId === account.accountId ? queues.byName.get(name) : undefined;
  if (queue === undefined) throw queueDoesNotExist();
  return queue;
}

/** Makes the error for a queue that is not there. */
export function queueDoesNotExist(): SqsError {
  return new SqsError("QueueDoesNotExist", "The specified queue does not exist.");
}

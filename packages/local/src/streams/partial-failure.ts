import { failedMessages } from "../event-sources/batch-response.ts";

/**
 * Finds the first record from which on a batch has failed, by what the function reported; undefined where none did.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html
 */
export function firstFailure(answer: string, sequenceNumbers: readonly string[]): number | undefined {
  const failed = failedMessages(answer, sequenceNumbers);
  const index = sequenceNumbers.findIndex((each) => failed.includes(each));
  return index === -1 ? undefined : index;
}

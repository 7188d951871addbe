/**
 * The messages or records of a batch that a function's answer reports as failed, with `ReportBatchItemFailures` on. An answer
 * that names an unknown one, or none where it should, fails the whole batch; one without a list fails nothing.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export function failedMessages(answer: string, batch: readonly string[]): readonly string[] {
  const failures = failuresIn(answer);
  if (failures === "invalid") return batch;
  const failed = failures.map(identifierIn);
  return failed.every((id) => id !== undefined && batch.includes(id)) ? failed.filter(isText) : batch;
}

function failuresIn(answer: string): readonly unknown[] | "invalid" {
  if (answer === "") return [];
  try {
    const failures = member(JSON.parse(answer), "batchItemFailures") ?? [];
    return Array.isArray(failures) ? failures : "invalid";
  } catch {
    // No JSON.
    return "invalid";
  }
}

function identifierIn(failure: unknown): string | undefined {
  const id = member(failure, "itemIdentifier");
  return isText(id) ? id : undefined;
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

import { randomUUID } from "node:crypto";
import type { FunctionRecord } from "./function-record.ts";

/**
 * Publishes `$LATEST`, and returns the number. Where nothing has changed since the last version, it is that version.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html
 */
export function publishVersion(record: FunctionRecord, description = record.latest.description): string {
  if (record.publishedAs !== undefined && record.versions.has(record.publishedAs)) return record.publishedAs;
  record.lastVersion += 1;
  const version = String(record.lastVersion);
  // A copy: environments belong to a configuration, and $LATEST's end with its next change.
  record.function.versions.set(version, { ...record.function.config });
  record.versions.set(version, { ...record.latest, description, revisionId: randomUUID() });
  record.publishedAs = version;
  return version;
}

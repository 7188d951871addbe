import type { StandardSchemaV1 } from "@standard-schema/spec";

/**
 * Words the issues of a schema in one line, each with its path.
 *
 * @param whole the name of the value itself, for an issue without a path
 * @param part the part of a request that the value is; every path begins with it
 */
export function wordIssues(issues: readonly StandardSchemaV1.Issue[], whole: string, part?: string): string {
  const worded = issues.map(({ path = [], message }) => {
    const keys = path.map((segment) => String(typeof segment === "object" ? segment.key : segment));
    return `${(part === undefined ? keys : [part, ...keys]).join(".") || whole}: ${message}`;
  });
  return worded.join("; ");
}

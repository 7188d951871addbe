import type { HandlerFault, InputIssue } from "@faultwire/catalog";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { ownFault } from "../own-fault.ts";
import { declaredNames } from "./declared-names.ts";
import { expectationOf } from "./expectation.ts";

/** The wording of validation issues: our own words, or the schema library's, which may repeat the input. */
export type IssueStyle = "words" | "verbatim";

/** Makes the fault of an input that is not valid. */
export function validationFailed(issues: readonly InputIssue[]): HandlerFault {
  const type = { errorType: "ValidationFailed", status: 400 };
  return ownFault(type, "The input is not valid", { details: { issues } });
}

/** A value that did not fit its schema. */
export interface Refused {
  readonly schema: StandardSchemaV1;
  readonly input: unknown;
}

/** Words the issues of a schema. In our own words they repeat nothing of the input, no name of a member either. */
export function wordIssues(
  issues: readonly StandardSchemaV1.Issue[],
  { schema, input }: Refused,
  style: IssueStyle,
): InputIssue[] {
  return issues.map((issue) => {
    const keys = keysOf(issue);
    if (style === "verbatim") return { path: keys.map(String).join("."), message: issue.message };
    const names = declaredNames(schema);
    // The other names are keys of a record or unknown: the sender chose them.
    const shown = keys.map((key) => (typeof key === "number" || names.has(key) ? String(key) : "*"));
    return { path: shown.join("."), message: wordFor(issue, keys, input) };
  });
}

/** Reads the path of an issue. */
function keysOf({ path = [] }: StandardSchemaV1.Issue): readonly PropertyKey[] {
  return path.map((segment) => (typeof segment === "object" ? segment.key : segment));
}

/** zod, valibot and arktype each mark a key that should not be there in a member of their own. */
function wordFor(issue: StandardSchemaV1.Issue, keys: readonly PropertyKey[], input: unknown): string {
  // Each library adds members to the issues of the standard.
  const { code, expected } = issue as { code?: unknown; expected?: unknown };
  if (code === "unrecognized_keys" || expected === "never" || expected === "removed") return "unknown";
  if (keys.reduce(memberOf, input) === undefined) return "missing";
  const expectation = expectationOf(issue);
  return expectation === undefined ? "invalid" : `expected ${expectation}`;
}

function memberOf(value: unknown, key: PropertyKey): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? // The key is its own.
      (value as Readonly<Record<PropertyKey, unknown>>)[key]
    : undefined;
}

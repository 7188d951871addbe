import type { HandlerFault, InputIssue } from "@faultwire/catalog";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { ownFault } from "../own-fault.ts";
import { expectationOf } from "./expectation.ts";

/** The wording of validation issues: our own words, or the schema library's, which may repeat the input. */
export type IssueStyle = "words" | "verbatim";

/** Makes the fault of an input that is not valid. */
export function validationFailed(issues: readonly InputIssue[]): HandlerFault {
  const type = { errorType: "ValidationFailed", status: 400 };
  return ownFault(type, "The input is not valid", { details: { issues } });
}

/** Words an issue of a schema. In our own words it repeats nothing of the input. */
export function wordIssue(issue: StandardSchemaV1.Issue, input: unknown, style: IssueStyle): InputIssue {
  const keys = keysOf(issue);
  const message = style === "verbatim" ? issue.message : wordFor(issue, keys, input);
  return { path: keys.map(String).join("."), message };
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

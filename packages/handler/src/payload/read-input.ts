import type { HandlerFault, InputIssue } from "@faultwire/catalog";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { AnswerContext } from "../answer/answer-context.ts";
import { ownFault } from "../own-fault.ts";

/** The wording of validation issues: our own words, or the schema library's, which may repeat the input. */
export type IssueStyle = "words" | "verbatim";

/**
 * Reads and validates a handler's input: the JSON body of a request, or else the event.
 *
 * @throws HandlerFault `ValidationFailed` (400) with the issues.
 */
export async function readInput<Input>(
  schema: StandardSchemaV1<unknown, Input>,
  { event, flavour }: Pick<AnswerContext, "event" | "flavour">,
  style: IssueStyle,
): Promise<Input> {
  const given = flavour === undefined ? event : readBody(event);
  const result = await schema["~standard"].validate(given);
  if (result.issues) throw validationFailed(result.issues.map((issue) => wordIssue(issue, given, style)));
  return result.value;
}

function readBody(event: unknown): unknown {
  const { body, isBase64Encoded } = event as { body?: string | null; isBase64Encoded?: boolean };
  if (body === undefined || body === null || body === "") return undefined;
  const text = isBase64Encoded ? Buffer.from(body, "base64").toString("utf8") : body;
  try {
    return JSON.parse(text);
  } catch {
    // The parser's text repeats the input.
    throw validationFailed([{ path: "", message: "invalid" }]);
  }
}

function validationFailed(issues: readonly InputIssue[]): HandlerFault {
  return ownFault({ errorType: "ValidationFailed", status: 400 }, "The input is not valid", {
    details: { issues },
  });
}

function wordIssue(issue: StandardSchemaV1.Issue, given: unknown, style: IssueStyle): InputIssue {
  const keys = issue.path?.map((segment) => (typeof segment === "object" ? segment.key : segment)) ?? [];
  const message = style === "verbatim" ? issue.message : wordFor(issue, keys, given);
  return { path: keys.map(String).join("."), message };
}

/** zod, valibot and arktype each mark a key that should not be there in a member of their own. */
function wordFor(issue: StandardSchemaV1.Issue, keys: readonly PropertyKey[], given: unknown): string {
  const { code, expected } = issue as { code?: unknown; expected?: unknown };
  if (code === "unrecognized_keys" || expected === "never" || expected === "removed") return "unknown";
  return keys.reduce(memberOf, given) === undefined ? "missing" : "invalid";
}

function memberOf(value: unknown, key: PropertyKey): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<PropertyKey, unknown>>)[key]
    : undefined;
}

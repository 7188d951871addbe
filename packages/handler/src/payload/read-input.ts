import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { AnswerContext } from "../answer/answer-context.ts";
import { readBody } from "./read-body.ts";
import { type IssueStyle, validationFailed, wordIssues } from "./word-issue.ts";

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
  const input = flavour === undefined ? event : readJsonBody(event);
  const result = await schema["~standard"].validate(input);
  if (result.issues) throw validationFailed(wordIssues(result.issues, { schema, input }, style));
  return result.value;
}

function readJsonBody(event: unknown): unknown {
  const body = readBody(event);
  if ("problem" in body) throw validationFailed([{ path: "", message: body.problem }]);
  return body.value;
}

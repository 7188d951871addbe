import type { InputIssue } from "@faultwire/catalog";
import { isJsonObject, type JsonObject } from "@faultwire/wire";
import type { AnswerContext } from "../answer/answer-context.ts";
import { readBody } from "./read-body.ts";
import { readHeaders, readPath, readQuery } from "./request-parts.ts";
import type { RequestSchemas } from "./request-schemas.ts";
import { type IssueStyle, validationFailed, wordIssues } from "./word-issue.ts";

const PARTS = ["path", "query", "headers", "body"] as const;

/**
 * Reads and validates the declared parts of a request; a direct invocation's event is the parts themselves.
 *
 * @throws HandlerFault `ValidationFailed` (400) with the issues of all parts, whose paths begin with the part.
 */
export async function readRequest(
  schemas: RequestSchemas,
  { event, flavour }: AnswerContext,
  style: IssueStyle,
): Promise<unknown> {
  const given: JsonObject = isJsonObject(event) ? event : {};
  const parts: Record<string, unknown> = {};
  const issues: InputIssue[] = [];
  for (const part of PARTS) {
    const schema = schemas[part];
    if (schema === undefined) continue;
    const read = flavour === undefined ? { value: given[part] } : READERS[part](given);
    if ("problem" in read) {
      issues.push({ path: part, message: read.problem });
      continue;
    }
    const result = await schema["~standard"].validate(read.value);
    if (!result.issues) parts[part] = result.value;
    else
      for (const issue of wordIssues(result.issues, { schema, input: read.value }, style))
        issues.push(below(part, issue));
  }
  if (issues.length > 0) throw validationFailed(issues);
  return parts;
}

const READERS = {
  path: (event: JsonObject) => ({ value: readPath(event) }),
  query: (event: JsonObject) => ({ value: readQuery(event) }),
  headers: (event: JsonObject) => ({ value: readHeaders(event) }),
  body: readBody,
};

function below(part: string, { path, message }: InputIssue): InputIssue {
  return { path: path === "" ? part : `${part}.${path}`, message };
}

import type { Request } from "../http-message.ts";
import type { Value } from "./java-values.ts";
import { parseTemplate } from "./parse-template.ts";
import { renderNodes } from "./render-template.ts";
import { contextOf, type ResponseOverride } from "./template-context.ts";
import { inputMembers } from "./template-variables.ts";

/** API Gateway's limit for the size of a template, in bytes. */
const MAX_BYTES = 300 * 1024;

/** What a template is about. */
export interface Subject {
  /** The body that it maps: of the request, or of the function's answer. */
  readonly body: string;
  readonly request: Request;
  readonly resource: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly apiId: string;
  readonly override: ResponseOverride;
}

/**
 * Compiles a mapping template.
 *
 * @returns what renders it; it throws `Unproven` where nobody can tell what API Gateway would write, and
 * `OverriddenTwice`.
 * @throws TypeError, telling the line, for a template that cannot be read or is not proven.
 */
export function compileTemplate(template: string): (subject: Subject) => string {
  if (Buffer.byteLength(template) > MAX_BYTES) throw new TypeError("a template has at most 300 KB");
  const nodes = parseTemplate(template);
  return (subject) => {
    const context = contextOf(subject.request, subject.resource, subject.apiId, subject.override);
    return renderNodes(nodes, {
      input: inputMembers(subject),
      variables: new Map<string, Value>([["context", context]]),
      once: new Set([subject.override.all, subject.override.headers]),
    });
  };
}

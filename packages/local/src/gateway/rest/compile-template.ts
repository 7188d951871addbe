import type { JavaMap, Value } from "../../templates/java-values.ts";
import { parseTemplate } from "../../templates/parse-template.ts";
import { renderTemplate } from "../../templates/render-template.ts";
import type { Node } from "../../templates/template-nodes.ts";
import { TEMPLATE_VARIABLES } from "./check-reference.ts";
import type { ResponseOverride } from "./template-context.ts";
import { inputMembers, type TemplateInput, UTIL_MEMBERS } from "./template-variables.ts";

/** API Gateway's limit for the size of a template, in bytes. */
const MAX_BYTES = 300 * 1024;

/** The request and the context that a template is rendered for. */
export interface Subject extends TemplateInput {
  readonly context: JavaMap;
  readonly override: ResponseOverride;
}

/**
 * Compiles a mapping template.
 *
 * @returns the function that renders it; it throws `Unproven` where API Gateway's output is not known, and
 * `OverriddenTwice`.
 * @throws TypeError with the line, for a template that cannot be read or is not proven.
 */
export function compileTemplate(where: string, template: string): (subject: Subject) => string {
  if (Buffer.byteLength(template) > MAX_BYTES) throw new TypeError(`${where} has more than 300 KB`);
  const nodes = parse(where, template);
  return (subject) =>
    renderTemplate(nodes, {
      members: new Map([
        ["input", inputMembers(subject)],
        ["util", UTIL_MEMBERS],
      ]),
      variables: new Map<string, Value>([
        ["context", subject.context],
        ["stageVariables", new Map()],
      ]),
      once: new Set([subject.override.all, subject.override.headers]),
    });
}

function parse(where: string, template: string): readonly Node[] {
  try {
    return parseTemplate(template, TEMPLATE_VARIABLES);
  } catch (cause) {
    throw new TypeError(`${where}, ${cause instanceof Error ? cause.message : ""}`, { cause });
  }
}

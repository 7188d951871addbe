import type { Cursor } from "../../java-regex/cursor.ts";
import { translatePattern } from "../../java-regex/pattern.ts";
import { readJsonPath } from "../../templates/json-path.ts";
import { isMethod } from "../../templates/methods.ts";
import { refuse } from "../../templates/refuse.ts";
import type { TemplateVariables } from "../../templates/template-cursor.ts";
import type { Reference, Step } from "../../templates/template-nodes.ts";
import { CONTEXT } from "./template-context.ts";
import { MEMBERS } from "./template-variables.ts";

const TAKES_PATTERN = ["matches", "replaceAll", "replaceFirst", "split"];

/**
 * Checks the names in a reference, and its arguments if they are literals: Velocity would write an unknown name as
 * nothing, or unchanged.
 *
 * @throws TypeError for names that local does not have, or may not have as API Gateway does.
 */
function checkReference(cursor: Cursor, { variable, steps }: Reference): void {
  const [first, ...rest] = steps;
  const members = MEMBERS.get(variable);
  if (variable.includes("-")) refuseHyphen(cursor, variable);
  if (
    members !== undefined &&
    !(first !== undefined && first.kind !== "index" && members[first.name] === first.kind)
  ) {
    refuse(cursor, `$${variable} has ${Object.keys(members).join(", ")} here`);
  }
  if (variable === "input" && first?.kind === "method") checkPath(cursor, first);
  for (const step of members === undefined ? steps : rest) checkStep(cursor, step);
  for (const [index, step] of steps.entries()) checkHyphen(cursor, step, steps[index - 1]);
  if (variable === "context" && !(first?.kind === "property" && CONTEXT.includes(first.name))) {
    refuse(cursor, `$context has ${CONTEXT.join(", ")} here`);
  }
}

/** The variables of API Gateway, as the parser of templates asks for them. */
export const TEMPLATE_VARIABLES: TemplateVariables = {
  check: checkReference,
  names: new Set([...MEMBERS.keys(), "context", "stageVariables"]),
  isReadOnly: (variable) => MEMBERS.has(variable),
};

type MethodStep = Extract<Step, { readonly kind: "method" }>;

function checkPath(cursor: Cursor, { name, arguments: given }: MethodStep): void {
  const path = literalOf(given[0]);
  if (name === "params" || path === undefined || readJsonPath(path) !== undefined) return;
  refuse(cursor, "a JSONPath leads to one place here: names after dots or in brackets, and indexes");
}

function checkStep(cursor: Cursor, step: Step): void {
  if (step.kind === "property" && step.name === "class") refuse(cursor, "a class is not shown");
  if (step.kind !== "method") return;
  const { name, arguments: given } = step;
  if (!isMethod(name, given.length)) {
    refuse(cursor, `the method ${name} is not proven to do here what it does in API Gateway`);
  }
  const pattern = TAKES_PATTERN.includes(name) ? literalOf(given[0]) : undefined;
  if (pattern === undefined) return;
  try {
    translatePattern(pattern);
  } catch (refusal) {
    refuse(cursor, refusal instanceof Error ? refusal.message : "");
  }
}

/** Velocity 1.7 takes hyphens into a name, and header names in API Gateway depend on it. */
function checkHyphen(cursor: Cursor, step: Step, owner: Step | undefined): void {
  const isHeader = owner?.kind === "property" && owner.name === "header";
  if (step.kind === "property" && step.name.includes("-") && !isHeader) refuseHyphen(cursor, step.name);
}

function refuseHyphen(cursor: Cursor, name: string): never {
  const [bare = ""] = name.split("-", 1);
  refuse(
    cursor,
    `versions differ on whether the hyphen belongs to ${name}; put ${bare} into braces, or write ["${name}"]`,
  );
}

function literalOf(expression: MethodStep["arguments"][number] | undefined): string | undefined {
  return expression?.kind === "literal" && typeof expression.value === "string"
    ? expression.value
    : undefined;
}

import { isMembers, membersOf, type TemplateMembers } from "../document/values.ts";
import type { GapSubject, Gaps } from "../template-gap.ts";
import type { Scope } from "./scope.ts";
import type { StackResource } from "./stack-resource.ts";
import { Unevaluable } from "./unevaluable.ts";

/** Reads the resources of a template whose conditions are true. */
export function readResources(
  resources: TemplateMembers,
  { scope, gaps, file }: { readonly scope: Scope; readonly gaps: Gaps; readonly file: string },
): readonly StackResource[] {
  return Object.entries(resources).flatMap(([id, given]) => {
    const position = scope.positions.find(resources, id) ?? { file, line: 1 };
    const subject = { resource: id, property: "", position };
    if (id.startsWith("Fn::ForEach")) {
      gaps.add(subject, "local does not repeat resources with Fn::ForEach");
      return [];
    }
    if (!isMembers(given) || typeof given.Type !== "string") {
      gaps.add(subject, "a resource is an object with a Type");
      return [];
    }
    if (!exists(given, { scope, gaps, subject })) return [];
    const { Type: type, Properties, Metadata } = given;
    return [{ id, type, properties: membersOf(Properties), metadata: membersOf(Metadata), position }];
  });
}

function exists(
  { Condition: condition }: TemplateMembers,
  { scope, gaps, subject }: { readonly scope: Scope; readonly gaps: Gaps; readonly subject: GapSubject },
): boolean {
  if (condition === undefined) return true;
  try {
    return scope.isTrue(condition);
  } catch (failure) {
    if (!(failure instanceof Unevaluable)) throw failure;
    gaps.add({ ...subject, property: "Condition" }, failure.message);
    return false;
  }
}

import type { StackResource } from "../cloudformation/stack-resource.ts";
import type { Positions } from "../document/positions.ts";
import { isMembers, membersOf, type TemplateMembers } from "../document/values.ts";

/**
 * Gives resources the properties that the section Globals has for their type: objects are merged, lists are joined, and
 * anything else is that of the resource where it has one.
 *
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
export function mergeGlobals(
  resources: readonly StackResource[],
  globals: unknown,
  positions: Positions,
): StackResource[] {
  return resources.map((resource) => {
    const [, kind] = /^AWS::Serverless::(\w+)$/.exec(resource.type) ?? [];
    const defaults = kind === undefined ? {} : membersOf(membersOf(globals)[kind]);
    return { ...resource, properties: mergeMembers(defaults, resource.properties, positions) };
  });
}

/** Merges the members of an object over those of another. */
function mergeMembers(under: TemplateMembers, over: TemplateMembers, positions: Positions): TemplateMembers {
  if (Object.keys(under).length === 0) return over;
  const merged: Record<string, unknown> = { ...under, ...over };
  for (const name of Object.keys(under))
    if (Object.hasOwn(over, name)) merged[name] = mergeValues(under[name], over[name], positions);
  positions.copy(over, merged);
  positions.copy(under, merged);
  return merged;
}

function mergeValues(under: unknown, over: unknown, positions: Positions): unknown {
  if (Array.isArray(under) && Array.isArray(over)) {
    const list = [...under, ...over];
    positions.copy(over, list);
    return list;
  }
  const isFunction = [under, over].some(
    (value) =>
      isMembers(value) && Object.keys(value).some((name) => name === "Ref" || name.startsWith("Fn::")),
  );
  return isMembers(under) && isMembers(over) && !isFunction ? mergeMembers(under, over, positions) : over;
}

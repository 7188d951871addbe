import type { StackResource } from "../cloudformation/stack-resource.ts";
import { membersOf, type TemplateMembers } from "../document/values.ts";
import type { Project } from "../project.ts";

/** The part of a resource of SAM from which resources of CloudFormation are made. */
export interface SamOrigin {
  readonly resource: StackResource;
  /** The members that lead to the part. */
  readonly path: readonly string[];
}

/** Makes a resource that takes the place of a part of another in messages. */
export function makeResource(
  { resource, path }: SamOrigin,
  { id, type, properties }: Pick<StackResource, "id" | "type" | "properties">,
  project: Project,
): StackResource {
  return {
    id,
    type,
    properties,
    metadata: {},
    position: positionAt(resource, path, project),
    origin: { resource: resource.id, property: path.join(".") },
  };
}

function positionAt(
  resource: StackResource,
  path: readonly string[],
  { scope }: Project,
): StackResource["position"] {
  let container: unknown = resource.properties;
  let position = resource.position;
  for (const member of path) {
    position = scope.positions.find(container, member) ?? position;
    container = membersOf(container)[member];
  }
  return position;
}

/** Copies an object without some members, and with others, keeping the places of its members. */
export function rewrite(
  members: TemplateMembers,
  { without, more }: { readonly without: readonly string[]; readonly more: TemplateMembers },
  { scope }: Project,
): TemplateMembers {
  const kept = Object.entries(members).filter(([name]) => !without.includes(name));
  const copy = { ...Object.fromEntries(kept), ...more };
  scope.positions.copy(members, copy);
  return copy;
}

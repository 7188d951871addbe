import type { Position } from "../document/positions.ts";
import type { TemplateMembers } from "../document/values.ts";

/** A resource of a template, its properties not yet evaluated. */
export interface StackResource {
  /** The logical id. */
  readonly id: string;
  readonly type: string;
  readonly properties: TemplateMembers;
  readonly metadata: TemplateMembers;
  readonly position: Position;
  /** The part of the template that it comes from, where the template has it inside of another resource. */
  readonly origin?: { readonly resource: string; readonly property: string };
}

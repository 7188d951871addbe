/** An object of a template, or of a part of it. */
export type TemplateMembers = Readonly<Record<string, unknown>>;

/** Whether a value is an object with members, not a list. */
export function isMembers(value: unknown): value is TemplateMembers {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns an object, or an empty one. */
export function membersOf(value: unknown): TemplateMembers {
  return isMembers(value) ? value : {};
}

/** Returns a list; a value alone is a list of one. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** Whether a value can be written as a text without a loss. */
export function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

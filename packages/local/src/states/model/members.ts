/** The members of an object of a definition. */
export type DefinitionMembers = Readonly<Record<string, unknown>>;

/** Whether a value of a definition is an object. */
export function isMembers(value: unknown): value is DefinitionMembers {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value of JSON. */
export type StateData =
  | null
  | boolean
  | number
  | string
  | readonly StateData[]
  | { readonly [member: string]: StateData };

/** An object of JSON. */
export type StateObject = { readonly [member: string]: StateData };

/** Whether a value of JSON is an object. */
export function isStateObject(value: StateData | undefined): value is StateObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The name of a value's type, as messages of Step Functions have it. */
export function typeOfData(value: StateData): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

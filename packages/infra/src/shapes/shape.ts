/** The type of a value in details, as other languages have it. */
export type Shape =
  | { readonly kind: "text" | "date" | "integer" | "number" | "boolean" }
  /** Any JSON: of a union, or of a schema that does not say. */
  | { readonly kind: "any" }
  | ChoiceShape
  | { readonly kind: "list"; readonly item: Shape }
  /** An object whose members have names of their own. */
  | { readonly kind: "map"; readonly value: Shape }
  | RecordShape
  | { readonly kind: "nullable"; readonly inner: Shape };

/** One of several texts. */
export interface ChoiceShape {
  readonly kind: "choice";
  /** A name of its type that no other type of the file has. */
  readonly typeName: string;
  readonly values: readonly string[];
}

/** An object with declared members. It may contain itself. */
export interface RecordShape {
  readonly kind: "record";
  /** A name of its type that no other type of the file has. */
  readonly typeName: string;
  readonly description?: string | undefined;
  readonly members: readonly ShapeMember[];
}

/** A member of an object. */
export interface ShapeMember {
  /** The name in JSON. */
  readonly name: string;
  readonly isRequired: boolean;
  readonly description?: string | undefined;
  readonly shape: Shape;
}

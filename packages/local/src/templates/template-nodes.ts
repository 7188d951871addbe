/** A template, parsed: what is written out in turn. */
export type Node =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "reference"; readonly reference: Reference }
  | { readonly kind: "set"; readonly target: Reference; readonly value: Expression }
  | { readonly kind: "if"; readonly branches: readonly Branch[] }
  | {
      readonly kind: "foreach";
      readonly variable: string;
      readonly over: Expression;
      readonly body: readonly Node[];
    }
  | { readonly kind: "define"; readonly variable: string; readonly body: readonly Node[] }
  | { readonly kind: "break" };

/** A part of an `#if`; the `#else` has no condition. */
export interface Branch {
  readonly condition?: Expression;
  readonly body: readonly Node[];
}

/** `$input.path('$.x').y[0]`: a variable and the steps from it. */
export interface Reference {
  /** The text in the template. */
  readonly written: string;
  readonly variable: string;
  readonly steps: readonly Step[];
}

/** A step of a reference. */
export type Step =
  | { readonly kind: "property"; readonly name: string }
  | { readonly kind: "method"; readonly name: string; readonly arguments: readonly Expression[] }
  | { readonly kind: "index"; readonly index: Expression };

/** An expression of the template language. */
export type Expression =
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  | { readonly kind: "interpolated"; readonly body: readonly Node[] }
  | { readonly kind: "reference"; readonly reference: Reference }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "range"; readonly first: Expression; readonly last: Expression }
  | { readonly kind: "map"; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: "not"; readonly operand: Expression }
  | {
      readonly kind: "binary";
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    };

/** A binary operator. */
export type Operator = "||" | "&&" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "%";

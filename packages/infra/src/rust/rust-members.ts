import type { Shape, ShapeMember } from "../shapes/shape.ts";
import { asciiLiteral, escapeBraces } from "../shapes/texts.ts";

/** Words that are not names in Rust. @see https://doc.rust-lang.org/reference/keywords.html */
export const RUST_KEYWORDS: readonly string[] = [
  ...["as", "break", "const", "continue", "crate", "else", "enum", "extern", "false", "fn", "for", "if"],
  ...["impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return", "self", "Self"],
  ...["static", "struct", "super", "trait", "true", "type", "unsafe", "use", "where", "while", "async"],
  ...["await", "dyn", "abstract", "become", "box", "do", "final", "macro", "override", "priv", "typeof"],
  ...["unsized", "virtual", "yield", "try", "gen"],
];
/** Types that the file has or uses. */
export const RUST_TYPES: readonly string[] = [
  ...["BTreeMap", "Box", "From", "Into", "Json", "None", "Option", "Sent", "Some", "String", "SystemTime"],
  ...["Vec", "Ok", "Err", "Result", "ToString", "Debug", "Clone", "PartialEq", "Copy", "Eq", "Iterator"],
];

/** Writes the type of a member. */
export function fieldType({ shape, isRequired }: Pick<ShapeMember, "shape" | "isRequired">): string {
  if (isRequired) return rustType(shape);
  // One that is null is left out, as one that is not there.
  return rustType(shape.kind === "nullable" ? shape : { kind: "nullable", inner: shape });
}

/** Writes a type. An object that may be missing may be the object that it is in, and so is in a box. */
export function rustType(shape: Shape): string {
  switch (shape.kind) {
    case "text":
      return "String";
    case "date":
      return "SystemTime";
    case "integer":
      return "i64";
    case "number":
      return "f64";
    case "boolean":
      return "bool";
    case "any":
      return "Json";
    case "choice":
    case "record":
      return shape.typeName;
    case "list":
      return `Vec<${rustType(shape.item)}>`;
    case "map":
      return `BTreeMap<String, ${rustType(shape.value)}>`;
    case "nullable":
      return shape.inner.kind === "record"
        ? `Option<Box<${shape.inner.typeName}>>`
        : `Option<${rustType(shape.inner)}>`;
  }
}

/** Writes a text of Rust. */
export function textLiteral(text: string): string {
  return asciiLiteral(text.replace(/\p{Cs}/gu, "\ufffd"), escapeBraces);
}

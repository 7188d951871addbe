import { camelCase, UniqueNames } from "../shapes/names.ts";
import type { RecordShape, Shape, ShapeMember } from "../shapes/shape.ts";
import { asciiLiteral, commentText, type Escape, escapeUnits } from "../shapes/texts.ts";

/** Words that are not names in Java, and names of Java that the file uses. */
export const JAVA_WORDS: readonly string[] = [
  ...[
    "abstract",
    "assert",
    "boolean",
    "break",
    "byte",
    "case",
    "catch",
    "char",
    "class",
    "const",
    "continue",
  ],
  ...["default", "do", "double", "else", "enum", "extends", "final", "finally", "float", "for", "goto", "if"],
  ...[
    "implements",
    "import",
    "instanceof",
    "int",
    "interface",
    "long",
    "native",
    "new",
    "package",
    "private",
  ],
  ...["protected", "public", "return", "short", "static", "strictfp", "super", "switch", "synchronized"],
  ...["this", "throw", "throws", "transient", "try", "void", "volatile", "while", "true", "false", "null"],
  ...["var", "yield", "record", "sealed", "permits", "_", "java", "Boolean", "CharSequence", "Character"],
  ...["Double", "IllegalArgumentException", "Integer", "Iterable", "Long", "Byte", "Short", "Math", "Number"],
  ...["Object", "Override", "RuntimeException", "String", "StringBuilder", "SuppressWarnings"],
];
/** Methods that no record may have again, and that of all objects of details. */
const METHODS = [
  ...["clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait", "equals"],
  "members",
];
const PRIMITIVE = /^(?:long|double|boolean)$/;

/** A member of a record. */
export interface Component extends ShapeMember {
  readonly component: string;
  readonly type: string;
}

/** Names the members of an object as the components of a record. */
export function componentsOf({ members }: RecordShape): readonly Component[] {
  const names = new UniqueNames([...JAVA_WORDS, ...METHODS]);
  return members.map((member) => ({
    ...member,
    component: names.take(camelCase(member.name)),
    type: javaType(member.shape, { isBoxed: !member.isRequired }),
  }));
}

/** Whether a value of a type can be null. */
export function isReference(type: string): boolean {
  return !PRIMITIVE.test(type);
}

/** Writes a type; of a value that may be null it is boxed. */
export function javaType(shape: Shape, { isBoxed }: { readonly isBoxed: boolean }): string {
  switch (shape.kind) {
    case "text":
      return "String";
    case "date":
      return "java.time.Instant";
    case "integer":
      return isBoxed ? "Long" : "long";
    case "number":
      return isBoxed ? "Double" : "double";
    case "boolean":
      return isBoxed ? "Boolean" : "boolean";
    case "any":
      return "Object";
    case "choice":
    case "record":
      return shape.typeName;
    case "list":
      return `java.util.List<${javaType(shape.item, { isBoxed: true })}>`;
    case "map":
      return `java.util.Map<String, ${javaType(shape.value, { isBoxed: true })}>`;
    case "nullable":
      return javaType(shape.inner, { isBoxed: true });
  }
}

/** A code point of Java: `\u000a` would be a line break of the file before the text is read. */
const escapeJava: Escape = (codePoint) =>
  codePoint < 0x80 ? `\\${codePoint.toString(8).padStart(3, "0")}` : escapeUnits(codePoint);

/** Writes a text of Java. */
export function textLiteral(text: string): string {
  return asciiLiteral(text, escapeJava);
}

/** A text of the catalog inside of Javadoc. */
export function docText(text: string): string {
  return commentText(text).replace(/[\\*/<>&@{}]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

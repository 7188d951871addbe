import { camelCase, pascalCase, UniqueNames } from "../shapes/names.ts";
import type { RecordShape, Shape, ShapeMember } from "../shapes/shape.ts";
import { asciiLiteral, commentText, escapeUnits } from "../shapes/texts.ts";

/** Words that are not names in C#. */
export const DOTNET_KEYWORDS: readonly string[] = [
  ...[
    "abstract",
    "as",
    "base",
    "bool",
    "break",
    "byte",
    "case",
    "catch",
    "char",
    "checked",
    "class",
    "const",
  ],
  ...["continue", "decimal", "default", "delegate", "do", "double", "else", "enum", "event", "explicit"],
  ...[
    "extern",
    "false",
    "finally",
    "fixed",
    "float",
    "for",
    "foreach",
    "goto",
    "if",
    "implicit",
    "in",
    "int",
  ],
  ...["interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out"],
  ...["override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed"],
  ...[
    "short",
    "sizeof",
    "stackalloc",
    "static",
    "string",
    "struct",
    "switch",
    "this",
    "throw",
    "true",
    "try",
  ],
  ...["typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile"],
  ...["while", "record", "required", "file", "scoped", "field", "var", "dynamic"],
];
/** Types that the file has or uses. */
export const DOTNET_TYPES: readonly string[] = [
  ...["ArgumentException", "ArgumentNullException", "Convert", "DateTime", "DateTimeOffset", "Dictionary"],
  ...["Enum", "Exception", "FaultChoices", "FaultJson", "IConvertible", "IEnumerable", "IFaultMembers"],
  ...["IReadOnlyDictionary", "IReadOnlyList", "KeyValuePair", "List", "Math", "String", "System", "TypeCode"],
];
/** Members of every object, and that of all objects of details. */
const METHODS = [
  "Equals",
  "GetHashCode",
  "GetType",
  "ToString",
  "MemberwiseClone",
  "Finalize",
  "FaultMembers",
];
const VALUES = /^(?:long|double|bool|DateTimeOffset)$/;

/** A member of a class of details. */
export interface DotnetProperty extends ShapeMember {
  readonly property: string;
  readonly parameter: string;
  readonly type: string;
}

/** Names the members of an object as the properties of a class. */
export function propertiesOf({ members, typeName }: RecordShape): readonly DotnetProperty[] {
  const properties = new UniqueNames([...METHODS, typeName]);
  const parameters = new UniqueNames(DOTNET_KEYWORDS);
  return members.map((member) => ({
    ...member,
    property: properties.take(pascalCase(member.name)),
    parameter: parameters.take(camelCase(member.name)),
    type: dotnetType(member.shape, { isOptional: !member.isRequired }),
  }));
}

/** Writes a type; of a value that may be null with a question mark, where it is not a reference. */
export function dotnetType(shape: Shape, { isOptional }: { readonly isOptional: boolean }): string {
  const type = plainType(shape);
  return isOptional && (VALUES.test(type) || shape.kind === "choice") ? `${type}?` : type;
}

function plainType(shape: Shape): string {
  switch (shape.kind) {
    case "text":
      return "string";
    case "date":
      return "DateTimeOffset";
    case "integer":
      return "long";
    case "number":
      return "double";
    case "boolean":
      return "bool";
    case "any":
      return "object";
    case "choice":
    case "record":
      return shape.typeName;
    case "list":
      return `IReadOnlyList<${plainType(shape.item)}>`;
    case "map":
      return `IReadOnlyDictionary<string, ${plainType(shape.value)}>`;
    case "nullable":
      return dotnetType(shape.inner, { isOptional: true });
  }
}

/** Whether a value of the type can be null, and must not be where it is required. */
export function isReference(shape: Shape): boolean {
  return ["text", "list", "map", "record"].includes(shape.kind);
}

/** Writes a text of C#. */
export function textLiteral(text: string): string {
  return asciiLiteral(text, escapeUnits);
}

/** A text of the catalog inside of a documentation comment. */
export function docText(text: string): string {
  return commentText(text).replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

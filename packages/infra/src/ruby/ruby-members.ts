import type { TypedFault } from "../shapes/catalog-shapes.ts";
import { snakeCase, UniqueNames } from "../shapes/names.ts";
import type { RecordShape, Shape, ShapeMember } from "../shapes/shape.ts";
import { asciiLiteral, escapeBraces } from "../shapes/texts.ts";

/** Names of Ruby and of the file that its classes must leave as they are. */
export const RUBY_CONSTANTS: readonly string[] = [
  ...[
    "ArgumentError",
    "Array",
    "FaultJson",
    "Float",
    "Hash",
    "Integer",
    "Numeric",
    "Object",
    "StandardError",
  ],
  ...["String", "Symbol", "Time", "ABSENT", "MESSAGE_LIMIT", "CUSTOM_LIMIT", "Class", "Module", "Exception"],
];
/** Words that are not names in Ruby, and methods of every object. */
const WORDS = [
  ...["__ENCODING__", "alias", "and", "begin", "break", "case", "class", "def", "defined", "do", "else"],
  ...["elsif", "end", "ensure", "false", "for", "if", "in", "module", "next", "nil", "not", "or", "redo"],
  ...["rescue", "retry", "return", "self", "super", "then", "true", "undef", "unless", "until", "when"],
  ...["while", "yield", "clone", "define_singleton_method", "display", "dup", "enum_for", "extend", "freeze"],
  ...["hash", "inspect", "instance_variables", "itself", "method", "methods", "object_id", "public_send"],
  ...[
    "send",
    "singleton_class",
    "tap",
    "to_enum",
    "to_s",
    "raise",
    "format",
    "initialize",
    "binding",
    "proc",
  ],
  ...["lambda", "puts", "print", "require", "test", "system", "exit", "fork", "loop", "catch", "throw"],
];
/** Methods of every fault, and its parameters. */
export const FAULT_METHODS: readonly string[] = [
  ...[
    "text",
    "retry_after",
    "request_id",
    "error_type",
    "status",
    "details",
    "wire_details",
    "custom_object",
  ],
  ...["custom", "message", "backtrace", "backtrace_locations", "cause", "detailed_message", "exception"],
  ...["full_message", "set_backtrace", "wire"],
];

/** A member with the name that it has in Ruby. */
export interface RubyAttribute extends ShapeMember {
  readonly attribute: string;
}

/** A fault whose details are an object that is always there: its members are methods of the exception. */
export function isFlat(fault: TypedFault): fault is TypedFault & { readonly shape: RecordShape } {
  return fault.shape?.kind === "record" && !fault.details?.isOptional;
}

/** Names the members of an object in Ruby: `orderId` is `order_id`, and `class` is `class_`. */
export function attributesOf(
  { members }: RecordShape,
  reserved: readonly string[],
): readonly RubyAttribute[] {
  const names = new UniqueNames([...WORDS, ...reserved]);
  return members.map((member) => ({ ...member, attribute: names.take(snakeCase(member.name)) }));
}

/** Writes the members of an object as the arrays that the part of every file reads. */
export function membersConstant(attributes: readonly RubyAttribute[]): string {
  const entries = attributes.map(
    ({ name, attribute, isRequired, shape }) =>
      `    [${textLiteral(name)}, :${attribute}, ${isRequired}, ${shapeArray(shape)}]`,
  );
  return `MEMBERS = [\n${entries.join(",\n")}\n  ].freeze`;
}

/** Writes a type as the array that the part of every file reads. */
export function shapeArray(shape: Shape): string {
  switch (shape.kind) {
    case "choice":
      return `[:choice, [${shape.values.map(textLiteral).join(", ")}]]`;
    case "list":
      return `[:list, ${shapeArray(shape.item)}]`;
    case "map":
      return `[:map, ${shapeArray(shape.value)}]`;
    case "record":
      return `[:record, -> { ${shape.typeName} }]`;
    case "nullable":
      return `[:nullable, ${shapeArray(shape.inner)}]`;
    default:
      return `[:${shape.kind}]`;
  }
}

/** Writes a text of Ruby, which has code in the braces of `#{}`. */
export function textLiteral(text: string): string {
  return asciiLiteral(text.replace(/\p{Cs}/gu, "\ufffd"), escapeBraces).replaceAll("#", "\\#");
}

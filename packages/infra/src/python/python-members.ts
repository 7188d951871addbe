import type { TypedFault } from "../shapes/catalog-shapes.ts";
import { snakeCase, UniqueNames } from "../shapes/names.ts";
import type { RecordShape, Shape, ShapeMember } from "../shapes/shape.ts";
import { asciiLiteral, escapeWide } from "../shapes/texts.ts";
import { PYTHON_KEYWORDS } from "./python-names.ts";

/** A member with the name that it has in Python. */
export interface Attribute extends ShapeMember {
  readonly attribute: string;
}

/** A fault whose details are an object that is always there: its members are attributes of the exception. */
export function isFlat(fault: TypedFault): fault is TypedFault & { readonly shape: RecordShape } {
  return fault.shape?.kind === "record" && !fault.details?.isOptional;
}

/** UniqueNames the members of an object in Python: `orderId` is `order_id`, and `class` is `class_`. */
export function attributesOf({ members }: RecordShape, reserved: readonly string[]): readonly Attribute[] {
  const names = new UniqueNames([...PYTHON_KEYWORDS, ...reserved]);
  return members.map((member) => ({ ...member, attribute: names.take(snakeCase(member.name)) }));
}

/** Writes the type of a member. */
export function annotationOf({ shape, isRequired }: Pick<ShapeMember, "shape" | "isRequired">): string {
  const isOptional = !isRequired && shape.kind !== "nullable" && shape.kind !== "any";
  return isOptional ? `_typing.Optional[${typeOf(shape)}]` : typeOf(shape);
}

function typeOf(shape: Shape): string {
  switch (shape.kind) {
    case "text":
      return "str";
    case "date":
      return "_datetime.datetime";
    case "integer":
      return "int";
    case "number":
      return "float";
    case "boolean":
      return "bool";
    case "any":
      return "_typing.Any";
    case "choice":
      return `_typing.Literal[${shape.values.map((value) => textLiteral(value)).join(", ")}]`;
    case "list":
      return `_typing.Sequence[${typeOf(shape.item)}]`;
    case "map":
      return `_typing.Mapping[str, ${typeOf(shape.value)}]`;
    case "record":
      return shape.typeName;
    case "nullable":
      return `_typing.Optional[${typeOf(shape.inner)}]`;
  }
}

/** Writes the members of an object as the tuples that the part of every file reads. */
export function memberTable(record: RecordShape, reserved: readonly string[]): string {
  const entries = attributesOf(record, reserved).map(
    ({ name, attribute, isRequired, shape }) =>
      `(${textLiteral(name)}, "${attribute}", ${isRequired ? "True" : "False"}, ${shapeTuple(shape)})`,
  );
  return `(${entries.map((entry) => `${entry},`).join(" ")})`;
}

/** Writes a type as the tuple that the part of every file reads. */
export function shapeTuple(shape: Shape): string {
  switch (shape.kind) {
    case "choice":
      return `("choice", (${shape.values.map((value) => `${textLiteral(value)},`).join(" ")}))`;
    case "list":
      return `("list", ${shapeTuple(shape.item)})`;
    case "map":
      return `("map", ${shapeTuple(shape.value)})`;
    case "record":
      return `("record", ${shape.typeName})`;
    case "nullable":
      return `("nullable", ${shapeTuple(shape.inner)})`;
    default:
      return `("${shape.kind}",)`;
  }
}

/** Writes a text of Python. */
export function textLiteral(text: string): string {
  return asciiLiteral(text, escapeWide);
}

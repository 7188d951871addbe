import { wordsOf } from "../shapes/names.ts";
import type { Shape, ShapeMember } from "../shapes/shape.ts";
import { asciiLiteral, escapeWide } from "../shapes/texts.ts";

/** Words that are not names in Go, names of Go itself, and of the packages that the file imports. */
export const GO_KEYWORDS: readonly string[] = [
  ...["break", "case", "chan", "const", "continue", "default", "defer", "else", "fallthrough", "for", "func"],
  ...["go", "goto", "if", "import", "interface", "map", "package", "range", "return", "select", "struct"],
  ...["switch", "type", "var", "any", "bool", "byte", "error", "false", "float64", "init", "int", "int64"],
  ...["len", "make", "nil", "rune", "string", "true", "uint64", "bytes", "json", "errors", "fmt"],
  ...["io", "math", "http", "reflect", "regexp", "sort", "strconv", "strings", "time"],
];
/** Words that Go writes in capitals. @see https://go.dev/wiki/CodeReviewComments#initialisms */
const INITIALISMS =
  /^(?:api|cpu|css|dns|eof|html|https?|id|ip|json|sku|sql|ssh|tcp|tls|ttl|udp|ui|uid|uri|url|utf8|uuid|vm|xml)$/i;

/** Writes the name of a member as a field: `orderId` is `OrderID`. */
export function fieldName(name: string): string {
  const joined = wordsOf(name)
    .map((word) =>
      INITIALISMS.test(word) ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1),
    )
    .join("");
  return /^[A-Z]/.test(joined) ? joined : `Member${joined}`;
}

/** Writes the type of a member: of an optional one a pointer, where it is not one that can be nil already. */
export function fieldType({ shape, isRequired }: Pick<ShapeMember, "shape" | "isRequired">): string {
  const type = goType(shape);
  return isRequired || canBeNil(shape) ? type : `*${type}`;
}

function canBeNil({ kind }: Shape): boolean {
  return kind === "any" || kind === "list" || kind === "map" || kind === "nullable";
}

/** Writes a type. */
export function goType(shape: Shape): string {
  switch (shape.kind) {
    case "text":
      return "string";
    case "date":
      return "time.Time";
    case "integer":
      return "int64";
    case "number":
      return "float64";
    case "boolean":
      return "bool";
    case "any":
      return "any";
    case "choice":
    case "record":
      return shape.typeName;
    case "list":
      return `[]${goType(shape.item)}`;
    case "map":
      return `map[string]${goType(shape.value)}`;
    case "nullable":
      return canBeNil(shape.inner) ? goType(shape.inner) : `*${goType(shape.inner)}`;
  }
}

/** Writes a text of Go, in which half a pair of surrogates cannot be. */
export function textLiteral(text: string): string {
  return asciiLiteral(text.replace(/\p{Cs}/gu, "\ufffd"), escapeWide);
}

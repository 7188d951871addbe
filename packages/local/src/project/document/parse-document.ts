import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type ScalarTag,
  type Tags,
} from "yaml";
import type { Positions } from "./positions.ts";
import { isMembers } from "./values.ts";

/** The functions of CloudFormation that have a short form. */
const SHORT_FORMS = [
  "And",
  "Base64",
  "Cidr",
  "Condition",
  "Equals",
  "FindInMap",
  "GetAZs",
  "GetAtt",
  "If",
  "ImportValue",
  "Join",
  "Length",
  "Not",
  "Or",
  "Ref",
  "Select",
  "Split",
  "Sub",
  "ToJsonString",
  "Transform",
];

const TAGS: Tags = SHORT_FORMS.flatMap((name) => [
  { tag: `!${name}`, resolve: (text: string) => text } satisfies ScalarTag,
  { tag: `!${name}`, collection: "map" as const },
  { tag: `!${name}`, collection: "seq" as const },
]);

/** The file that is read, and the places of what is in it. */
interface Reading {
  readonly file: string;
  readonly positions: Positions;
  readonly lines: LineCounter;
  readonly document: Document;
}

/**
 * Reads YAML or JSON, with CloudFormation's short forms written out.
 *
 * @throws TypeError with the file and line where it is neither.
 */
export function parseTemplate(text: string, file: string, positions: Positions): unknown {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    customTags: (tags) => [...tags, ...TAGS],
    lineCounter: lines,
    merge: true,
    // Those who deploy it take the last.
    uniqueKeys: false,
    prettyErrors: false,
  });
  const [error] = document.errors;
  if (error !== undefined)
    throw new TypeError(`${file}:${lines.linePos(error.pos[0]).line}: ${error.message}`);
  return toValue(document.contents, { file, positions, lines, document });
}

function toValue(node: Node | null, reading: Reading): unknown {
  if (isAlias(node)) return toValue(node.resolve(reading.document) ?? null, reading);
  const value = toPlain(node, reading);
  const name = shortFormOf(node);
  if (name === undefined) return value;
  const key = name === "Ref" || name === "Condition" ? name : `Fn::${name}`;
  const written = { [key]: name === "GetAtt" && typeof value === "string" ? splitAttribute(value) : value };
  reading.positions.record(written, key, positionOf(node, reading));
  return written;
}

function shortFormOf(node: Node | null): string | undefined {
  const name = node?.tag?.startsWith("!") ? node.tag.slice(1) : undefined;
  return name !== undefined && SHORT_FORMS.includes(name) ? name : undefined;
}

/** `Function.Arn` is a list of two: the logical id has no dot, the attribute may have some. */
function splitAttribute(text: string): readonly string[] {
  const at = text.indexOf(".");
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function toPlain(node: Node | null, reading: Reading): unknown {
  if (isMap(node)) return toObject(node.items, reading);
  if (isSeq(node)) return toList(node.items, reading);
  if (!isScalar(node)) return undefined;
  // An account's id may begin with zeros.
  return typeof node.value === "number" && /^[+-]?0\d/.test(node.source ?? "") ? node.source : node.value;
}

function toObject(items: readonly Pair[], reading: Reading): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const { key, value } of items) {
    // Without `keepSourceTokens` and after parsing, the parts of a pair are nodes.
    const [keyNode, valueNode] = [key as Node, value as Node | null];
    const member = toValue(valueNode, reading);
    if (isScalar(keyNode) && keyNode.source === "<<") {
      for (const merged of Array.isArray(member) ? member : [member]) mergeInto(object, merged, reading);
      continue;
    }
    const name = String(toPlain(keyNode, reading));
    if (Object.hasOwn(object, name))
      reading.positions.duplicates.push({ name, position: positionOf(keyNode, reading) });
    // Not an assignment, which "__proto__" would turn into another prototype.
    Object.defineProperty(object, name, {
      value: member,
      enumerable: true,
      configurable: true,
      writable: true,
    });
    reading.positions.record(object, name, positionOf(keyNode, reading));
  }
  return object;
}

/** TemplateMembers of the object itself go before those that are merged in. */
function mergeInto(object: Record<string, unknown>, merged: unknown, { positions }: Reading): void {
  if (!isMembers(merged)) return;
  for (const [name, value] of Object.entries(merged)) if (!Object.hasOwn(object, name)) object[name] = value;
  positions.copy(merged, object);
}

function toList(items: readonly unknown[], reading: Reading): unknown[] {
  // After parsing the items are nodes.
  const nodes = items as readonly Node[];
  const list = nodes.map((item) => toValue(item, reading));
  for (const [index, item] of nodes.entries())
    reading.positions.record(list, index, positionOf(item, reading));
  return list;
}

function positionOf(node: Node | null, { file, lines }: Reading) {
  return { file, line: lines.linePos(node?.range?.[0] ?? 0).line };
}

import { isError } from "@faultwire/catalog/internal";
import type { JsonObject } from "@faultwire/wire";
import { read, readText } from "../foreign/safe-read.ts";
import { escapeLineEnds, fitText, type LineRoom } from "./line-room.ts";

/** A copy under way. */
export interface PlainCopy extends LineRoom {
  /** The objects above the one that is copied. */
  readonly above: Set<unknown>;
  /** Copies an error that is found inside of a value. */
  readonly copyError: (error: Error) => unknown;
}

/** Levels below each other, members of one object, characters of one text, of one name. */
const LIMITS = { levels: 12, members: 100, text: 8000, name: 200 };

/** Bytes of a number, a mark or the signs around a value, at most. */
const VALUE_BYTES = 26;

/** Members that hold credentials: HTTP headers, as clients keep them on their errors, and those of AWS. */
const CREDENTIALS =
  /^(?:(?:proxy-)?authorization|(?:set-)?cookie|x-api-key|x-amz-security-token|password|secretAccessKey|sessionToken)$/i;

/**
 * Copies any value as plain JSON: bounded, cycles cut, getters and proxies that throw replaced by a mark. Returns
 * undefined for what JSON has no form of, a function or undefined. Never throws.
 */
export function toPlain(value: unknown, copy: PlainCopy): unknown {
  if (typeof value === "function" || value === undefined) return undefined;
  copy.left -= VALUE_BYTES;
  if (typeof value === "object" && value !== null) return copyObject(value, copy);
  if (value === null || typeof value === "boolean" || Number.isFinite(value)) return value;
  // NaN, a BigInt and a symbol are texts.
  return fitText(String(value), LIMITS.text, copy);
}

/** Copies the own enumerable members of an object; a member that JSON has no form of is left out. */
export function copyMembers(
  value: object,
  copy: PlainCopy,
  isLeftOut: (name: string) => boolean = () => false,
): JsonObject {
  const names = Object.keys(value).filter((name) => !isLeftOut(name));
  const members: [string, unknown][] = [];
  for (const [index, name] of names.entries()) {
    if (index === LIMITS.members || copy.left <= 0) {
      members.push(["…", `[${names.length - index} more members]`]);
      break;
    }
    const member = CREDENTIALS.test(name)
      ? fitText("[credentials]", LIMITS.name, copy)
      : readMember(value, name, copy);
    if (member !== undefined) members.push([nameOf(name, copy), member]);
  }
  return Object.fromEntries(members);
}

function readMember(value: object, name: string, copy: PlainCopy): unknown {
  try {
    // Any object can be indexed.
    return toPlain((value as Readonly<Record<string, unknown>>)[name], copy);
  } catch {
    return UNREADABLE;
  }
}

const UNREADABLE = "[cannot be read]";

function nameOf(name: string, copy: PlainCopy): string {
  return escapeLineEnds(fitText(name, LIMITS.name, copy));
}

function copyObject(value: object, copy: PlainCopy): unknown {
  const { above } = copy;
  if (above.has(value)) return "[circular]";
  if (isError(value)) return copy.copyError(value);
  above.add(value);
  try {
    const isCut = above.size > LIMITS.levels || copy.left <= 0;
    return isCut ? fitKind(value, copy) : copyByKind(value, copy);
  } catch {
    // A proxy or a conversion that throws.
    return UNREADABLE;
  } finally {
    above.delete(value);
  }
}

function copyByKind(value: object, copy: PlainCopy): unknown {
  const kind = Object.prototype.toString.call(value);
  if (Array.isArray(value)) return copyList(value, value.length, copy);
  if (ArrayBuffer.isView(value) || kind.endsWith("ArrayBuffer]")) return fitKind(value, copy);
  // The methods of this realm read maps and sets of any.
  if (kind === "[object Map]") return copyList(Map.prototype.entries.call(value), read(value, "size"), copy);
  if (kind === "[object Set]") return copyList(Set.prototype.values.call(value), read(value, "size"), copy);
  if (kind === "[object RegExp]") return fitText(String(value), LIMITS.text, copy);
  const { toJSON, on, emit }: { toJSON?: unknown; on?: unknown; emit?: unknown } = value;
  if (typeof toJSON === "function") {
    const json: unknown = toJSON.call(value);
    return json === value ? copyMembers(value, copy) : toPlain(json, copy);
  }
  // A socket, a request: a thousand members, none of which says what went wrong.
  if (typeof on === "function" && typeof emit === "function") return fitKind(value, copy);
  const members = copyMembers(value, copy);
  return kind !== "[object Object]" && Object.keys(members).length === 0 ? fitKind(value, copy) : members;
}

function copyList(values: Iterable<unknown>, count: unknown, copy: PlainCopy): unknown[] {
  const list: unknown[] = [];
  for (const value of values) {
    if (list.length === LIMITS.members || copy.left <= 0) {
      list.push(`[${Number(count) - list.length} more entries]`);
      break;
    }
    list.push(toPlain(value, copy) ?? null);
  }
  return list;
}

function fitKind(value: object, copy: PlainCopy): string {
  return fitText(kindOf(value), LIMITS.name, copy);
}

/** Describes an object that is not copied: `[Socket]`, `[Buffer of 12 bytes]`. */
export function kindOf(value: unknown): string {
  const name = readText(read(value, "constructor"), "name") || "object";
  const bytes = read(value, "byteLength");
  return typeof bytes === "number" ? `[${name} of ${bytes} bytes]` : `[${name.slice(0, LIMITS.name)}]`;
}

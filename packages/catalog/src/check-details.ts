import type { StandardSchemaV1 } from "@standard-schema/spec";
import { encodeDetails, isPlain, textOf } from "./json-details.ts";

/** Details that hold on both ends, or what is wrong with them. */
export type Checked = { readonly value: unknown } | { readonly problem: string };

/**
 * Makes details what both ends will hold: the schema's output, sent through JSON and read back by the schema.
 * Members that the schema strips are gone, and what would change on the way is refused here, where it is thrown.
 */
export function checkDetails(schema: StandardSchemaV1, details: unknown): Checked {
  const sent = validate(schema, details);
  if ("problem" in sent) return { problem: `the details do not fit: ${sent.problem}` };
  const encoded = encodeDetails(sent.value);
  if ("problem" in encoded) return encoded;
  const { json } = encoded;
  if (json === undefined) return { value: undefined };
  const received = validate(schema, JSON.parse(json));
  if ("problem" in received) {
    return {
      problem: `the schema refuses its own output once it is JSON (${received.problem}); accept that form too, as z.coerce.date() does`,
    };
  }
  if (JSON.stringify(received.value) !== json) {
    return {
      problem:
        "the schema changes its own output when it reads it again; let the transform leave its result as it is",
    };
  }
  return { value: frozenCopy(received.value) };
}

/** Reads details that a wire brought. */
export function reviveDetails(schema: StandardSchemaV1, json: unknown): Checked {
  const received = validate(schema, json);
  // A schema may return parts of what it is given, which belongs to the reader's caller.
  return "problem" in received ? received : { value: frozenCopy(received.value) };
}

/** Never throws, whatever the schema does. */
function validate(schema: StandardSchemaV1, value: unknown): Checked {
  try {
    const result = schema["~standard"].validate(value);
    if ("then" in result) {
      // Its late rejection must not end the process.
      result.catch(() => undefined);
      return {
        problem: "the schema is asynchronous, but an error is made in one turn; use a synchronous schema",
      };
    }
    return result.issues ? { problem: describe(result.issues) } : { value: result.value };
  } catch (thrown) {
    return { problem: `the schema threw ${textOf(thrown)}` };
  }
}

function describe(issues: readonly StandardSchemaV1.Issue[]): string {
  return issues
    .map(({ path, message }) => [path?.map(keyOf).join("."), message].filter(Boolean).join(": "))
    .join("; ");
}

function keyOf(segment: PropertyKey | StandardSchemaV1.PathSegment): string {
  return String(typeof segment === "object" ? segment.key : segment);
}

/** Deeper than any details that people write: what is below is shared with the schema's output. */
const DEPTH_LIMIT = 500;

/** Copies plain objects and arrays, and freezes the copies. */
function frozenCopy(value: unknown, depth = 0, copies = new Map<object, object>()): unknown {
  if (typeof value !== "object" || value === null || depth === DEPTH_LIMIT) return value;
  if (!Array.isArray(value) && !isPlain(value)) return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  // Both are indexed by the texts that Object.keys returns.
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
  copies.set(value, copy);
  for (const key of Object.keys(copy)) copy[key] = frozenCopy(copy[key], depth + 1, copies);
  return Object.freeze(copy);
}

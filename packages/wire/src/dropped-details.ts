import { isJsonObject, type JsonObject } from "./json.ts";

/** Details on a wire: themselves, or the note that they were too large for it. */
export interface EncodedDetails {
  readonly details?: unknown;
  /** Only beside details that look like the note: they are the fault's own. */
  readonly kept?: true;
}

/** Says that details stayed behind; the receiver reads a `MalformedFault` off it. */
export function dropDetails(details: unknown): EncodedDetails {
  return { details: { dropped: new TextEncoder().encode(JSON.stringify(details)).length } };
}

/** Details as they are, told apart from the note where they look like it. */
export function keepDetails(details: unknown): EncodedDetails {
  return droppedBytes(details) === undefined ? { details } : { details, kept: true };
}

/** Reads details and, beside them, whether they are a note of what was dropped. */
export function decodeDetails(holder: JsonObject): { readonly details?: unknown; readonly dropped?: number } {
  const { details } = holder;
  if (details === undefined) return {};
  const dropped = holder.kept === true ? undefined : droppedBytes(details);
  return dropped === undefined ? { details } : { dropped };
}

function droppedBytes(details: unknown): number | undefined {
  if (!isJsonObject(details) || typeof details.dropped !== "number") return undefined;
  return Object.keys(details).length === 1 ? details.dropped : undefined;
}

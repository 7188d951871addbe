import { isJsonObject, type JsonObject } from "./json.ts";

/** Details on a wire: the details, or a note of their size where they were too large. */
export interface EncodedDetails {
  readonly details?: unknown;
  /** Present only beside details that look like such a note and are the fault's own. */
  readonly kept?: true;
}

/**
 * Encodes a fault with its details. Where the result does not fit the wire, encodes it again with the size of the
 * details in their place; a receiver makes a `MalformedFault` of it.
 */
export function fitDetails<Encoded>(
  details: unknown,
  encode: (details: EncodedDetails) => Encoded,
  isFitting: (encoded: Encoded) => boolean,
): Encoded {
  const whole = encode(keepDetails(details));
  return details === undefined || isFitting(whole) ? whole : encode(dropDetails(details));
}

/** Reads details and, beside them, whether they are a note of what was dropped. */
export function decodeDetails(holder: JsonObject): { readonly details?: unknown; readonly dropped?: number } {
  const { details } = holder;
  if (details === undefined) return {};
  const dropped = holder.kept === true ? undefined : droppedBytes(details);
  return dropped === undefined ? { details } : { dropped };
}

function dropDetails(details: unknown): EncodedDetails {
  return { details: { dropped: new TextEncoder().encode(JSON.stringify(details)).length } };
}

/** Details as they are, marked where they could be taken for the note. */
function keepDetails(details: unknown): EncodedDetails {
  return droppedBytes(details) === undefined ? { details } : { details, kept: true };
}

function droppedBytes(details: unknown): number | undefined {
  if (!isJsonObject(details) || typeof details.dropped !== "number") return undefined;
  return Object.keys(details).length === 1 ? details.dropped : undefined;
}

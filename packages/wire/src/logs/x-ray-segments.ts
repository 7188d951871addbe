import { isJsonObject, type JsonObject, parseJson } from "../json.ts";

/** Segments deeper inside others than this are not read. */
export const DEPTH_LIMIT = 32;

/** Opens a trace in any form in which it is held: the documents of its segments. */
export function documentsIn(value: unknown, depth = 0): readonly JsonObject[] {
  const opened = typeof value === "string" ? parseJson(value) : value;
  if (depth === DEPTH_LIMIT) return [];
  if (Array.isArray(opened)) return opened.flatMap((inner) => documentsIn(inner, depth + 1));
  if (!isJsonObject(opened)) return [];
  const inner = opened.Traces ?? opened.Segments ?? opened.Document;
  if (inner !== undefined) return documentsIn(inner, depth + 1);
  return typeof opened.name === "string" && typeof opened.start_time === "number" ? [opened] : [];
}

/** Lists the exceptions of a segment and its parts that have an id. */
export function exceptionsIn(segment: JsonObject, depth = 0): readonly JsonObject[] {
  if (depth === DEPTH_LIMIT) return [];
  const own = ownExceptions(segment).filter(({ id }) => typeof id === "string");
  return [...own, ...partsOf(segment).flatMap((part) => exceptionsIn(part, depth + 1))];
}

/** Lists the ids of a segment and of its parts. */
export function idsIn(segment: JsonObject, depth = 0): readonly unknown[] {
  if (depth === DEPTH_LIMIT) return [];
  return [segment.id, ...partsOf(segment).flatMap((part) => idsIn(part, depth + 1))];
}

/** Lists the exceptions that a segment itself has; one that it names by an id is in a part of it. */
export function ownExceptions({ cause }: JsonObject): readonly JsonObject[] {
  const { exceptions } = isJsonObject(cause) ? cause : {};
  return Array.isArray(exceptions) ? exceptions.filter(isJsonObject) : [];
}

/** Lists the parts of a segment. */
export function partsOf({ subsegments }: JsonObject): readonly JsonObject[] {
  return Array.isArray(subsegments) ? subsegments.filter(isJsonObject) : [];
}

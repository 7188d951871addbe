import { entries } from "./entries.ts";
import { type AtlasPage, writeEntry } from "./write-entry.ts";
import { writeIndex } from "./write-index.ts";

/** Writes all pages of the atlas: the index, and one for each error. */
export function writeAtlas(): readonly AtlasPage[] {
  const bySlug = new Map(entries.map((entry) => [entry.slug, entry]));
  return [writeIndex(entries), ...entries.map((entry) => writeEntry(entry, bySlug))];
}

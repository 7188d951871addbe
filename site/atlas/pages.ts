import { entries } from "./entries.ts";
import type { Entry } from "./entry.ts";
import { SENDERS } from "./senders.ts";
import { type AtlasPage, writeEntry } from "./write-entry.ts";
import { writeIndex } from "./write-index.ts";

/** Writes all pages of the atlas: the index, and one for each error. */
export function writeAtlas(): readonly AtlasPage[] {
  const titled = entries.map(withOwnTitle);
  const bySlug = new Map(titled.map((entry) => [entry.slug, entry]));
  return [writeIndex(titled), ...titled.map((entry) => writeEntry(entry, bySlug))];
}

/** Errors of several senders have the same name: their titles name the sender. */
function withOwnTitle(entry: Entry): Entry {
  const isShared = entries.some(({ slug, title }) => slug !== entry.slug && title === entry.title);
  return isShared ? { ...entry, title: `${entry.title} of ${SENDERS[entry.sender].shortName}` } : entry;
}

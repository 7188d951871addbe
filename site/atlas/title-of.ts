import { TEXTS, TITLES } from "./titles.ts";

/** The heading of a page: the name of its error, and the text that most often comes with it. */
export function titleOf(slug: string, name: string): string {
  const text = TEXTS[slug];
  return TITLES[slug] ?? (text === undefined ? name : `${name}: ${text}`);
}

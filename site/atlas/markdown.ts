import { BASE, REPOSITORY } from "../address.ts";

/** Writes code in a line. */
export function code(text: string): string {
  const fence = text.includes("`") ? "``" : "`";
  return `${fence}${text}${fence}`;
}

/** Writes text of others so that Markdown shows it as it is. */
export function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|]/g, (character) => `\\${character}`);
}

/** Writes a block of code, with a fence that is longer than any in it. */
export function block(text: string, info: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${info}\n${text.replace(/\n$/, "")}\n${fence}`;
}

/** The URL of a page of the atlas. */
export function errorUrl(slug: string): string {
  return `${BASE}/errors/${slug}/`;
}

/** The URL on the site of a document, by its path from the root of the repository. */
export function documentUrl(path: string): string {
  const [file = "", hash] = path.split("#");
  const slug = file.replace(/^docs\//, "").replace(/(?:\/README)?\.md$/, "");
  return `${BASE}/${slug}/${hash === undefined ? "" : `#${hash}`}`;
}

/** Writes the source of a recording; issues and files of the repository are links. */
export function sourceOf(source: string): string {
  const issue = /^github(?:\.com\/|:)([\w.-]+\/[\w.-]+)(?:\/issues\/|#)(\d+)/.exec(source);
  const rest = issue === null ? source : source.slice(issue[0].length);
  const link =
    issue === null ? "" : `[${escaped(issue[0])}](https://github.com/${issue[1]}/issues/${issue[2]})`;
  const file = /^cases\/[\w.-]+\.json$/.exec(rest)?.[0];
  if (file !== undefined) return `[${file}](${REPOSITORY}/blob/main/${file})`;
  return link + escaped(rest);
}

/** Writes a table with a head. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("\n", " ")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Writes text of others, but for the code in it. */
export function escapedText(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith("`") ? part : escaped(part)))
    .join("");
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { visit } from "unist-util-visit";
import { BASE, REPOSITORY } from "../address.ts";
import { repository } from "./documents.ts";
import { resolveLink } from "./resolve-link.ts";

/** A document of the repository as the site shows it. */
export interface Page {
  readonly title: string;
  /** The first paragraph, as text for search engines and lists of pages. */
  readonly description: string;
  /** Markdown without the first heading, whose links lead to pages of the site. */
  readonly body: string;
}

const DESCRIPTION_LENGTH = 200;
const RAW = `${REPOSITORY.replace("github.com", "raw.githubusercontent.com")}/main`;
const PICTURE =
  /<picture>\s*<source [^>]*srcset="([^"]+)"[^>]*>\s*<img src="([^"]+)" alt="([^"]+)"[^>]*>\s*<\/picture>/g;

/** Reads a document by its path from the root of the repository. */
export function readPage(path: string): Page {
  const text = readFileSync(join(repository, path), "utf8");
  const [, heading, rest = ""] = /^# (.+)\n([\s\S]*)$/.exec(text) ?? [];
  if (heading === undefined) throw new Error(`${path} does not begin with a heading of level 1`);
  return { title: plain(fromMarkdown(heading)), description: describe(rest), body: rewriteLinks(rest, path) };
}

/** Makes the links and images of a document lead to pages of the site. */
export function rewriteLinks(markdown: string, path: string): string {
  const edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  visit(fromMarkdown(markdown), (node) => {
    if (node.type !== "link" && node.type !== "image" && node.type !== "definition") return;
    const start = node.position?.start.offset ?? 0;
    const source = markdown.slice(start, node.position?.end.offset);
    const at = source.lastIndexOf(node.url);
    // An autolink in angle brackets has its URL as its text.
    if (at < 0) return;
    edits.push({
      start: start + at,
      end: start + at + node.url.length,
      text: resolveLink(node.url, path),
    });
  });
  const linked = edits
    .sort((a, b) => b.start - a.start)
    .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), markdown);
  return showPictures(linked);
}

/** Makes the two images of a `<picture>` follow the theme of the site, which may not be that of the browser. */
function showPictures(markdown: string): string {
  return markdown
    .replace(
      PICTURE,
      '<img class="light:sl-hidden" src="$1" alt="$3" /><img class="dark:sl-hidden" src="$2" alt="$3" />',
    )
    .replaceAll(`src="${RAW}/docs/images/`, 'src="images/')
    .replaceAll('src="images/', `loading="lazy" src="${BASE}/images/`);
}

function describe(markdown: string): string {
  const paragraph = fromMarkdown(markdown).children.find(({ type }) => type === "paragraph");
  const text = paragraph ? plain(paragraph) : "";
  const [sentences] = new RegExp(`^.{1,${DESCRIPTION_LENGTH}}[.:?](?= |$)`).exec(text) ?? [];
  return sentences ?? `${text.slice(0, text.lastIndexOf(" ", DESCRIPTION_LENGTH)).replace(/[\s,;]+$/, "")} …`;
}

/** The text of a node without its markup. */
export function plain(node: Nodes): string {
  if ("value" in node) return node.value.replace(/\s+/g, " ");
  return "children" in node ? node.children.map(plain).join("") : "";
}

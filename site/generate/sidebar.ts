import { readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import type { Heading, Link, List, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { visit } from "unist-util-visit";
import { BASE } from "../address.ts";
import { documents, repository } from "./documents.ts";
import { plain } from "./read-page.ts";
import { resolveLink } from "./resolve-link.ts";

/** A group of the sidebar, closed until a page of it is read. */
export interface Group {
  readonly label: string;
  readonly collapsed: boolean;
  readonly items: Item[];
}

/** An entry of the sidebar; a page without a label has its title. */
type Item =
  | Group
  | { readonly label?: string; readonly slug: string }
  | { readonly label: string; readonly link: string };

const OVERVIEW = "docs/README.md";

/** The groups of the sidebar: the sections of docs/README.md, each with the pages that its list links to. */
export function readSidebar(): Group[] {
  const groups: Group[] = [];
  for (const node of childrenOf(OVERVIEW)) {
    if (isSection(node)) groups.push({ label: plain(node), collapsed: groups.length > 0, items: [] });
    if (node.type === "list") groups.at(-1)?.items.push(...linksOf(node).map(readItem));
  }
  return groups;
}

/** The page or file that a link of docs/README.md leads to; all pages of a folder, if it leads to the folder's README. */
function readItem(link: Link): Item {
  const url = resolveLink(link.url, OVERVIEW);
  const path = pathOf(link, OVERVIEW);
  const label = plain(link).replaceAll("`", "");
  const slug = documents.get(path);
  // Starlight puts the base before links of the site.
  if (slug === undefined) return { label, link: url.startsWith(`${BASE}/`) ? url.slice(BASE.length) : url };
  if (!path.endsWith("/README.md") || path.startsWith("packages/")) return { label, slug };
  return { label, collapsed: true, items: [{ label: "Overview", slug }, ...pagesOf(path)] };
}

/** The pages of a folder, in the order in which its README first links to them. */
function pagesOf(readme: string): Item[] {
  const folder = `${dirname(readme)}/`;
  const paths = new Set<string>();
  for (const node of childrenOf(readme))
    visit(node, "link", (link) => {
      const path = pathOf(link, readme);
      if (path.startsWith(folder) && path !== readme && documents.has(path)) paths.add(path);
    });
  for (const path of documents.keys()) if (path.startsWith(folder) && path !== readme) paths.add(path);
  return [...paths].map((path) => ({ slug: documents.get(path) ?? "" }));
}

function childrenOf(path: string): RootContent[] {
  return fromMarkdown(readFileSync(join(repository, path), "utf8")).children;
}

function isSection(node: RootContent): node is Heading {
  return node.type === "heading" && node.depth === 2;
}

/** The first link of each entry of a list. */
function linksOf(list: List): Link[] {
  return list.children.flatMap((entry) => {
    const links: Link[] = [];
    visit(entry, "link", (link) => void links.push(link));
    return links.slice(0, 1);
  });
}

function pathOf(link: Link, document: string): string {
  return posix.join(dirname(document), link.url.split("#")[0] ?? "");
}

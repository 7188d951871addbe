import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import { BASE, ORIGIN } from "../address.ts";
import type { Group } from "./sidebar.ts";
import { content } from "./write-page.ts";

interface TextPage {
  readonly title: string;
  readonly description: string;
  readonly markdown: string;
}

/**
 * Adds what language models read: each page as Markdown beside its HTML, `llms.txt` with a link to each, in the order of the
 * sidebar, and `llms-full.txt` with the text of all.
 *
 * @see https://llmstxt.org
 */
export function llms(groups: readonly Group[], summary: string): AstroIntegration {
  return {
    name: "llms",
    hooks: {
      "astro:build:done": ({ dir }) => writeTexts(fileURLToPath(dir), groups, summary),
    },
  };
}

function writeTexts(dist: string, groups: readonly Group[], summary: string): void {
  const pages = readTextPages();
  const sections = sectionsOf(groups, [...pages.keys()]);
  const ordered = sections.flatMap(({ slugs }) => slugs);
  for (const slug of ordered) {
    const file = join(dist, markdownPath(slug));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, documentOf(slug, pages));
  }
  const lists = sections.map(
    ({ label, slugs }) => `## ${label}\n\n${slugs.map((slug) => entryOf(slug, pages)).join("\n")}\n`,
  );
  writeFileSync(join(dist, "llms.txt"), `# Faultwire\n\n> ${summary}\n\n${lists.join("\n")}`);
  writeFileSync(join(dist, "llms-full.txt"), ordered.map((slug) => documentOf(slug, pages)).join("\n\n"));
}

/** Every page by its slug, as it was generated. */
function readTextPages(): Map<string, TextPage> {
  const files = globSync("**/*.md", { cwd: content, exclude: ["404.md"] }).sort();
  return new Map(files.map((file) => [slugOf(file), readTextPage(join(content, file))]));
}

/** The slug that Starlight makes of a file. */
function slugOf(file: string): string {
  return file.replaceAll("@", "").replace(/(?:\/?index)?\.md$/, "");
}

function readTextPage(file: string): TextPage {
  const [, frontmatter = "", markdown = ""] =
    /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(readFileSync(file, "utf8")) ?? [];
  const read = (name: string): string =>
    JSON.parse(new RegExp(`^${name}: (".*")$`, "m").exec(frontmatter)?.[1] ?? '""');
  const absolute = markdown.replaceAll(/\]\((\/[^)]*)\)/g, `](${ORIGIN}$1)`);
  return { title: read("title"), description: read("description"), markdown: absolute.trim() };
}

/** The pages of each group of the sidebar; before them the start, after them what no group has. */
function sectionsOf(groups: readonly Group[], slugs: readonly string[]) {
  const left = new Set(slugs);
  const take = (slug: string) => left.delete(slug);
  const start = { label: "Start", slugs: [""].filter(take) };
  const grouped = groups.map(({ label, items }) => ({ label, slugs: slugsOf(items).filter(take) }));
  return [start, ...grouped, { label: "Further pages", slugs: [...left] }].filter(
    (section) => section.slugs.length > 0,
  );
}

function slugsOf(items: Group["items"]): string[] {
  return items.flatMap((item) => ("items" in item ? slugsOf(item.items) : "slug" in item ? [item.slug] : []));
}

function entryOf(slug: string, pages: ReadonlyMap<string, TextPage>): string {
  const { title = slug, description = "" } = pages.get(slug) ?? {};
  const about = description === "" ? "" : `: ${description}`;
  return `- [${title}](${ORIGIN}${BASE}/${markdownPath(slug)})${about}`;
}

function documentOf(slug: string, pages: ReadonlyMap<string, TextPage>): string {
  const { title = slug, markdown = "" } = pages.get(slug) ?? {};
  return `# ${title}\n\n${ORIGIN}${BASE}/${slug === "" ? "" : `${slug}/`}\n\n${markdown}\n`;
}

/** The path of a page's Markdown in the site. */
function markdownPath(slug: string): string {
  return slug === "" ? "index.md" : `${slug}.md`;
}

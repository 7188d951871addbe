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
  readonly markdown?: string;
}

interface Section {
  readonly label: string;
  readonly slugs: readonly string[];
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
      "astro:build:done": ({ dir, pages }) => {
        const slugs = pages
          .map(({ pathname }) => pathname.replace(/\/$/, ""))
          .filter((slug) => slug !== "404");
        writeTexts(fileURLToPath(dir), sectionsOf(groups, slugs), summary);
      },
    },
  };
}

function writeTexts(dist: string, sections: readonly Section[], summary: string): void {
  const texts = readTextPages();
  const lists = sections.map(({ label, slugs }) => {
    const entries = slugs.map((slug) =>
      entryOf(slug, texts.get(slug) ?? titleOf(join(dist, slug, "index.html"))),
    );
    return `## ${label}\n\n${entries.join("\n")}\n`;
  });
  writeFileSync(join(dist, "llms.txt"), `# Faultwire\n\n> ${summary}\n\n${lists.join("\n")}`);

  const documents = sections
    .flatMap(({ slugs }) => slugs)
    .flatMap((slug) => {
      const page = texts.get(slug);
      return page ? [{ file: join(dist, markdownPath(slug)), text: documentOf(slug, page) }] : [];
    });
  for (const { file, text } of documents) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  writeFileSync(join(dist, "llms-full.txt"), documents.map(({ text }) => text).join("\n\n"));
}

/** Every page by its slug, as it was generated. */
function readTextPages(): Map<string, TextPage> {
  const files = globSync("**/*.md", { cwd: content }).sort();
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

/** A page that is a program, and has no Markdown. */
function titleOf(file: string): TextPage {
  const [, title = ""] = /<title>(.*?) \|/.exec(readFileSync(file, "utf8")) ?? [];
  const [, description = ""] =
    /<meta name="description" content="(.*?)"/.exec(readFileSync(file, "utf8")) ?? [];
  return { title, description };
}

/** The pages of each group of the sidebar, each with those below it; before them the start, after them what no group has. */
function sectionsOf(groups: readonly Group[], slugs: readonly string[]): Section[] {
  const left = new Set(slugs);
  const take = (slug: string) => left.delete(slug);
  const start = { label: "Start page", slugs: [""].filter(take) };
  const listed = new Set(groups.flatMap(({ items }) => slugsOf(items)));
  const below = (slug: string) =>
    slugs.filter((each) => each.startsWith(`${slug}/`) && !listed.has(each)).sort();
  const grouped = groups.map(({ label, items }) => ({
    label,
    slugs: slugsOf(items)
      .flatMap((slug) => [slug, ...below(slug)])
      .filter(take),
  }));
  const sections = [start, ...grouped, { label: "Further pages", slugs: [...left] }];
  return sections.filter((section) => section.slugs.length > 0);
}

function slugsOf(items: Group["items"]): string[] {
  return items.flatMap((item) => {
    if ("items" in item) return slugsOf(item.items);
    if ("slug" in item) return [item.slug];
    return item.link.startsWith("/") ? [item.link.replaceAll(/^\/|\/$/g, "")] : [];
  });
}

function entryOf(slug: string, { title, description, markdown }: TextPage): string {
  const path = markdown === undefined ? `${slug}/` : markdownPath(slug);
  return `- [${title}](${ORIGIN}${BASE}/${path})${description === "" ? "" : `: ${description}`}`;
}

function documentOf(slug: string, { title, markdown = "" }: TextPage): string {
  return `# ${title}\n\n${ORIGIN}${BASE}/${slug === "" ? "" : `${slug}/`}\n\n${markdown}\n`;
}

/** The path of a page's Markdown in the site. */
function markdownPath(slug: string): string {
  return slug === "" ? "index.md" : `${slug}.md`;
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Link, Paragraph, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { visit } from "unist-util-visit";
import { repository } from "./documents.ts";
import { plain, rewriteLinks } from "./read-page.ts";
import { resolveLink } from "./resolve-link.ts";
import { writePage } from "./write-page.ts";

const README = "README.md";

/** The way of an error, beside the headline. */
const JOURNEY = `<figure class="journey" aria-label="An error on its way from a function to its caller">
<div class="end"><b>In the function</b><code>throw new <em>OrderNotFound</em>({ orderId });</code></div>
<div class="wire">Invoke, API Gateway, function URL, load balancer, response stream, Step Functions, durable function, destination, log</div>
<div class="end"><b>Where it is called</b><code>error instanceof <em>OrderNotFound</em>
error.details.orderId
error.execution // did the function run?</code></div>
</figure>`;

/**
 * Writes the page that a stranger sees first, of the README: its first paragraph becomes the headline, the first links below
 * that the buttons, and the two blocks of "Before and after" get their names.
 */
export function writeHome(): void {
  const text = readFileSync(join(repository, README), "utf8").replace(/^# .*\n/, "");
  const start = text.indexOf("\n## ");
  const intro = fromMarkdown(text.slice(0, start)).children.filter(isParagraph);
  const [, title = "", tagline = ""] = /^(.+?)\. (.+)$/.exec(intro[0] ? plain(intro[0]) : "") ?? [];
  if (tagline === "") throw new Error(`${README} does not begin with a paragraph of two sentences`);
  const frontmatter = {
    title,
    description: tagline,
    template: "splash",
    editUrl: false,
    hero: {
      title,
      tagline,
      image: { html: JOURNEY },
      actions: intro.slice(1).flatMap(linksOf).slice(0, 3).map(readAction),
    },
  };
  writePage("index", frontmatter, nameExamples(rewriteLinks(text.slice(start), README)));
}

function isParagraph(node: RootContent): node is Paragraph {
  return node.type === "paragraph";
}

function linksOf(paragraph: Paragraph): Link[] {
  const links: Link[] = [];
  visit(paragraph, "link", (link) => void links.push(link));
  return links;
}

function readAction(link: Link, index: number) {
  const variant = ["primary", "secondary"][index] ?? "minimal";
  const icon = index === 0 ? { icon: "right-arrow" } : {};
  return { text: plain(link), link: resolveLink(link.url, README), variant, ...icon };
}

function nameExamples(markdown: string): string {
  const names = ["Before", "After"];
  return markdown.replace(/^## Before and after\n[\s\S]*?(?=^## )/m, (section) =>
    section.replace(/^```ts$/gm, (fence) => `${fence} title="${names.shift()}"`),
  );
}

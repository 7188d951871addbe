import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { repository } from "./documents.ts";

/** The folder that every page is generated into. */
export const content: string = join(repository, "site/src/content/docs");

/** Writes one page, by its slug. Frontmatter is YAML, of which JSON is a part. */
export function writePage(slug: string, frontmatter: Readonly<Record<string, unknown>>, body: string): void {
  const file = join(content, `${slug}.md`);
  mkdirSync(dirname(file), { recursive: true });
  const lines = Object.entries(frontmatter).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  writeFileSync(file, `---\n${lines.join("\n")}\n---\n${body}`);
}

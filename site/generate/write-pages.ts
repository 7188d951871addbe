import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { BASE, REPOSITORY } from "../address.ts";
import { documents, repository } from "./documents.ts";
import { writeHome } from "./home.ts";
import { readPage } from "./read-page.ts";
import { content, writePage } from "./write-page.ts";

/** Writes a page for each document of the repository, and copies the images. */
export function writePages(): void {
  rmSync(content, { recursive: true, force: true });
  for (const [path, slug] of documents) {
    const { title, description, body } = readPage(path);
    const frontmatter = { title, description, editUrl: `${REPOSITORY}/edit/main/${path}` };
    writePage(slug, frontmatter, body);
  }
  writeHome();
  writePage(
    "404",
    { title: "There is no such page", template: "splash", editUrl: false, pagefind: false },
    `The address may be old, or have a typing error. Search above, or begin at one of these:\n
- [The start page](${BASE}/)
- [All pages](${BASE}/docs/)
- [Frequently asked questions](${BASE}/faq/)
`,
  );
  cpSync(join(repository, "docs/images"), join(repository, "site/public/images"), { recursive: true });
}

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Catalog } from "@faultwire/catalog";

/** The examples of the page about other languages. */
export interface Documented {
  /** The catalog of the page. */
  readonly Tax: Catalog;
  /** The text of a block by its title. */
  block(title: string): string;
}

const PAGE = readFileSync(join(import.meta.dirname, "../../../docs/other-languages.md"), "utf8");

/**
 * Reads the examples of the page, whose catalog is imported from a folder.
 *
 * @throws Error for a block that the page does not have.
 */
export async function documented(folder: string): Promise<Documented> {
  const block = (title: string) => {
    const [, text] = new RegExp(`^\`\`\`\\w+ title="${title}"\\n([\\s\\S]*?)^\`\`\`$`, "m").exec(PAGE) ?? [];
    if (text === undefined) throw new Error(`the page has no block ${title}`);
    return text;
  };
  mkdirSync(join(folder, "documented"));
  const file = join(folder, "documented/faults.ts");
  writeFileSync(file, block("faults.ts"));
  const { Tax } = await import(file);
  return { Tax, block };
}

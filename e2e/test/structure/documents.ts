import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./sources.ts";

/** A document with code blocks that have a title: its files, and what running them prints. */
export interface CodeDocument {
  /** The path from the root of the repository. */
  readonly path: string;
  readonly files: readonly (readonly [name: string, text: string])[];
  /** The output of each file that is run, from blocks titled "what main.ts prints". */
  readonly outputs: readonly (readonly [name: string, prints: string])[];
}

const BLOCK = /^```\w+ title="([^"]+)"\n([\s\S]*?)^```$/gm;
const OUTPUT = /^what (\S+) prints$/;

/** Every document of the repository with titled code blocks. */
export const codeDocuments: readonly CodeDocument[] = globSync(
  ["README.md", "packages/*/README.md", "packages/*/skills/*/SKILL.md", "docs/**/*.md"],
  { cwd: repository },
)
  .sort()
  .map(readDocument)
  .filter(({ files }) => files.length > 0);

function readDocument(path: string): CodeDocument {
  const blocks = [...readFileSync(join(repository, path), "utf8").matchAll(BLOCK)].map(
    ([, title = "", text = ""]) => [title, text] as const,
  );
  return {
    path,
    files: blocks.filter(([title]) => !OUTPUT.test(title)),
    outputs: blocks.flatMap(([title, text]) => {
      const [, name] = OUTPUT.exec(title) ?? [];
      return name === undefined ? [] : [[name, text] as const];
    }),
  };
}

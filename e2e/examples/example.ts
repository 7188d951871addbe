import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The root of the repository. */
export const repository = join(import.meta.dirname, "../..");

/** The folder whose folders are the examples. */
export const folder = join(repository, "examples");

/** The names of all examples. */
export const examples: readonly string[] = globSync("*/package.json", { cwd: folder })
  .map((path) => path.replace("/package.json", ""))
  .sort();

/** The members of a package.json that the runner and its test read. */
export interface Manifest {
  readonly name: string;
  readonly type?: string;
  readonly version?: string;
  readonly description?: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** Reads a package.json. */
export function readManifest(directory: string): Manifest {
  return JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
}

/** What the README of an example claims about its commands. */
export interface Claims {
  /** The titles of the tests. */
  readonly tests: readonly string[];
  /** The commands to give while `npm start` runs, each with what it prints. */
  readonly calls: readonly (readonly [command: string, prints: string])[];
}

const BLOCK = /^```\w+ title="([^"]+)"\n([\s\S]*?)^```$/gm;

/** Reads the blocks with a title of a README. */
export function readClaims(readme: string): Claims {
  const blocks = [...readme.matchAll(BLOCK)].map(([, title = "", text = ""]) => ({ title, text }));
  return {
    tests: blocks
      .filter(({ title }) => title === "npm test")
      .flatMap(({ text }) => [...text.matchAll(/^✓ (.+)$/gm)].map(([, test = ""]) => test)),
    calls: blocks
      .map(({ title, text }, index) => [title, text, blocks[index + 1]?.text ?? ""] as const)
      .filter(([title]) => title === "while npm start runs")
      .map(([, command, prints]) => [command, prints] as const),
  };
}

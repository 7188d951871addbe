import { execFile } from "node:child_process";
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { type Local, local } from "@faultwire/local";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/*
 * Every document's code runs: its files are written to a folder, each of which the document says "what it prints" is
 * run, and prints that. A function that a document shows, or else the README's, is deployed as get-order.
 */

const repository = join(import.meta.dirname, "../..");
const folder = join(import.meta.dirname, "../.cache/snippets");
const BLOCK = /^```\w+ title="([^"]+)"\n([\s\S]*?)^```$/gm;

/** One file of a document that is run. */
interface Snippet {
  /** The document. */
  readonly name: string;
  readonly files: readonly (readonly [name: string, text: string])[];
  readonly main: string;
  readonly prints: string;
}

const snippets = globSync(["README.md", "packages/*/README.md", "docs/**/*.md"], { cwd: repository }).flatMap(
  readSnippets,
);

function readSnippets(name: string): Snippet[] {
  const blocks = [...readFileSync(join(repository, name), "utf8").matchAll(BLOCK)].map(
    ([, title = "", text = ""]) => [title, text] as const,
  );
  const files = blocks.filter(([title]) => !title.startsWith("what "));
  return blocks
    .filter(([title]) => title.startsWith("what "))
    .map(([title, prints]) => ({ name, files, main: /^what (\S+) prints$/.exec(title)?.[1] ?? "", prints }));
}

let lambda: Local;

beforeAll(async () => {
  for (const { name, files } of snippets) {
    const home = join(folder, name);
    mkdirSync(home, { recursive: true });
    for (const [file, text] of files) writeFileSync(join(home, file), text);
  }
  const environment = { NODE_OPTIONS: "--conditions=@faultwire/source --no-warnings" };
  lambda = await local({
    root: join(folder, "README.md"),
    functions: { "get-order": { handler: "get-order.handler", environment } },
  });
});

afterAll(async () => {
  await lambda[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

describe("what the documents show runs, and prints what they say", () => {
  test.each(snippets.map((snippet) => [snippet.name, snippet.main, snippet] as const))(
    "%s: %s",
    async (name, main, { prints }) => {
      const path = join(folder, name, main);
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ["--conditions=@faultwire/source", "--no-warnings", path],
        {
          cwd: dirname(path),
          env: {
            PATH: process.env.PATH,
            AWS_REGION: "us-east-1",
            AWS_ACCESS_KEY_ID: "a",
            AWS_SECRET_ACCESS_KEY: "b",
            AWS_ENDPOINT_URL_LAMBDA: lambda.endpoint,
          },
        },
      );
      expect(stdout).toBe(prints);
    },
    20_000,
  );

  test("there are some, and each link in them leads somewhere", () => {
    expect(snippets.map(({ name }) => name)).toContain("README.md");
    for (const name of globSync(["*.md", "{packages,apps}/*/README.md", "docs/**/*.md"], {
      cwd: repository,
    })) {
      const home = dirname(join(repository, name));
      const links = [
        ...readFileSync(join(repository, name), "utf8").matchAll(/\]\((?!https?:|#)([^)#]+)/g),
      ].map(([, link = ""]) => link);
      const broken = links.filter(
        (link) => globSync(relative(repository, join(home, link)), { cwd: repository }).length === 0,
      );
      expect([name, broken]).toEqual([name, []]);
    }
  });
});

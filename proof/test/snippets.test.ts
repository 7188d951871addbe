import { execFile } from "node:child_process";
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { type Local, local } from "@faultwire/local";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/*
 * Every document's code runs: its files are written to a folder, main.ts (or shop.ts) is run, and what it prints is
 * what the document says. A function that a document shows, or else the README's, is deployed as get-order.
 */

const repository = join(import.meta.dirname, "../..");
const folder = join(import.meta.dirname, "../.cache/snippets");
const BLOCK = /^```\w+ title="([^"]+)"\n([\s\S]*?)^```$/gm;

interface Document {
  readonly name: string;
  readonly files: readonly (readonly [name: string, text: string])[];
  readonly main: string;
  readonly prints: string;
}

const documents = globSync(["README.md", "packages/*/README.md", "docs/**/*.md"], { cwd: repository })
  .map(readDocument)
  .filter((document) => document !== undefined);

function readDocument(name: string): Document | undefined {
  const blocks = [...readFileSync(join(repository, name), "utf8").matchAll(BLOCK)].map(
    ([, title = "", text = ""]) => [title, text] as const,
  );
  const printed = blocks.find(([title]) => title.startsWith("what "));
  if (printed === undefined) return undefined;
  const main = /^what (\S+) prints$/.exec(printed[0])?.[1] ?? "";
  return { name, files: blocks.filter((block) => block !== printed), main, prints: printed[1] };
}

let lambda: Local;

beforeAll(async () => {
  for (const { name, files } of documents) {
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
  test.each(documents.map((document) => [document.name, document] as const))(
    "%s",
    async (name, { main, prints }) => {
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
    expect(documents.map(({ name }) => name)).toContain("README.md");
    for (const name of globSync(["*.md", "packages/*/README.md", "docs/**/*.md"], { cwd: repository })) {
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

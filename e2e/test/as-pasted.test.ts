import { execFile } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isWholeRun } from "./is-whole-run.ts";
import { codeDocuments } from "./structure/documents.ts";
import { repository } from "./structure/sources.ts";

/*
 * The first pages that a stranger reads, and the page of each package on npm, followed to the letter in an empty folder: the
 * files as they are pasted, and the commands as they are typed. Only the names of our packages are replaced by their tarballs.
 */

const root = mkdtempSync(join(tmpdir(), "faultwire-pasted-"));
const run = promisify(execFile);

beforeAll(async () => {
  if (!isWholeRun) return;
  for (const cwd of globSync("packages/*", { cwd: repository }))
    await run("pnpm", ["pack", "--pack-destination", root], { cwd: join(repository, cwd) });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** That of a terminal: without what pnpm and vitest hand on to the processes that they start. */
const environment = Object.fromEntries(
  Object.entries({ ...process.env, NO_COLOR: "1" }).filter(
    ([name]) => !/^(?:npm_|vitest|node_env|node_options|force_color)/i.test(name),
  ),
);

/** The command behind which a stranger has seen that it works: a page is followed as far as that. */
const RUNS = /^npx vitest run$|^node main\.mts$|\| npx faultwire explain$/m;

/** Each page, and what it prints at its end: the number of its tests, or the block below the command. */
const PAGES = [
  ["README.md", "1 passed"],
  ["docs/get-started.md", "5 passed"],
  ["packages/caller/README.md", "2 passed"],
  ["packages/catalog/README.md", "1 passed"],
  ["packages/faultwire/README.md", "the block below"],
  ["packages/handler/README.md", "1 passed"],
  ["packages/infra/README.md", "the block below"],
  ["packages/local/README.md", "2 passed"],
  ["packages/wire/README.md", "the block below"],
] as const;

test("the page of each package is followed", () => {
  const pages = globSync("packages/*/README.md", { cwd: repository }).sort();
  expect(PAGES.map(([path]) => path).filter((path) => path.startsWith("packages/"))).toEqual(pages);
});

test.skipIf(!isWholeRun).each(PAGES)(
  "%s is followed in an empty folder: %s",
  async (path, end) => {
    const folder = join(root, path.replaceAll("/", "-"));
    mkdirSync(folder);
    for (const [name, text] of codeDocuments.find((document) => document.path === path)?.files ?? [])
      writeFileSync(join(folder, name), text);
    const text = readFileSync(join(repository, path), "utf8");
    const [, tsconfig] = /^```json\n([\s\S]*?)^```$/m.exec(text) ?? [];
    if (tsconfig !== undefined) writeFileSync(join(folder, "tsconfig.json"), tsconfig);
    const script = [...commandsOf(text), ...(tsconfig === undefined ? [] : ["npx tsc --noEmit"])];
    const { stdout } = await run("sh", ["-ec", script.join("\n")], {
      cwd: folder,
      env: environment,
    });
    if (end === "the block below") expect(stdout).toContain(outputIn(text));
    else expect(stdout).toMatch(new RegExp(`Tests\\s+${end}`));
  },
  600_000,
);

/** The commands of a page, from its first block to the one that runs it, with the packages from their tarballs. */
function commandsOf(text: string): string[] {
  const blocks = Array.from(text.matchAll(/^```sh\n([\s\S]*?)^```$/gm), ([, block = ""]) => block);
  const tests = blocks.findIndex((block) => RUNS.test(block));
  const end = blocks[tests + 1]?.startsWith("npx tsc") ? tests + 2 : tests + 1;
  return blocks
    .slice(0, end)
    .join("")
    .replace("mkdir shop && cd shop\n", "")
    .replace(/^npm install .*$/gm, (line) =>
      line.replace(/(?<= )(?:@faultwire\/\w+|faultwire)(?= |$)/g, (name) => tarballsFor(name).join(" ")),
    )
    .trim()
    .split("\n");
}

/** The tarball of a package, and those of its dependencies, which npm would look for in the registry. */
function tarballsFor(name: string): string[] {
  const directory = name.replace("@faultwire/", "");
  const manifest = readFileSync(join(repository, "packages", directory, "package.json"), "utf8");
  const ours = Object.keys(JSON.parse(manifest).dependencies ?? {}).filter((each) =>
    each.startsWith("@faultwire/"),
  );
  const [tarball = ""] = globSync(`${name.replace("@", "").replace("/", "-")}-[0-9]*.tgz`, { cwd: root });
  return [join(root, basename(tarball)), ...ours.flatMap(tarballsFor)];
}

/** The first block of a page that shows what was printed. */
function outputIn(text: string): string {
  const [, output] = /^```text[^\n]*\n([\s\S]*?)^```$/m.exec(text) ?? [];
  if (output === undefined) throw new Error("the page shows no output");
  return output;
}

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
 * The first pages that a stranger reads, followed to the letter in an empty folder: the files as they are pasted, and the
 * commands as they are typed. Only the names of our packages are replaced by their tarballs.
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

const PAGES = [
  ["README.md", "1 passed"],
  ["docs/get-started.md", "5 passed"],
  ["packages/local/README.md", "1 passed"],
] as const;

test.skipIf(!isWholeRun).each(PAGES)(
  "%s is followed in an empty folder: %s",
  async (path, passes) => {
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
    expect(stdout).toMatch(new RegExp(`Tests\\s+${passes}`));
  },
  600_000,
);

/** The commands of a page, from its first block to the one behind the tests, with the packages from their tarballs. */
function commandsOf(text: string): string[] {
  const blocks = Array.from(text.matchAll(/^```sh\n([\s\S]*?)^```$/gm), ([, block = ""]) => block);
  const tests = blocks.findIndex((block) => block.includes("npx vitest run"));
  const end = blocks[tests + 1]?.startsWith("npx tsc") ? tests + 2 : tests + 1;
  return blocks
    .slice(0, end)
    .join("")
    .replace("mkdir shop && cd shop\n", "")
    .replace(/^npm install .*$/gm, (line) => line.replace(/@faultwire\/(\w+)/g, (_, name) => tarballOf(name)))
    .replace(/^npm install (?!--save-dev)/m, `npm install ${tarballOf("wire")} `)
    .trim()
    .split("\n");
}

function tarballOf(name: string): string {
  const [tarball = ""] = globSync(`faultwire-${name}-*.tgz`, { cwd: root });
  return join(root, basename(tarball));
}

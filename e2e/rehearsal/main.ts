/**
 * Rehearses a release on this machine: versions and changelogs in a copy of the repository, all packages published to a
 * registry on loopback, and installed from it with npm and pnpm into fresh projects of every supported kind.
 *
 *     node e2e/rehearsal/main.ts [NAME...]
 *
 * With names, such as `vitest` or `typescript`, only the projects are tried whose names begin so. Nothing of the
 * repository is changed, and nothing is published anywhere else. Ends with 1 where anything fails.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { consumers } from "./consumers.ts";
import { copyRepository } from "./copy-repository.ts";
import { publish } from "./publish.ts";
import { measure, printTable, type Result } from "./result.ts";
import { run } from "./run.ts";
import { startRegistry } from "./start-registry.ts";
import { tryConsumer } from "./try-consumer.ts";

const root = join(import.meta.dirname, "../..");
const names = process.argv.slice(2).filter((name) => name !== "--");
const chosen = consumers.filter(
  ({ name }) => names.length === 0 || names.some((each) => name.toLowerCase().startsWith(each.toLowerCase())),
);
if (chosen.length === 0) throw new TypeError(`release:dry: no project begins with ${names.join(" or ")}`);

const folder = mkdtempSync(join(tmpdir(), "faultwire-rehearsal-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

const registry = await startRegistry(join(folder, "registry"));
try {
  const copy = join(folder, "repository");
  await copyRepository(root, copy);
  const tarballs = await publish(copy, registry.url);
  const { version } = JSON.parse(readFileSync(join(copy, "packages/wire/package.json"), "utf8"));
  console.log(`Published ${version} to ${registry.url}`);
  const results = [...(await checkTarballs(tarballs, version)), ...(await tryConsumers(version))];
  process.exitCode = printTable(results) ? 0 : 1;
} finally {
  await registry.close();
}

/** Checks what was published as `npm test` checks what would be, and that it has a version and a changelog. */
async function checkTarballs(tarballs: string, version: string): Promise<Result[]> {
  const results: Result[] = [];
  for (const name of readdirSync(join(root, "packages"))) {
    const file = name === "faultwire" ? name : `faultwire-${name}`;
    const tarball = join(tarballs, `${file}-${version}.tgz`);
    const command = ["node", "../../scripts/check-tarball.mjs", tarball, "--released"];
    const options = { cwd: join(root, "packages", name) };
    results.push(
      await measure({ subject: "tarball", check: basename(tarball) }, () => run(command, options)),
    );
  }
  return results;
}

/** Tries the chosen projects, as many at once as there are processors. */
async function tryConsumers(version: string): Promise<Result[]> {
  const queue = [...chosen.entries()];
  const results: Result[] = [];
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [number, consumer] = next;
      const release = { version, registry: registry.url };
      results.push(...(await tryConsumer(consumer, join(folder, `${number}`), release)));
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
  return results;
}

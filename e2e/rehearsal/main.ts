/**
 * Rehearses a release on this machine: versions and changelogs in a copy of the repository, all packages published to a
 * registry on loopback, and installed from it with npm and pnpm into fresh projects of every supported kind.
 *
 *     node e2e/rehearsal/main.ts [NAME...]
 *
 * With names, such as `vitest` or `typescript`, only the projects are tried whose names begin so. Nothing of the
 * repository is changed, and nothing is published anywhere else. Ends with 1 where anything fails.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { consumers } from "./consumers.ts";
import { copyRepository } from "./copy-repository.ts";
import { printTable } from "./print-table.ts";
import { publish } from "./publish.ts";
import { startRegistry } from "./start-registry.ts";
import { type Result, tryConsumer } from "./try-consumer.ts";

const root = join(import.meta.dirname, "../..");
const names = process.argv.slice(2).filter((name) => name !== "--");
const chosen = consumers.filter(
  ({ name }) => names.length === 0 || names.some((each) => name.toLowerCase().startsWith(each.toLowerCase())),
);
if (chosen.length === 0) throw new TypeError(`release:dry: no project begins with ${names.join(" or ")}`);

const folder = mkdtempSync(join(tmpdir(), "faultwire-rehearsal-"));
const registry = await startRegistry(join(folder, "registry"));
try {
  const copy = join(folder, "repository");
  await copyRepository(root, copy);
  await publish(copy, registry.url);
  const { version } = JSON.parse(readFileSync(join(copy, "packages/wire/package.json"), "utf8"));
  console.log(`Published ${version} to ${registry.url}`);
  const queue = [...chosen.entries()];
  const results: Result[] = [];
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [number, consumer] = next;
      console.log(`${consumer.name}, ${consumer.manager} ...`);
      results.push(
        ...(await tryConsumer(consumer, join(folder, `${number}`), { version, registry: registry.url })),
      );
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
  process.exitCode = printTable(results) ? 0 : 1;
} finally {
  await registry.close();
  rmSync(folder, { recursive: true, force: true });
}

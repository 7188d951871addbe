/**
 * Changes the sources of packages in every way that Stryker knows, and tests whether the tests notice.
 *
 *     node e2e/mutation/main.ts [PACKAGE...] [--files GLOB] [--own] [--sample N] [--seed S] [--workers N] [--force]
 *
 * The tests of the package itself come first, those of `e2e` then try what survived, unless `--own` leaves them out. A
 * result is used again as long as the file with the mutant and the file of the test that killed it have not changed.
 * Survivors that are listed are tried with quick tests only. `--force` tries everything again, with all tests.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { mutatePackage } from "./mutate-package.ts";

const PACKAGES = ["wire", "catalog", "handler", "caller"];

const { values: options, positionals } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
  allowPositionals: true,
  options: {
    files: { type: "string" },
    own: { type: "boolean" },
    sample: { type: "string" },
    seed: { type: "string" },
    workers: { type: "string" },
    force: { type: "boolean" },
  },
});
const unknown = positionals.find((name) => !PACKAGES.includes(name));
if (unknown !== undefined) throw new TypeError(`mutate: ${unknown} is not one of ${PACKAGES.join(", ")}`);

const seed = Number(options.seed ?? Math.floor(Math.random() * 1e6));
let isGood = true;
for (const name of positionals.length > 0 ? positionals : PACKAGES) {
  const isEnough = await mutatePackage(name, {
    root: join(import.meta.dirname, "../.."),
    files: options.files,
    isOwn: options.own,
    isForced: options.force,
    sample: options.sample === undefined ? undefined : { size: Number(options.sample), seed },
    workers: options.workers === undefined ? undefined : Number(options.workers),
  });
  isGood = isEnough && isGood;
}
process.exitCode = isGood ? 0 : 1;

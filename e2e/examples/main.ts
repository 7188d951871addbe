/**
 * Tries examples as a user would, each in an empty folder: installs the packages as they would be published, checks
 * types, runs the tests and what the README says to run.
 *
 *     npm run examples [-- NAME...]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { examples } from "./example.ts";
import { packPackages } from "./pack-packages.ts";
import { runExample } from "./run-example.ts";

const named = process.argv.slice(2).filter((argument) => argument !== "--");
const unknown = named.find((name) => !examples.includes(name));
if (unknown !== undefined) throw new TypeError(`examples: ${unknown} is not one of ${examples.join(", ")}`);

// A service that an example has started ends with this process.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

const packed = mkdtempSync(join(tmpdir(), "faultwire-examples-"));
try {
  const tarballs = packPackages(packed);
  for (const name of named.length > 0 ? named : examples)
    await tryExample(name, () => runExample(name, tarballs));
} finally {
  rmSync(packed, { recursive: true, force: true });
}

async function tryExample(name: string, attempt: () => Promise<void>): Promise<void> {
  const begin = performance.now();
  const failure = await attempt().then(
    () => undefined,
    (error: Error) => error,
  );
  const seconds = `${Math.round((performance.now() - begin) / 1000)} s`;
  console.log(`${failure ? "✗" : "✓"} ${name.padEnd(16)}${seconds}`);
  if (failure === undefined) return;
  console.error(failure.message);
  process.exitCode = 1;
}

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { folder, type Manifest, readClaims, readManifest } from "./example.ts";
import type { Tarballs } from "./pack-packages.ts";
import { run } from "./run.ts";
import { startAndCall } from "./start-and-call.ts";

/** Names of files that a user of an example does not get. */
const LEFT_OUT = ["node_modules", "package-lock.json", "cdk.out"];

/**
 * Copies an example into an empty folder, installs it with the packed packages in the place of the registry's, checks its
 * types, runs its tests and what its README says to run, and removes the folder.
 *
 * @throws Error with the output of the command that failed.
 */
export async function runExample(name: string, tarballs: Tarballs): Promise<void> {
  const copy = mkdtempSync(join(tmpdir(), `faultwire-example-${name}-`));
  try {
    cpSync(join(folder, name), copy, {
      recursive: true,
      filter: (path) => !LEFT_OUT.includes(basename(path)),
    });
    const manifest = readManifest(copy);
    writeFileSync(join(copy, "package.json"), JSON.stringify(withTarballs(manifest, tarballs)));
    await run("npm install --no-audit --no-fund --prefer-offline --loglevel=error", copy);
    await run("npm run types", copy);
    const output = await run("npm test", copy);
    const { tests, calls } = readClaims(readFileSync(join(copy, "README.md"), "utf8"));
    const missing = tests.filter((test) => !output.includes(`> ${test}`));
    if (missing.length > 0) throw new Error(`README.md has tests that did not run: ${missing.join("; ")}`);
    if (manifest.scripts.start !== undefined) await startAndCall(copy, calls);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Names the tarballs as dependencies, and for what the tarballs themselves depend on. */
function withTarballs(manifest: Manifest, tarballs: Tarballs): object {
  const packed = Object.entries(tarballs).map(([name, path]) => [name, `file:${path}`] as const);
  const replace = (dependencies: Readonly<Record<string, string>>) => ({
    ...dependencies,
    ...Object.fromEntries(packed.filter(([name]) => name in dependencies)),
  });
  const { dependencies, devDependencies } = manifest;
  const overrides = packed.filter(([name]) => !(name in dependencies || name in devDependencies));
  return {
    ...manifest,
    dependencies: replace(dependencies),
    devDependencies: replace(devDependencies),
    overrides: Object.fromEntries(overrides),
  };
}

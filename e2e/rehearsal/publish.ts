import { appendFileSync, globSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { refuseOtherRegistries } from "./refuse-other-registries.ts";
import { run } from "./run.ts";

/**
 * Gives a copy of the repository its next versions and changelogs, and publishes all public packages in the steps of
 * `.github/workflows/release.yml`: plan, pack, publish what was packed. A provenance statement needs a real CI.
 *
 * @param copy A folder that may be changed.
 * @returns The folder of the tarballs.
 */
export async function publish(copy: string, registry: string): Promise<string> {
  const options = { cwd: copy, env: environment(copy) };
  // After the repository's own lines, of which those about other keys stay.
  appendFileSync(join(copy, ".npmrc"), npmrc(registry));
  await refuseOtherRegistries(copy, options.env);
  const [plan, packed] = [join(copy, "plan.json"), join(copy, "packed")];
  // A commit of next versions has none left.
  if (globSync(".changeset/*.md", { cwd: copy }).length > 0) await run(["changeset", "version"], options);
  await run(["changeset", "publish-plan", "--output", plan], options);
  await run(["changeset", "pack", "--from-publish-plan", plan, "--out-dir", packed], options);
  await refuseOtherRegistries(copy, options.env);
  await run(["changeset", "publish", "--from-pack-dir", packed, "--no-git-tag"], options);
  return join(packed, "packages");
}

/** No registry takes a package without a token; this one takes any. */
function npmrc(registry: string): string {
  return `\nregistry=${registry}\n${registry.replace(/^https?:/, "")}:_authToken=rehearsal\n`;
}

/**
 * An environment of its own: without the settings and the credentials of the user, and with proxies that do not exist,
 * so that no other host can be reached.
 */
function environment(copy: string): NodeJS.ProcessEnv {
  const home = join(copy, "home");
  mkdirSync(home, { recursive: true });
  const nowhere = "http://127.0.0.1:9";
  return {
    PATH: process.env.PATH,
    HOME: home,
    XDG_CONFIG_HOME: home,
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    NO_PROXY: "127.0.0.1",
  };
}

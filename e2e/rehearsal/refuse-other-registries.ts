import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "./run.ts";

/**
 * Whether a URL is of this machine, written in the one way that every program reads alike: without a user, a path or a
 * number in another form.
 */
export function isLoopback(url: string): boolean {
  return /^https?:\/\/(?:127(?:\.\d{1,3}){3}|\[::1\]|localhost)(?::\d{1,5})?\/?$/.test(url);
}

/**
 * Refuses to go on unless all packages of a repository would be published to loopback. It asks pnpm itself, in each
 * folder that is published and with the environment of publishing: pnpm 12 ignores `npm_config_registry`, and a registry of
 * a scope or in `publishConfig` comes before the default one.
 *
 * @throws Error naming each registry that is not on loopback, and where it is set.
 */
export async function refuseOtherRegistries(root: string, env: NodeJS.ProcessEnv): Promise<void> {
  const manifests = globSync("packages/*/package.json", { cwd: root }).map((path) => join(root, path));
  if (manifests.length === 0) throw new Error(`${root} has no packages`);
  const folders = [root, ...manifests.map(dirname)];
  const defaults = await Promise.all(folders.map((folder) => defaultRegistry(folder, env)));
  const written = [...manifests.map(registriesIn), ...folders.map(registriesOfNpmrc)];
  const found = [...defaults, ...(await registriesOfScopes(root, env)), ...written.flat()];
  const others = found.filter(({ url }) => !isLoopback(url));
  if (others.length === 0) return;
  const list = others.map(({ url, setBy }) => `  ${setBy}: ${JSON.stringify(url)}`).join("\n");
  throw new Error(`Nothing is published: these registries are not on loopback.\n${list}`);
}

interface Target {
  readonly url: string;
  readonly setBy: string;
}

async function defaultRegistry(folder: string, env: NodeJS.ProcessEnv): Promise<Target> {
  const command = ["pnpm", "config", "get", "registry"];
  return {
    url: (await run(command, { cwd: folder, env })).trim(),
    setBy: `${command.join(" ")}, in ${folder}`,
  };
}

/** The registries that pnpm reports for scopes, in both of its forms. One is built in, for a scope that is not ours. */
async function registriesOfScopes(root: string, env: NodeJS.ProcessEnv): Promise<Target[]> {
  const list = await run(["pnpm", "config", "list", "--json"], { cwd: root, env });
  const { registries = {}, ...settings } = JSON.parse(list);
  const names = Object.keys(settings).filter(
    (name) => name.endsWith(":registry") && name !== "@jsr:registry",
  );
  const urls = Object.entries<{ scopes?: string[] }>(registries).filter(([, { scopes = [] }]) =>
    scopes.some((scope) => scope !== "@jsr"),
  );
  return [
    ...names.map((name) => ({ url: String(settings[name]), setBy: `${name} of pnpm config list` })),
    ...urls.map(([url]) => ({ url, setBy: "registries of pnpm config list" })),
  ];
}

/** The registries in a `.npmrc`, which pnpm does not read in every folder, and npm does. */
function registriesOfNpmrc(folder: string): Target[] {
  const file = join(folder, ".npmrc");
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").matchAll(/^\s*([^=\n]*registry)\s*=\s*(.*?)\s*$/gm);
  return Array.from(lines, ([, name, url = ""]) => ({ url, setBy: `${name} of ${file}` }));
}

/** Any registry in `publishConfig`, which no other setting overrides. */
function registriesIn(manifest: string): Target[] {
  const { publishConfig = {} } = JSON.parse(readFileSync(manifest, "utf8"));
  return Object.entries(publishConfig)
    .filter(([name]) => name.endsWith("registry"))
    .map(([name, url]) => ({ url: String(url), setBy: `publishConfig.${name} of ${manifest}` }));
}

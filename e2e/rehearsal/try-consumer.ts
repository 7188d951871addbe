import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { type Check, type Consumer, type NodeVersion, OLDEST_NODE } from "./consumer.ts";
import { OLDEST_NODE_PACKAGE } from "./oldest-node-consumer.ts";
import { measure, type Result } from "./result.ts";
import { run } from "./run.ts";

/** The folders of Node.js: two versions of the lockfile, and the one that a project installs. */
const NODES: Readonly<Record<NodeVersion, string>> = {
  [OLDEST_NODE]: join("node_modules", OLDEST_NODE_PACKAGE, "bin"),
  22: join(import.meta.dirname, "../toolchains/node_modules/node-22/bin"),
  24: dirname(process.execPath),
};

/** The version of our packages that is tried, and the registry that has it. */
export interface Release {
  readonly version: string;
  readonly registry: string;
}

/** Makes a project, installs the published packages into it, and runs its checks. */
export async function tryConsumer(consumer: Consumer, folder: string, release: Release): Promise<Result[]> {
  const { name, manager, ours, manifest, write, checks } = consumer;
  const versions = Object.fromEntries(ours.map((one) => [one, release.version]));
  const dependencies = { ...manifest.dependencies, ...versions };
  mkdirSync(folder, { recursive: true });
  write(folder);
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "consumer", private: true, ...manifest, dependencies }),
  );
  writeFileSync(join(folder, ".npmrc"), `registry=${release.registry}\n`);
  // Install scripts of others' packages are the user's to allow, and nothing here needs one.
  writeFileSync(join(folder, "pnpm-workspace.yaml"), "strictDepBuilds: false\n");
  const install: Check = { name: "install", command: [manager, "install"] };
  const results: Result[] = [];
  for (const { name: check, node = 24, command, input, prints } of [install, ...checks]) {
    const subject = { subject: `${name}, ${manager}`, check: `${check}, Node.js ${node}` };
    const result = await measure(subject, async () => {
      const output = await run(command, { cwd: folder, env: environment(folder, node), input });
      if (prints?.test(output) === false) throw new Error(`${command.join(" ")} printed\n${output}`);
    });
    results.push(result);
    if (check === install.name && result.failure !== undefined) break;
  }
  return results;
}

/** The programs of the project come first; settings that `npm run` and `pnpm run` hand on would override its own. */
function environment(folder: string, node: NodeVersion): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^p?npm_/i.test(name));
  const path = [resolve(folder, NODES[node]), join(folder, "node_modules/.bin"), process.env.PATH].join(
    delimiter,
  );
  return { ...Object.fromEntries(own), PATH: path };
}

/**
 * Bundles AWS's runtime clients with our stand-in for their native addon into `runtime/`, one file each that needs
 * nothing but Node.js. AWS's code is not part of this repository: it is taken from the installed packages, and
 * licence, notice and third-party licences travel with the bundles.
 */
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

interface Client {
  /** The name it is installed under. */
  readonly name: string;
  readonly entry: string;
  /** The expression that loads the addon; there is exactly one. */
  readonly addon: string;
  /** The line that starts the client, if the entry only exports it. The images of nodejs22.x do the same. */
  readonly start: string;
}

const home = new URL("..", import.meta.url);
const target = new URL("runtime/", home);
const CLIENTS: readonly Client[] = [
  {
    name: "aws-lambda-ric",
    entry: "index.mjs",
    addon: 'cjsRequire("./rapid-client.node")',
    start: "",
  },
  {
    name: "aws-lambda-ric-3",
    entry: "dist/index.mjs",
    addon: '__require("./rapid-client.node")',
    start: "await run(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);\n",
  },
];

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
const versions = await Promise.all(CLIENTS.map(bundle));
// pnpm leaves the package's own licence out where another file is named LICENSE.
await copyShared("LICENSE", "AWS-LICENSE");
for (const file of ["NOTICE", "THIRD-PARTY-LICENSES"]) await copyShared(file, file);
await writeFile(
  new URL("README.md", target),
  `aws-lambda-ric ${versions.join(" and ")}, AWS's Node.js runtime interface client (Apache-2.0, see AWS-LICENSE, NOTICE and
THIRD-PARTY-LICENSES, the same for both), bundled unchanged but for one statement: where it loads its native addon
\`rapid-client.node\` it uses @faultwire/local's JavaScript stand-in with the same three functions. A last line
starts the older one, whose package only exports how.
`,
);

async function bundle({ name, entry, addon, start }: Client): Promise<string> {
  const { version } = JSON.parse(await readFile(installed(name, "package.json"), "utf8"));
  const source = await readFile(installed(name, entry), "utf8");
  const uses = source.split(addon).length - 1;
  if (uses !== 1) {
    throw new Error(
      `bundling aws-lambda-ric ${version}: expected one ${addon}, found ${uses}: read its loader again`,
    );
  }
  const client = source.replace(/^#!.*\n/, "").replace(addon, "rapidClient");
  await build({
    stdin: {
      contents: `import * as rapidClient from "./src/runtime/rapid-client.ts";\n${client}\n${start}`,
      resolveDir: fileURLToPath(home),
      sourcefile: "aws-lambda-ric.mjs",
    },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node22",
    outfile: fileURLToPath(new URL(`aws-lambda-ric-${version}.mjs`, target)),
    logLevel: "warning",
  });
  return version;
}

/** Copies a file that is the same in every client. */
async function copyShared(file: string, name: string): Promise<void> {
  const texts = await Promise.all(CLIENTS.map((client) => readFile(installed(client.name, file), "utf8")));
  if (new Set(texts).size > 1) throw new Error(`bundling aws-lambda-ric: the clients differ in ${file}`);
  await copyFile(installed("aws-lambda-ric", file), new URL(name, target));
}

function installed(name: string, file: string): URL {
  return new URL(`node_modules/${name}/${file}`, home);
}

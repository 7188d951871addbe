/**
 * Puts AWS's runtime clients into `runtime/`, each a file that needs nothing but Node.js and our stand-in for its native
 * addon. Their lines stay where they are, so that stacks name the same lines as on AWS. AWS's code is not part of this
 * repository: it is taken from the installed packages, and licence, notice and third-party licences travel with it.
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
  /** The first line: a shebang or a comment, which goes. */
  readonly firstLine: RegExp;
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
    firstLine: /^#!.*/,
    start: "",
  },
  {
    name: "aws-lambda-ric-3",
    entry: "dist/index.mjs",
    addon: '__require("./rapid-client.node")',
    firstLine: /^\/\*\* Copyright .*\*\//,
    start: "await run(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);\n",
  },
];
const STAND_IN = "rapid-client.mjs";
/** Modules that functions load where they are TypeScript, watched or debugged. */
const COMPANIONS = ["load-built.mjs", "companion.mjs"];
/** The place from which the client loads the function's code, which its errors name. */
const REQUIRE = "createRequire(import.meta.url)";

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
for (const file of [STAND_IN, ...COMPANIONS]) await bundleOwn(file);
const versions = await Promise.all(CLIENTS.map(bundle));
// pnpm leaves the package's own licence out where another file is named LICENSE.
await copyShared("LICENSE", "AWS-LICENSE");
for (const file of ["NOTICE", "THIRD-PARTY-LICENSES"]) await copyShared(file, file);
await writeFile(
  new URL("README.md", target),
  `aws-lambda-ric ${versions.join(" and ")}, AWS's Node.js runtime interface client (Apache-2.0, see AWS-LICENSE, NOTICE and
THIRD-PARTY-LICENSES, the same for both), unchanged but for the first and the last line and two expressions: where it
loads its native addon \`rapid-client.node\` it uses @faultwire/local's JavaScript stand-in \`${STAND_IN}\` with the same
three functions, which the first line imports; and it requires modules as if it were the file \`/var/runtime/index.mjs\`,
as on AWS. The last line has that name for stacks, and starts the older client, whose package only exports how.
`,
);

/** Bundles a module of ours that runs in functions' processes. */
async function bundleOwn(file: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL(`src/runtime/${file.replace(".mjs", ".ts")}`, home))],
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node22",
    keepNames: true,
    footer: { js: sourceName(file) },
    outfile: fileURLToPath(new URL(file, target)),
    logLevel: "warning",
  });
}

async function bundle({ name, entry, addon, firstLine, start }: Client): Promise<string> {
  const { version } = JSON.parse(await readFile(installed(name, "package.json"), "utf8"));
  const source = await readFile(installed(name, entry), "utf8");
  const uses = source.split(addon).length - 1;
  if (uses !== 1 || !firstLine.test(source) || source.split(REQUIRE).length !== 2) {
    throw new Error(
      `bundling aws-lambda-ric ${version}: expected ${firstLine}, one ${REQUIRE} and one ${addon}, found ${uses}: read its loader again`,
    );
  }
  const client = source
    .replace(firstLine, `import * as rapidClient from "./${STAND_IN}";`)
    .replace(addon, "rapidClient")
    .replace(REQUIRE, 'createRequire("file:///var/runtime/index.mjs")');
  await writeFile(
    new URL(`aws-lambda-ric-${version}.mjs`, target),
    `${client.trimEnd()}\n${start}${sourceName("index.mjs")}\n`,
  );
  return version;
}

/** Names a file in stacks by its place on AWS. */
function sourceName(file: string): string {
  return `//# sourceURL=file:///var/runtime/${file}`;
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

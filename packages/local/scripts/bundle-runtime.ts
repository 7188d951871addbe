/**
 * Bundles AWS's runtime client with our stand-in for its native addon into `runtime/`, one file that needs
 * nothing but Node.js. AWS's code is not part of this repository: it is taken from the installed package, and
 * its licence, notice and third-party licences travel with the bundle.
 */
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const home = new URL("../", import.meta.url);
const client = new URL("node_modules/aws-lambda-ric/", home);
const target = new URL("runtime/", home);
const ADDON = 'cjsRequire("./rapid-client.node")';

const { version } = JSON.parse(await readFile(new URL("package.json", client), "utf8"));
const source = await readFile(new URL("index.mjs", client), "utf8");
const uses = source.split(ADDON).length - 1;
if (uses !== 1) {
  throw new Error(
    `bundling aws-lambda-ric ${version}: expected one ${ADDON}, found ${uses}: read its loader again`,
  );
}

await mkdir(target, { recursive: true });
await build({
  stdin: {
    contents: `import * as rapidClient from "./src/runtime/rapid-client.ts";\n${source.replace(/^#!.*\n/, "").replace(ADDON, "rapidClient")}`,
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
for (const file of ["LICENSE", "NOTICE", "THIRD-PARTY-LICENSES"]) {
  await copyFile(new URL(file, client), new URL(file, target));
}
await writeFile(
  new URL("README.md", target),
  `aws-lambda-ric ${version}, AWS's Node.js runtime interface client (Apache-2.0, see LICENSE, NOTICE and
THIRD-PARTY-LICENSES), bundled unchanged but for one statement: where it loads its native addon
\`rapid-client.node\` it uses @faultwire/local's JavaScript stand-in with the same three functions.
`,
);

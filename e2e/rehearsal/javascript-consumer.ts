import { cpSync } from "node:fs";
import { join } from "node:path";
import {
  type Check,
  COMMON,
  type Consumer,
  caughtBy,
  FILES,
  NODES,
  type NodeVersion,
  OURS,
  onEachNode,
} from "./consumer.ts";

/** The lines that the programs print, with any version of zod. */
export const CAUGHT: RegExp = caughtBy("invoke", "rest", "http", "url", "alb");
const programs = [
  ["ESM", "esm/main.mjs"],
  ["CommonJS", "cjs/main.cjs"],
  ["a minified ESM bundle", "bundle-esm/main.mjs"],
  ["a minified CommonJS bundle", "bundle-cjs/main.cjs"],
] as const;

/** ESM and CommonJS, as they are, bundled and under jest, and both commands. */
export function javascript(manager: Consumer["manager"], nodes: readonly NodeVersion[] = NODES): Consumer {
  const node = nodes.at(-1) ?? 24;
  return {
    name: "JavaScript",
    manager,
    ours: [...OURS, "faultwire"],
    manifest: {
      dependencies: COMMON,
      devDependencies: { esbuild: "^0.28.0", jest: "^30.0.0" },
      jest: { testMatch: ["**/*.test.cjs"] },
    },
    write: (folder) => cpSync(join(FILES, "javascript"), folder, { recursive: true }),
    checks: [
      bundle("esm", ".mjs"),
      bundle("cjs", ".cjs"),
      ...programs.flatMap(([name, file]) =>
        onEachNode({ name, command: ["node", file], prints: CAUGHT }, nodes),
      ),
      ...onEachNode({ name: "jest 30", command: ["node", "node_modules/jest/bin/jest.js"] }, nodes),
      {
        name: "faultwire explain",
        node,
        command: ["faultwire", "explain"],
        input: '{"errorType":"OrderNotFound","errorMessage":"no order","trace":[]}',
        prints: /^OrderNotFound: no order$/m,
      },
      {
        name: "faultwire-local --help",
        node,
        command: ["faultwire-local", "--help"],
        prints: /--function NAME=HANDLER/,
      },
    ],
  };
}

/** The function and its caller in files of their own; local and the SDK stay outside, as they do on Lambda. */
function bundle(format: "cjs" | "esm", extension: string): Check {
  const entries = [`${format}/orders${extension}`, `${format}/main${extension}`];
  const output = [`--outdir=bundle-${format}`, `--out-extension:.js=${extension}`];
  const external = ["--external:@faultwire/local", "--external:@aws-sdk/*"];
  return {
    name: `esbuild makes minified bundles, ${format}`,
    command: [
      "esbuild",
      ...entries,
      "--bundle",
      "--minify",
      "--platform=node",
      `--format=${format}`,
      ...output,
      ...external,
    ],
  };
}

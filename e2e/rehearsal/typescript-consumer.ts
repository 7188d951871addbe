import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { COMMON, type Consumer, caughtBy, OURS, onEachNode } from "./consumer.ts";

/** `npm test` compiles them too, with the newest TypeScript and the packages of the workspace. */
const SOURCES = join(import.meta.dirname, "../test/consumer");
const TYPES = { "@types/aws-lambda": "^8.10.0", "@types/node": "^24.0.0" };

/** Every minor version, from the oldest that can read our declarations. */
export const TYPESCRIPTS: readonly string[] = ["5.4", "5.5", "5.6", "5.7", "5.8", "5.9", "6.0", "7.0"];
/** The kinds of modules: compiler options, and the `type` of each folder that is compiled. */
const KINDS = {
  nodenext: { options: { module: "nodenext" }, types: ["module", "commonjs"] },
  node16: { options: { module: "node16" }, types: ["module", "commonjs"] },
  bundler: { options: { module: "esnext", moduleResolution: "bundler" }, types: ["module"] },
} as const;
/** The strictest options that a project may have. `docs/typescript.md` states the ones that it needs. */
export const STRICTEST = {
  target: "es2022",
  lib: ["es2022", "dom", "esnext.disposable"],
  types: ["node"],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  isolatedModules: true,
  declaration: true,
  skipLibCheck: false,
};

/** All kinds of modules under the strictest options, and what the compiler wrote, run. */
export function typescript(manager: Consumer["manager"], versions: readonly string[]): Consumer {
  const compilers = versions.map((version) => [`typescript-${version}`, `npm:typescript@~${version}.0`]);
  const kinds = Object.entries(KINDS);
  return {
    name: "TypeScript",
    manager,
    ours: OURS,
    manifest: { dependencies: COMMON, devDependencies: { ...TYPES, ...Object.fromEntries(compilers) } },
    write: (folder) => {
      for (const [kind, { options, types }] of kinds) {
        for (const type of types) {
          cpSync(SOURCES, join(folder, kind, type), { recursive: true });
          // Beside the sources for the compiler, beside its output for Node.js.
          for (const place of [type, ...versions.map((version) => `dist-${version}/${type}`)])
            writeManifest(join(folder, kind, place), { type });
        }
        for (const version of versions) {
          const compilerOptions = { ...STRICTEST, ...options, rootDir: ".", outDir: `dist-${version}` };
          const config = { compilerOptions, include: types.map((type) => `${type}/*.ts`) };
          writeFileSync(join(folder, kind, `tsconfig-${version}.json`), JSON.stringify(config));
        }
      }
    },
    checks: versions.flatMap((version) =>
      kinds.flatMap(([kind, { types }]) => [
        {
          name: `TypeScript ${version}, ${kind}`,
          command: [
            "node",
            `node_modules/typescript-${version}/bin/tsc`,
            "-p",
            `${kind}/tsconfig-${version}.json`,
          ],
        },
        ...types.flatMap((type) => {
          const output = `${kind}/dist-${version}/${type}`;
          const name = `what TypeScript ${version} wrote, ${kind}, ${type}`;
          const isEdge = version === versions[0] || version === versions.at(-1);
          return isEdge
            ? onEachNode({ name, command: ["node", `${output}/main.js`, output], prints: caughtBy("invoke") })
            : [];
        }),
      ]),
    ),
  };
}

function writeManifest(folder: string, manifest: object): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
}

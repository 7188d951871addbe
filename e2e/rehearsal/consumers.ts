import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A fresh project, and what is run in it after its packages are installed. */
export interface Consumer {
  readonly name: string;
  readonly manager: "npm" | "pnpm";
  /** Its package.json; our packages are added to it. */
  readonly manifest: { readonly dependencies: Record<string, string>; readonly [member: string]: unknown };
  /** Those of our packages that it installs. */
  readonly ours: readonly string[];
  /** Writes the files of the project. */
  readonly write: (folder: string) => void;
  readonly checks: readonly Check[];
}

export interface Check {
  readonly name: string;
  /** The command, whose first word is a program of the project or `node`. */
  readonly command: readonly string[];
  /** The version of Node.js, 24 where the check does not depend on it. */
  readonly node?: NodeVersion;
  readonly input?: string;
  /** Matches what the command prints. */
  readonly prints?: RegExp;
}

export type NodeVersion = 22 | 24;
const NODES: readonly NodeVersion[] = [22, 24];

/** Of one version, as all packages of a release are. */
const OURS = ["@faultwire/caller", "@faultwire/catalog", "@faultwire/handler", "@faultwire/local"];
const COMMON = { "@aws-sdk/client-lambda": "^3.600.0", zod: "^4.0.0" };
const TYPES = { "@types/aws-lambda": "^8.10.0", "@types/node": "^24.0.0" };

/** Every minor version from the oldest that can read our declarations. */
const TYPESCRIPTS = ["5.4", "5.5", "5.6", "5.7", "5.8", "5.9", "6.0", "7.0"] as const;
/** The kinds of modules: compiler options, and the `type` of each folder that is compiled. */
const KINDS = {
  nodenext: { options: { module: "nodenext" }, types: ["module", "commonjs"] },
  node16: { options: { module: "node16" }, types: ["module", "commonjs"] },
  bundler: { options: { module: "esnext", moduleResolution: "bundler" }, types: ["module"] },
} as const;
const STRICT = {
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

const files = join(import.meta.dirname, "consumers");
/** The lines that each program prints: how it called, that it caught the class, the details, status and execution. */
const caughtBy = (...ways: string[]) =>
  new RegExp(`^${ways.map((way) => `${way} true o-2 404 started\\n`).join("")}$`);
const CAUGHT = caughtBy("invoke", "rest", "http", "url", "alb");

export const consumers: readonly Consumer[] = [
  javascript("npm"),
  javascript("pnpm"),
  typescript("npm", TYPESCRIPTS),
  typescript("pnpm", ["5.4", "7.0"]),
  vitest("npm", 3),
  vitest("pnpm", 4),
  vitest("npm", 5),
  vitest("pnpm", 5),
];

/** ESM and CommonJS, as they are, bundled and under jest, and both commands. */
function javascript(manager: Consumer["manager"]): Consumer {
  const external = ["--external:@faultwire/local", "--external:@aws-sdk/*"];
  const bundle = (format: "cjs" | "esm", extension: string): Check => ({
    name: `esbuild makes minified bundles, ${format}`,
    command: [
      ...["esbuild", `${format}/orders${extension}`, `${format}/main${extension}`, "--bundle", "--minify"],
      ...[
        "--platform=node",
        `--format=${format}`,
        `--outdir=bundle-${format}`,
        `--out-extension:.js=${extension}`,
      ],
      ...external,
    ],
  });
  return {
    name: "JavaScript",
    manager,
    ours: [...OURS, "faultwire"],
    manifest: {
      dependencies: COMMON,
      devDependencies: { esbuild: "^0.28.0", jest: "^30.0.0" },
      jest: { testMatch: ["**/*.test.cjs"] },
    },
    write: (folder) => cpSync(join(files, "javascript"), folder, { recursive: true }),
    checks: [
      bundle("esm", ".mjs"),
      bundle("cjs", ".cjs"),
      ...onEachNode("ESM", ["node", "esm/main.mjs"]),
      ...onEachNode("CommonJS", ["node", "cjs/main.cjs"]),
      ...onEachNode("a minified ESM bundle", ["node", "bundle-esm/main.mjs"]),
      ...onEachNode("a minified CommonJS bundle", ["node", "bundle-cjs/main.cjs"]),
      ...NODES.map((node) => ({ name: "jest 30", command: ["node", "node_modules/jest/bin/jest.js"], node })),
      {
        name: "faultwire explain",
        command: ["faultwire", "explain"],
        input: '{"errorType":"OrderNotFound","errorMessage":"no order","trace":[]}',
        prints: /^OrderNotFound: no order$/m,
      },
      {
        name: "faultwire-local --help",
        command: ["faultwire-local", "--help"],
        prints: /--function NAME=HANDLER/,
      },
    ],
  };
}

/** All kinds of modules under the strictest options, and what the compiler wrote, run. */
function typescript(manager: Consumer["manager"], versions: readonly string[]): Consumer {
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
          cpSync(join(import.meta.dirname, "../test/consumer"), join(folder, kind, type), {
            recursive: true,
          });
          // Beside the sources for the compiler, beside its output for Node.js.
          for (const place of [type, ...versions.map((version) => `dist-${version}/${type}`)])
            writeManifest(join(folder, kind, place), { type });
        }
        for (const version of versions) {
          const compilerOptions = { ...STRICT, ...options, rootDir: ".", outDir: `dist-${version}` };
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
          return isEdge ? onEachNode(name, ["node", `${output}/main.js`, output], caughtBy("invoke")) : [];
        }),
      ]),
    ),
  };
}

function vitest(manager: Consumer["manager"], version: number): Consumer {
  return {
    name: `vitest ${version}`,
    manager,
    ours: OURS,
    manifest: { dependencies: COMMON, devDependencies: { vitest: `^${version}.0.0` } },
    write: (folder) => {
      cpSync(join(files, "vitest"), folder, { recursive: true });
      cpSync(join(files, "javascript/esm/orders.mjs"), join(folder, "orders.mjs"));
    },
    checks: NODES.map((node) => ({
      name: `vitest ${version}`,
      command: ["node", "node_modules/vitest/vitest.mjs", "run"],
      node,
    })),
  };
}

function onEachNode(name: string, command: readonly string[], prints = CAUGHT): Check[] {
  return NODES.map((node) => ({ name, command, node, prints }));
}

function writeManifest(folder: string, manifest: object): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
}

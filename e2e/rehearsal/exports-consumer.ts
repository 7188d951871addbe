import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { COMMON, type Consumer, onEachNode } from "./consumer.ts";

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const packages = join(import.meta.dirname, "../../packages");
const manifests = globSync("*/package.json", { cwd: packages })
  .sort()
  .map((file): Manifest => JSON.parse(readFileSync(join(packages, file), "utf8")));
const peers = Object.assign({}, ...manifests.map(({ peerDependencies }) => peerDependencies ?? {}));

/** All that can be imported: each key of `exports` of each published package. */
const SPECIFIERS: readonly string[] = manifests.flatMap(({ name, exports }) =>
  Object.keys(exports).map((key) => name + key.slice(1)),
);

/** vitest itself refuses `require`; the CommonJS file is there for its types, as vitest's own is. */
const REFUSED = "@faultwire/local/vitest";
const REFUSAL = "Vitest cannot be imported in a CommonJS module";

/** All packages and all of their optional peers: every key of `exports` is imported and required. */
export function everyExport(manager: Consumer["manager"]): Consumer {
  return {
    name: "every export",
    manager,
    ours: manifests.map(({ name }) => name),
    manifest: { dependencies: { ...COMMON, ...peers } },
    write: (folder) => {
      writeFileSync(join(folder, "import.mjs"), program(IMPORT));
      writeFileSync(join(folder, "require.cjs"), `(async () => {\n${program("require(name)")}})();\n`);
    },
    checks: [
      ...onEachNode({ name: "import", command: ["node", "import.mjs"], prints: printed([]) }),
      ...onEachNode({ name: "require", command: ["node", "require.cjs"], prints: printed([REFUSED]) }),
    ],
  };
}

const IMPORT = `await import(name, name.endsWith(".json") ? { with: { type: "json" } } : {})`;

function printed(refused: readonly string[]): RegExp {
  const lines = SPECIFIERS.map(
    (name) => `${name} ${refused.includes(name) ? "is refused" : "has exports"}\\n`,
  );
  return new RegExp(`^${lines.join("")}$`);
}

function program(load: string): string {
  return `for (const name of ${JSON.stringify(SPECIFIERS)}) {
  try {
    const { default: value, ...named } = ${load};
    const count = Object.keys(name.endsWith(".json") ? (value ?? named) : named).length;
    console.log(name, count > 0 ? "has exports" : "is empty");
  } catch (error) {
    if (!error.message.startsWith(${JSON.stringify(REFUSAL)})) throw error;
    console.log(name, "is refused");
  }
}
`;
}

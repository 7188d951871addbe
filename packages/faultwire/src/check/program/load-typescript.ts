import { createRequire } from "node:module";
import { join } from "node:path";
import type ts from "typescript";
import { UsageError } from "../../usage-error.ts";

/** The packages that have TypeScript's JavaScript API. TypeScript 7 has none; the second one is for projects with it. */
const PACKAGES = ["typescript", "@typescript/typescript6"];
const OLDEST = [5, 4] as const;

/**
 * Loads the TypeScript of a project, so that its code is read as its own compiler reads it.
 *
 * @throws UsageError where it has none, or one without a JavaScript API.
 */
export function loadTypescript(folder: string): typeof ts {
  const require = createRequire(join(folder, "package.json"));
  const found: string[] = [];
  for (const name of PACKAGES) {
    const loaded = load(require, name);
    if (loaded === undefined) continue;
    found.push(`${name} ${loaded.version}`);
    if (isUsable(loaded)) return loaded;
  }
  if (found.length === 0)
    throw new UsageError(
      `check: ${folder} has no typescript; install it there: npm install --save-dev typescript@6`,
    );
  throw new UsageError(
    `check: ${found.join(" and ")} cannot be used: check needs the JavaScript API of TypeScript 5.4 to 6, which TypeScript 7 does not have; install it beside yours: npm install --save-dev @typescript/typescript6`,
  );
}

function load(require: NodeJS.Require, name: string): typeof ts | undefined {
  try {
    return require(name);
  } catch {
    // Not installed: the next one is tried.
    return undefined;
  }
}

function isUsable({ version, createProgram }: Partial<typeof ts>): boolean {
  const [major = 0, minor = 0] = (version ?? "").split(".").map(Number);
  return (
    typeof createProgram === "function" && (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]))
  );
}

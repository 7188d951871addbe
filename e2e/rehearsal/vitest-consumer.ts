import { cpSync } from "node:fs";
import { join } from "node:path";
import { COMMON, type Consumer, FILES, OURS, onEachNode } from "./consumer.ts";

/** A project whose test takes local from the fixture. */
export function vitest(manager: Consumer["manager"], version: number): Consumer {
  return {
    name: `vitest ${version}`,
    manager,
    ours: OURS,
    manifest: { dependencies: COMMON, devDependencies: { vitest: `^${version}.0.0` } },
    write: (folder) => {
      cpSync(join(FILES, "vitest"), folder, { recursive: true });
      cpSync(join(FILES, "javascript/esm/orders.mjs"), join(folder, "orders.mjs"));
    },
    checks: onEachNode({
      name: `vitest ${version}`,
      command: ["node", "node_modules/vitest/vitest.mjs", "run"],
    }),
  };
}

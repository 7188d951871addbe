import { COMMON, type Consumer, OURS } from "./consumer.ts";
import { CAUGHT, javascript } from "./javascript-consumer.ts";
import { typescript } from "./typescript-consumer.ts";

/** The oldest zod that has the interface of Standard Schema, in JavaScript and in TypeScript. */
export function oldestZod(manager: Consumer["manager"]): Consumer {
  const [inJavaScript, inTypeScript] = [javascript(manager), typescript(manager, ["5.4", "6.0"])];
  return {
    name: "zod 3.24",
    manager,
    ours: OURS,
    manifest: { ...inTypeScript.manifest, dependencies: { ...COMMON, zod: "~3.24.0" } },
    write: (folder) => {
      inJavaScript.write(folder);
      inTypeScript.write(folder);
    },
    checks: [
      { name: "ESM", command: ["node", "esm/main.mjs"], prints: CAUGHT },
      { name: "CommonJS", command: ["node", "cjs/main.cjs"], prints: CAUGHT },
      ...inTypeScript.checks,
    ],
  };
}

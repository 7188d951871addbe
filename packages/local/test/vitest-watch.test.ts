import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";

/* A project whose tests are watched by vitest. It is in this package, so that it finds vitest. */

const root = join(import.meta.dirname, `../.cache/watch-${process.pid}`);
const vitest = join(import.meta.dirname, "../node_modules/vitest/vitest.mjs");
afterAll(() => rmSync(root, { recursive: true, force: true }));

const FILES = {
  "package.json": '{ "type": "module" }',
  "src/app.ts": 'import { answer } from "./answer";\nexport const handler = async () => answer;\n',
  "src/answer.ts": 'export const answer = "first";\n',
  "vitest.config.mjs": 'export default { resolve: { conditions: ["@faultwire/source"] } };',
  "test/app.test.ts": `
    import { localTest } from "../../../src/vitest.ts";

    import.meta.glob("../src/**");

    localTest({ root: import.meta.dirname + "/..", functions: { app: "src/app.handler" } })("app", async ({ lambda }) => {
      const url = lambda.endpoint + "/2015-03-31/functions/app/invocations";
      console.log("the answer is", await (await fetch(url, { method: "POST" })).json());
    });
  `,
  "test/other.test.ts":
    'import { test } from "vitest"; test("other", () => console.log("the other test ran"));',
};

test("vitest runs a test again when a file of a function changes that it globs, and no other test", async () => {
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const child = spawn(process.execPath, [vitest, "--watch", "--no-color"], {
    cwd: root,
    env: { ...process.env, VITEST: undefined, NODE_V8_COVERAGE: "" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  try {
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
    });
    const waits = () => said.match(/Waiting for file changes/g)?.length ?? 0;
    await expect.poll(waits).toBe(1);
    expect(said).toContain("the answer is first");
    writeFileSync(join(root, "src/answer.ts"), 'export const answer = "second";\n');
    await expect.poll(waits).toBe(2);
    expect(said).toContain("the answer is second");
    expect(said.match(/the other test ran/g)).toHaveLength(1);
  } finally {
    child.kill("SIGTERM");
    await once(child, "exit");
  }
});

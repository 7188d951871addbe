import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

test("hundreds of invocations and crashes leave no process, descriptor or folder behind, and a flat heap", () => {
  const script = join(import.meta.dirname, "../scripts/soak.ts");
  const flags = ["--expose-gc", "--conditions=@faultwire/source", "--no-warnings"];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, script, "400", "20"], {
    encoding: "utf8",
  });
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^400 invocations and 20 crashes in /);
}, 60_000);

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

test("hundreds of invocations and crashes, services and calls at once leave no process, descriptor or folder behind, and a flat heap; so do killed programs, and no stranger gets in", () => {
  const script = join(import.meta.dirname, "../scripts/soak.ts");
  const flags = ["--expose-gc", "--conditions=@faultwire/source", "--no-warnings"];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...flags, script, "400", "20", "5", "60", "1"],
    {
      encoding: "utf8",
    },
  );
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(
    /^400 invocations and 20 crashes in .*\n5 services, and 60 calls at once in \d+ processes\n\d{4} requests of strangers, and 1 programs killed\n/,
  );
});

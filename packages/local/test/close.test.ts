import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { local } from "../src/index.ts";

const options = { root: `${import.meta.dirname}/functions`, functions: { f: "scripted.handler" } };

test("close ends the service, once", async () => {
  const lambda = await local(options);
  const ended = lambda.close();
  expect(lambda.close()).toBe(ended);
  expect(lambda[Symbol.asyncDispose]()).toBe(ended);
  await ended;
  await expect(fetch(lambda.endpoint)).rejects.toThrow("fetch failed");
});

test("a service that fails at any moment of its start leaves no server and no folder", async () => {
  const folder = mkdtempSync(join(tmpdir(), "faultwire-test-"));
  vi.stubEnv("TMPDIR", folder);
  const apis = { url: { type: "function-url", function: "f" } } as const;
  let failures = 0;
  let hasStarted = false;
  while (!hasStarted) {
    let reads = 0;
    const failing = new Proxy(
      { ...options, apis },
      {
        get: (target, member, receiver) => {
          if (reads++ === failures) throw new Error("read too often");
          return Reflect.get(target, member, receiver);
        },
      },
    );
    const lambda = await local(failing).catch((failure: Error) => failure.message);
    hasStarted = typeof lambda !== "string";
    if (typeof lambda !== "string") await lambda.close();
    else failures += 1;
    expect(process.getActiveResourcesInfo().filter((name) => name === "TCPServerWrap")).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  }
  expect(failures).toBeGreaterThan(20);
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

import { expect, test } from "vitest";
import type { CheckedConfig } from "../config/function-config.ts";
import { DescriptorReserve } from "./descriptor-reserve.ts";
import type { Environment } from "./environment/environment.ts";
import { EnvironmentPool, type EnvironmentRequest } from "./environment-pool.ts";

/** A pool with a place for one environment, and requests of functions by name. */
function onePlace() {
  const pool = new EnvironmentPool(1, new DescriptorReserve(0));
  const configs = new Map<string, CheckedConfig>();
  const created: string[] = [];
  const served: string[] = [];

  function requestOf(name: string): EnvironmentRequest {
    // The cast: a pool reads no more of a configuration and of an environment.
    const config = configs.get(name) ?? ({} as CheckedConfig);
    configs.set(name, config);
    return {
      kind: { config, version: "$LATEST", tenantId: undefined },
      lane: undefined,
      isCurrent: () => true,
      create: async () => {
        created.push(name);
        return { dispose: async () => undefined } as unknown as Environment;
      },
    };
  }

  async function run(name: string): Promise<void> {
    const environment = await pool.take(requestOf(name));
    served.push(name);
    await Promise.resolve();
    pool.release(environment);
  }

  return { run, created, served };
}

test("an environment that is free serves the requests that wait for it before it makes room for another", async () => {
  const { run, created, served } = onePlace();
  await Promise.all(["f", "g", "f", "g", "f"].map(run));
  expect(served).toEqual(["f", "f", "f", "g", "g"]);
  expect(created).toEqual(["f", "g"]);
});

test("a request does not wait without an end: an environment ends after a hundred that came later", async () => {
  const { run, created, served } = onePlace();
  await Promise.all(["f", "g", ...Array.from({ length: 200 }, () => "f")].map(run));
  expect(served.indexOf("g")).toBe(101);
  expect(created).toEqual(["f", "g", "f"]);
});

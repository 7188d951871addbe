import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { AsynchronousConfig } from "./asynchronous/asynchronous-config.ts";
import { checkVersions, type Versions } from "./versions.ts";

/** How a function is configured; the names are those of Lambda's CreateFunction. */
export interface FunctionConfig {
  /** Module and export, as on AWS: `dist/orders.handler`. Relative to `local`'s `root`. */
  readonly handler: string;
  /** Seconds, 3 unless told, at most 900. Fractions are allowed, so that tests of time-outs are short. */
  readonly timeout?: number;
  /** Megabytes, 128 unless told. Reported, not enforced. */
  readonly memorySize?: number;
  /** The function's own environment variables. Nothing else of this process is passed on. */
  readonly environment?: Readonly<Record<string, string>>;
  /** How many invocations may run at once; 0 refuses all. Unlimited unless told. */
  readonly reservedConcurrency?: number;
  /** What becomes of events that nobody waits for: retries, age, destinations, dead-letter queue. */
  readonly asynchronous?: AsynchronousConfig;
  /** How many versions are published: "1" to this one. They all run the same code. As many as aliases need unless told. */
  readonly versions?: number;
  /** Versions by alias: `{ live: "3" }`. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Each tenant's invocations run in environments of its own, and each must tell its tenant. */
  readonly tenantIsolationMode?: "PER_TENANT";
}

/** A configuration that was checked and completed. */
export interface CheckedConfig
  extends Required<Omit<FunctionConfig, "reservedConcurrency" | "tenantIsolationMode">>,
    Versions {
  readonly name: string;
  readonly reservedConcurrency: number | undefined;
  readonly tenantIsolationMode: "PER_TENANT" | undefined;
  /** The folder of the handler's module: `LAMBDA_TASK_ROOT` and working directory of the function. */
  readonly taskRoot: string;
  /** The module's file, as found. */
  readonly modulePath: string;
  /** What the runtime gets as `_HANDLER`. */
  readonly handlerInTask: string;
}

const NAME = /^[a-zA-Z0-9-_.]{1,64}$/;
/** The runtime's own order, and TypeScript, which Node.js runs from source. */
const EXTENSIONS = ["", ".js", ".mjs", ".cjs", ".ts", ".mts"];

/**
 * Checks one function's configuration.
 *
 * @throws TypeError naming the function, the member and the mend.
 */
export function checkFunction(name: string, given: string | FunctionConfig, root: string): CheckedConfig {
  const config = typeof given === "string" ? { handler: given } : given;
  const {
    timeout = 3,
    memorySize = 128,
    environment = {},
    reservedConcurrency,
    tenantIsolationMode,
    asynchronous = {},
  } = config;
  if (!NAME.test(name)) {
    throw new TypeError(
      `function ${JSON.stringify(name)}: a name has 1 to 64 letters, digits, "-", "_" or "."`,
    );
  }
  if (!(timeout > 0 && timeout <= 900)) {
    throw new TypeError(`function ${name}: timeout is in seconds, above 0 and at most 900; it is ${timeout}`);
  }
  if (
    reservedConcurrency !== undefined &&
    !(Number.isInteger(reservedConcurrency) && reservedConcurrency >= 0)
  ) {
    throw new TypeError(
      `function ${name}: reservedConcurrency is a whole number from 0; it is ${reservedConcurrency}`,
    );
  }
  if (tenantIsolationMode !== undefined && tenantIsolationMode !== "PER_TENANT") {
    throw new TypeError(
      `function ${name}: tenantIsolationMode is "PER_TENANT" or left out; it is ${JSON.stringify(tenantIsolationMode)}`,
    );
  }
  return {
    name,
    timeout,
    memorySize,
    environment,
    reservedConcurrency,
    asynchronous,
    tenantIsolationMode,
    ...checkVersions(name, config),
    handler: config.handler,
    ...locate(name, config.handler, root),
  };
}

type Location = Pick<CheckedConfig, "taskRoot" | "modulePath" | "handlerInTask">;

function locate(name: string, handler: string, root: string): Location {
  const [, path, module, exported] = /^(.*?)([^/.]+)\.([^/]+)$/.exec(handler) ?? [];
  if (path === undefined || module === undefined || exported === undefined) {
    throw new TypeError(
      `function ${name}: handler is "<module>.<export>", for example "dist/orders.handler"; it is ${JSON.stringify(handler)}`,
    );
  }
  const base = resolve(root, path, module);
  const modulePath = EXTENSIONS.map((extension) => base + extension).find((file) => existsSync(file));
  if (modulePath === undefined) {
    throw new TypeError(
      `function ${name}: no module ${base}{${EXTENSIONS.slice(1).join(",")}} for the handler ${JSON.stringify(handler)}; build it, or mend the path`,
    );
  }
  return { taskRoot: dirname(base), modulePath, handlerInTask: `${module}.${exported}` };
}

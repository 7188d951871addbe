import type { AsynchronousConfig } from "./asynchronous/asynchronous-config.ts";
import { checkEnvironment } from "./environment/environment-variables.ts";
import { checkMembers } from "./members.ts";
import { type Program, programOf, type RUNTIMES } from "./program.ts";
import { checkVersions, type Versions } from "./versions.ts";

/** How a function is configured; the names are those of Lambda's CreateFunction. */
export interface FunctionConfig {
  /** Module and export, as on AWS: `dist/orders.handler`. Relative to `local`'s `root`. */
  readonly handler: string;
  /**
   * `nodejs24.x` unless told. `nodejs22.x` has the older runtime client, with callbacks and other ends of a process.
   * `provided.al2023` runs any executable that speaks the Runtime API, in the handler's folder.
   */
  readonly runtime?: (typeof RUNTIMES)[number];
  /** The executable of `provided.al2023` and its arguments; `["./bootstrap"]` unless told. */
  readonly command?: readonly string[];
  /** The Node.js that runs the function; the one that runs this process unless told. */
  readonly node?: string;
  /** Seconds, 3 unless told, at most 900. Fractions are allowed, so that tests of time-outs are short. */
  readonly timeout?: number;
  /** Megabytes, 128 unless told. Reported, not enforced. */
  readonly memorySize?: number;
  /** The function's own environment variables. Nothing else of this process is passed on. */
  readonly environment?: Readonly<Record<string, string>>;
  /** How many invocations may run at once; 0 refuses all. A share of the account's concurrency unless told. */
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
  extends Program,
    Versions,
    Required<Pick<FunctionConfig, "timeout" | "memorySize" | "environment" | "asynchronous">> {
  readonly name: string;
  readonly reservedConcurrency: number | undefined;
  readonly tenantIsolationMode: "PER_TENANT" | undefined;
}

const MEMBERS: Record<keyof FunctionConfig, true> = {
  handler: true,
  runtime: true,
  command: true,
  node: true,
  timeout: true,
  memorySize: true,
  environment: true,
  reservedConcurrency: true,
  asynchronous: true,
  versions: true,
  aliases: true,
  tenantIsolationMode: true,
};
const NAME = /^[a-zA-Z0-9-_.]{1,64}$/;

/**
 * Checks one function's configuration.
 *
 * @throws TypeError naming the function, the member and the mend.
 */
export function checkFunction(name: string, given: string | FunctionConfig, root: string): CheckedConfig {
  const config = typeof given === "string" ? { handler: given } : given;
  checkMembers(`function ${name}`, config, MEMBERS);
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
  if (typeof config.handler !== "string") {
    throw new TypeError(`function ${name}: handler is a text like "dist/orders.handler"; there is none`);
  }
  if (!(Number.isFinite(timeout) && timeout > 0 && timeout <= 900)) {
    throw new TypeError(
      `function ${name}: timeout is in seconds, above 0 and at most 900; it is ${JSON.stringify(timeout)}`,
    );
  }
  if (!(Number.isInteger(memorySize) && memorySize >= 128 && memorySize <= 10_240)) {
    throw new TypeError(`function ${name}: memorySize is whole megabytes, 128 to 10240; it is ${memorySize}`);
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
  checkEnvironment(name, environment);
  return {
    name,
    timeout,
    memorySize,
    environment,
    reservedConcurrency,
    asynchronous,
    tenantIsolationMode,
    ...checkVersions(name, config),
    ...programOf(name, config, root),
  };
}

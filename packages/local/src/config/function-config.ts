import type { AsynchronousConfig } from "./asynchronous-config.ts";
import type { Program, RUNTIMES } from "./program.ts";
import type { Versions } from "./versions.ts";

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

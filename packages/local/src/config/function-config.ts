import type { Alias } from "./alias.ts";
import type { AsynchronousConfig } from "./asynchronous-config.ts";
import type { CapacityProviderConfig, Compute, FunctionScalingConfig } from "./capacity-provider.ts";
import type { Program, RUNTIMES } from "./program.ts";
import type { Versions } from "./versions.ts";

/** The configuration of a function; the names are those of Lambda's CreateFunction. */
export interface FunctionConfig {
  /** Module and export, as on AWS: `dist/orders.handler`, relative to the task root. It is also `_HANDLER`. */
  readonly handler: string;
  /**
   * The folder of the function's code, relative to `local`'s `root`: the working directory of the function and its
   * `LAMBDA_TASK_ROOT`, as `/var/task` is on AWS.
   *
   * @default the root
   */
  readonly codeUri?: string;
  /**
   * `nodejs22.x` has the older runtime client, with callbacks and other ends of a process. `nodejs26.x` has that of
   * `nodejs24.x`; give it a Node.js 26 as `node`. `provided.al2023` runs any executable that speaks the Runtime API, in
   * the task root.
   *
   * @default "nodejs24.x"
   */
  readonly runtime?: (typeof RUNTIMES)[number];
  /**
   * The executable of `provided.al2023` and its arguments.
   *
   * @default ["./bootstrap"]
   */
  readonly command?: readonly string[];
  /**
   * The Node.js that runs the function.
   *
   * @default the one that runs this process
   */
  readonly node?: string;
  /**
   * Seconds, at most 900. Fractions are allowed, so that tests of timeouts are short.
   *
   * @default 3
   */
  readonly timeout?: number;
  /**
   * Megabytes. Reported, not enforced.
   *
   * @default 128, or 2048 on Managed Instances
   */
  readonly memorySize?: number;
  /** The function's own environment variables. Of this process only `NODE_V8_COVERAGE` is passed on. */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * The number of invocations that may run at once; 0 refuses all.
   *
   * @default a share of the account's concurrency
   */
  readonly reservedConcurrency?: number;
  /**
   * The handling of a function that calls itself without an end, also through other functions: it is stopped after 16
   * invocations, or allowed to go on.
   *
   * @default "Terminate"
   */
  readonly recursiveLoop?: "Allow" | "Terminate";
  /** Asynchronous invocation: retries, age, destinations, dead-letter queue. */
  readonly asynchronous?: AsynchronousConfig;
  /**
   * The number of published versions, "1" to this one. They all run the same code.
   *
   * @default as many as the aliases need
   */
  readonly versions?: number;
  /** Versions by alias: `{ live: "3" }`, or two that share its calls by weight. */
  readonly aliases?: Readonly<Record<string, Alias>>;
  /** Each tenant's invocations run in environments of its own, and each must tell its tenant. */
  readonly tenantIsolationMode?: "PER_TENANT";
  /**
   * Lambda Managed Instances: an environment runs several invocations at once, in the threads of one process.
   *
   * @default one invocation at a time
   * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances.html
   */
  readonly capacityProviderConfig?: CapacityProviderConfig;
  /** The environments of a function with `capacityProviderConfig`. */
  readonly functionScalingConfig?: FunctionScalingConfig;
}

/** A configuration that was checked and completed. */
export interface CheckedConfig
  extends Program,
    Versions,
    Compute,
    Required<Pick<FunctionConfig, "timeout" | "environment" | "asynchronous">> {
  readonly name: string;
  readonly reservedConcurrency: number | undefined;
  readonly tenantIsolationMode: "PER_TENANT" | undefined;
  readonly recursiveLoop: "Allow" | "Terminate";
}

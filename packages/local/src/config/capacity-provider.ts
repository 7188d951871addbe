/** The compute of a function on Managed Instances; the names are those of AWS SAM. */
export interface CapacityProviderConfig {
  /**
   * The ARN of the capacity provider; local has no use for it.
   *
   * @default that of a provider with the name "local"
   */
  readonly arn?: string;
  /**
   * The number of invocations that an environment runs at once, at most 1600.
   *
   * @default 64 for each vCPU
   */
  readonly perExecutionEnvironmentMaxConcurrency?: number;
  /**
   * GiB of memory for each vCPU, from 2 to 8. It decides how many threads run the function: 8 for each vCPU.
   *
   * @default 2
   */
  readonly executionEnvironmentMemoryGiBPerVCpu?: number;
}

/** The number of environments of a function on Managed Instances. */
export interface FunctionScalingConfig {
  /**
   * More invocations than these environments can run at once are throttled: local does not scale further. They start
   * when they are needed.
   *
   * @default 3
   */
  readonly minExecutionEnvironments?: number;
}

/** The checked and completed configuration of a function on Managed Instances. */
export interface CapacityProvider {
  readonly arn: string | undefined;
  readonly vCpus: number;
  readonly memoryGiBPerVCpu: number;
  /** The number of invocations that an environment runs at once. */
  readonly maxConcurrency: number;
  readonly minEnvironments: number;
}

/** The memory of a function, in megabytes, and its compute. */
export interface Compute {
  readonly memorySize: number;
  readonly capacityProvider: CapacityProvider | undefined;
}

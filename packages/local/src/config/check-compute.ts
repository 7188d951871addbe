import type {
  CapacityProvider,
  CapacityProviderConfig,
  Compute,
  FunctionScalingConfig,
} from "./capacity-provider.ts";
import { checkMembers, checkNumber, checkWhole, describe } from "./check.ts";
import type { FunctionConfig } from "./function-config.ts";

const CONFIG_MEMBERS: Record<keyof CapacityProviderConfig, true> = {
  arn: true,
  perExecutionEnvironmentMaxConcurrency: true,
  executionEnvironmentMemoryGiBPerVCpu: true,
};
const SCALING_MEMBERS: Record<keyof FunctionScalingConfig, true> = { minExecutionEnvironments: true };
/** The pattern of Lambda's API: https://docs.aws.amazon.com/lambda/latest/api/API_LambdaManagedInstancesCapacityProviderConfig.html */
const ARN = /^arn:aws[a-zA-Z-]*:lambda:[a-z0-9-]+:\d{12}:capacity-provider:[a-zA-Z0-9-_]+$/;
/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-nodejs-runtime.html */
const CONCURRENCY_PER_VCPU = 64;
/** Megabytes. */
const MIN_MEMORY = 2048;
const MAX_MEMORY = 32_768;

/**
 * Checks the compute of a function.
 *
 * @throws TypeError naming the function, the member and what to do.
 */
export function checkCompute(name: string, config: FunctionConfig): Compute {
  const where = `function ${name}`;
  const { capacityProviderConfig: given, functionScalingConfig: scaling } = config;
  if (given === undefined) {
    if (scaling !== undefined)
      throw new TypeError(`${where}: functionScalingConfig is for a function with capacityProviderConfig`);
    const { memorySize = 128 } = config;
    checkWhole(`${where}: memorySize`, memorySize, { unit: "megabytes", least: 128, most: 10_240 });
    return { memorySize, capacityProvider: undefined };
  }
  const { memorySize = MIN_MEMORY } = config;
  checkWhole(`${where} on Managed Instances: memorySize`, memorySize, {
    unit: "megabytes",
    least: MIN_MEMORY,
    most: MAX_MEMORY,
  });
  for (const member of ["reservedConcurrency", "tenantIsolationMode"] as const)
    if (config[member] !== undefined)
      throw new TypeError(`${where}: AWS documents no ${member} for Managed Instances; leave it out`);
  return { memorySize, capacityProvider: checkProvider(where, config, { given, scaling, memorySize }) };
}

interface GivenCompute {
  readonly given: CapacityProviderConfig;
  readonly scaling: FunctionScalingConfig | undefined;
  readonly memorySize: number;
}

function checkProvider(
  where: string,
  { runtime }: FunctionConfig,
  { given, scaling = {}, memorySize }: GivenCompute,
): CapacityProvider {
  const member = `${where}: capacityProviderConfig`;
  checkMembers(member, given, CONFIG_MEMBERS);
  checkMembers(`${where}: functionScalingConfig`, scaling, SCALING_MEMBERS);
  const { arn, executionEnvironmentMemoryGiBPerVCpu: memoryGiBPerVCpu = 2 } = given;
  if (arn !== undefined && !ARN.test(arn))
    throw new TypeError(
      `${member}.arn is the ARN of a capacity provider, arn:aws:lambda:REGION:ACCOUNT:capacity-provider:NAME; it is ${describe(arn)}`,
    );
  // A function has one vCPU at least.
  const most = Math.min(8, memorySize / 1024);
  checkNumber(`${member}.executionEnvironmentMemoryGiBPerVCpu`, memoryGiBPerVCpu, { least: 2, most });
  const vCpus = Math.ceil(memorySize / 1024 / memoryGiBPerVCpu);
  const { perExecutionEnvironmentMaxConcurrency: maxConcurrency = vCpus * CONCURRENCY_PER_VCPU } = given;
  checkWhole(`${member}.perExecutionEnvironmentMaxConcurrency`, maxConcurrency, { least: 1, most: 1600 });
  if (runtime === "provided.al2023" && given.perExecutionEnvironmentMaxConcurrency === undefined)
    throw new TypeError(
      `${member}: AWS documents no default for provided.al2023; give perExecutionEnvironmentMaxConcurrency`,
    );
  const { minExecutionEnvironments: minEnvironments = 3 } = scaling;
  checkWhole(`${where}: functionScalingConfig.minExecutionEnvironments`, minEnvironments, { least: 1 });
  return { arn, vCpus, memoryGiBPerVCpu, maxConcurrency, minEnvironments };
}

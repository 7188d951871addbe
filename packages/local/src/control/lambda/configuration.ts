import type { Account } from "../../config/account.ts";
import { aliasPrimary } from "../../config/alias.ts";
import type { CapacityProvider } from "../../config/capacity-provider.ts";
import type { CheckedConfig } from "../../config/function-config.ts";
import type { FunctionRecord, VersionDetails } from "./function-record.ts";
import type { Resource } from "./function-records.ts";

/** A version of a function, with the ARN that it was asked for by. */
export interface DescribedVersion {
  readonly record: FunctionRecord;
  readonly version: string;
  readonly arn: string;
  readonly account: Account;
}

/** Finds the version that a resource is, or that an alias gives most of its calls to. */
export function describedVersion(resource: Resource, account: Account): DescribedVersion {
  const { record, qualifier = "$LATEST", arn } = resource;
  const alias = record.function.aliases.get(qualifier);
  return { record, version: alias === undefined ? qualifier : aliasPrimary(alias), arn, account };
}

/** Makes a FunctionConfiguration, with the members of lists of functions: without a state. */
export function listedConfiguration(described: DescribedVersion): Readonly<Record<string, unknown>> {
  const { record, version, arn, account } = described;
  const config = record.function.versions.get(version) ?? record.function.config;
  const details = detailsOf(record, version);
  const { deadLetterQueue } = config.asynchronous;
  const hasEnvironment = Object.keys(config.environment).length > 0;
  return {
    FunctionName: record.function.name,
    FunctionArn: arn,
    Runtime: runtimeOf(config),
    Role: record.role,
    Handler: config.handlerInTask,
    CodeSize: details.code.size,
    Description: details.description,
    // Whole seconds, as AWS has them.
    Timeout: Math.ceil(config.timeout),
    MemorySize: config.memorySize,
    LastModified: new Date(details.lastModified).toISOString().replace("Z", "+0000"),
    CodeSha256: details.code.sha256,
    Version: version,
    ...(deadLetterQueue === undefined
      ? {}
      : { DeadLetterConfig: { TargetArn: queueArn(account, deadLetterQueue) } }),
    ...(hasEnvironment ? { Environment: { Variables: config.environment } } : {}),
    ...(config.tenantIsolationMode === undefined
      ? {}
      : { TenancyConfig: { TenantIsolationMode: config.tenantIsolationMode } }),
    ...(config.capacityProvider && capacityProviderMembers(config.capacityProvider, account)),
    TracingConfig: { Mode: "PassThrough" },
    RevisionId: details.revisionId,
    PackageType: "Zip",
    Architectures: [process.arch === "arm64" ? "arm64" : "x86_64"],
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: "None", OptimizationStatus: "Off" },
    LoggingConfig: {
      LogFormat: config.capacityProvider ? "JSON" : "Text",
      LogGroup: `/aws/lambda/${record.function.name}`,
    },
  };
}

function capacityProviderMembers(
  provider: CapacityProvider,
  { region, accountId }: Account,
): Readonly<Record<string, unknown>> {
  const LambdaManagedInstancesCapacityProviderConfig = {
    CapacityProviderArn: provider.arn ?? `arn:aws:lambda:${region}:${accountId}:capacity-provider:local`,
    PerExecutionEnvironmentMaxConcurrency: provider.maxConcurrency,
    ExecutionEnvironmentMemoryGiBPerVCpu: provider.memoryGiBPerVCpu,
  };
  return { CapacityProviderConfig: { LambdaManagedInstancesCapacityProviderConfig } };
}

/** Makes the FunctionConfiguration of a version that can be invoked, as all are that are asked for. */
export function configuration(described: DescribedVersion): Readonly<Record<string, unknown>> {
  return { ...listedConfiguration(described), State: "Active", LastUpdateStatus: "Successful" };
}

/** Makes the FunctionConfiguration with which CreateFunction answers: what follows finds the function ready. */
export function createdConfiguration(described: DescribedVersion): Readonly<Record<string, unknown>> {
  return {
    ...listedConfiguration(described),
    State: "Pending",
    StateReason: "The function is being created.",
    StateReasonCode: "Creating",
  };
}

/** Makes the FunctionConfiguration with which an update answers: what follows finds it done. */
export function updatedConfiguration(described: DescribedVersion): Readonly<Record<string, unknown>> {
  return {
    ...listedConfiguration(described),
    State: "Active",
    LastUpdateStatus: "InProgress",
    LastUpdateStatusReason: "The function is being created.",
    LastUpdateStatusReasonCode: "Creating",
  };
}

/** The details of a version; those of `$LATEST` where it has none. */
export function detailsOf(record: FunctionRecord, version: string): VersionDetails {
  return record.versions.get(version) ?? record.latest;
}

/** The ARN of a queue. */
export function queueArn({ region, accountId }: Account, name: string): string {
  return `arn:aws:sqs:${region}:${accountId}:${name}`;
}

/** The name of a runtime: OS-only ones have no AWS_EXECUTION_ENV. */
function runtimeOf({ executionEnvironment }: CheckedConfig): string {
  return executionEnvironment?.replace("AWS_Lambda_", "") ?? "provided.al2023";
}

import type { BuiltCode } from "../../code/function-code.ts";
import type { CheckedConfig } from "../../config/function-config.ts";
import type { Debuggers } from "./debuggers.ts";

/** The descriptor to which AWS's runtime client writes log messages in frames: the log, as stdout is. */
const TELEMETRY_DESCRIPTOR = 3;

/** As in AWS's runtime client. */
const WORKERS_PER_VCPU = 8;

/** The service around a function's process, beyond its own configuration. */
export interface EnvironmentContext {
  readonly runtimeApi: string;
  readonly region: string;
  /** The endpoint of all AWS APIs, for the SDKs inside a function. */
  readonly endpoint: string;
  /** The folder that holds the environments' folders. */
  readonly folder: string;
  /** Whether an environment knows whether the files that it loaded have changed. */
  readonly watch?: boolean;
  /** The debuggers of the functions; undefined where functions are not debugged. */
  readonly debuggers?: Debuggers | undefined;
  /** The version that runs: `$LATEST` or a number. */
  readonly version: string;
  /** The built code, where the function is not run as it is. */
  readonly code?: BuiltCode | undefined;
  /** Replaces AWS's addresses of what this service has by its own, in the function's own variables. */
  readonly localUrls: (text: string) => string;
}

/** The part of it that all environments of a service share. */
export type ServiceContext = Omit<EnvironmentContext, "runtimeApi" | "version" | "code">;

/** The paths and names that a sandbox gives each of its processes. */
export interface SandboxPaths {
  /** The folder in place of AWS's `/tmp`. */
  readonly temporaryFolder: string;
  readonly taskRoot: string;
  readonly logStream: string;
  /** The file in which our runtime client records which event it has given to the handler. */
  readonly deliveredFile: string | undefined;
  /** Variables of the modules of ours that run beside the function's code. */
  readonly companion: NodeJS.ProcessEnv;
}

/** A process's whole environment: built, so that nothing of this process leaks into a function. */
export function environmentVariables(
  config: CheckedConfig,
  { runtimeApi, region, endpoint, version, localUrls }: EnvironmentContext,
  { temporaryFolder, taskRoot, logStream, deliveredFile, companion }: SandboxPaths,
): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    TMPDIR: temporaryFolder,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_LAMBDA: endpoint,
    AWS_ENDPOINT_URL_SQS: endpoint,
    AWS_EXECUTION_ENV: config.executionEnvironment,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(config.memorySize),
    AWS_LAMBDA_FUNCTION_NAME: config.name,
    AWS_LAMBDA_FUNCTION_VERSION: version,
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    ...managedVariables(config),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${config.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    AWS_REGION: region,
    LAMBDA_RUNTIME_DIR: "/var/runtime",
    LAMBDA_TASK_ROOT: taskRoot,
    ...Object.fromEntries(
      Object.entries(config.environment).map(([name, value]) => [name, localUrls(value)]),
    ),
    ...companion,
    _FAULTWIRE_LOCAL_DELIVERED: deliveredFile,
    _LAMBDA_TELEMETRY_LOG_FD:
      config.reportsDelivery && config.capacityProvider === undefined
        ? String(TELEMETRY_DESCRIPTOR)
        : undefined,
    _HANDLER: config.handlerInTask,
  };
}

/**
 * The variables of a function on Managed Instances. AWS's client counts the CPUs of its container; here the machine has
 * others. Source: aws-lambda-runtime-interface-emulator, internal/lambda-managed-instances/rapidcore/env/environment.go.
 */
function managedVariables({ capacityProvider, reportsDelivery }: CheckedConfig): NodeJS.ProcessEnv {
  if (capacityProvider === undefined) return {};
  const { maxConcurrency, vCpus } = capacityProvider;
  return {
    AWS_LAMBDA_INITIALIZATION_TYPE: "lambda-managed-instances",
    AWS_LAMBDA_LOG_FORMAT: "JSON",
    AWS_LAMBDA_MAX_CONCURRENCY: String(maxConcurrency),
    ...(reportsDelivery && { AWS_LAMBDA_NODEJS_WORKER_COUNT: String(WORKERS_PER_VCPU * vCpus) }),
  };
}

import type { CheckedConfig } from "../../config/function-config.ts";

/** What a function's process gets from outside its own configuration. */
export interface EnvironmentContext {
  readonly runtimeApi: string;
  readonly region: string;
  /** Where the SDK inside a function finds this local Lambda service. */
  readonly lambdaEndpoint: string;
  /** Where environments have their folders. */
  readonly folder: string;
  /** What runs: `$LATEST` or a number. */
  readonly version: string;
}

/** What a sandbox gives each of its processes. */
export interface SandboxPaths {
  /** What `/tmp` is on AWS. */
  readonly temporaryFolder: string;
  readonly taskRoot: string;
  readonly logStream: string;
  /** Where our runtime client tells which event it has given to the handler. */
  readonly deliveredFile: string | undefined;
}

/** A process's whole environment: built, so that nothing of this process leaks into a function. */
export function environmentVariables(
  config: CheckedConfig,
  { runtimeApi, region, lambdaEndpoint, version }: EnvironmentContext,
  { temporaryFolder, taskRoot, logStream, deliveredFile }: SandboxPaths,
): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    TMPDIR: temporaryFolder,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL_LAMBDA: lambdaEndpoint,
    AWS_EXECUTION_ENV: config.executionEnvironment,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(config.memorySize),
    AWS_LAMBDA_FUNCTION_NAME: config.name,
    AWS_LAMBDA_FUNCTION_VERSION: version,
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${config.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    AWS_REGION: region,
    LAMBDA_RUNTIME_DIR: "/var/runtime",
    LAMBDA_TASK_ROOT: taskRoot,
    ...config.environment,
    _FAULTWIRE_LOCAL_DELIVERED: deliveredFile,
    _HANDLER: config.handlerInTask,
  };
}

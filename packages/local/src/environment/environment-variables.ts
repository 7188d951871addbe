import type { CheckedConfig } from "../function-config.ts";
import { checkObject } from "../members.ts";

/** What a function's process gets from outside its own configuration. */
export interface Surroundings {
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
export interface Places {
  /** What `/tmp` is on AWS. */
  readonly temporaryFolder: string;
  readonly taskRoot: string;
  readonly logStream: string;
  /** Where our runtime client tells which event it has given to the handler. */
  readonly begunFile: string | undefined;
}

/** "Reserved environment variables". https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const RESERVED = new Set([
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_DEFAULT_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_LAMBDA_RUNTIME_API",
  "AWS_REGION",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "LAMBDA_RUNTIME_DIR",
  "LAMBDA_TASK_ROOT",
]);
const KEY = /^[a-zA-Z][a-zA-Z0-9_]+$/;
const LIMIT_BYTES = 4096;

/**
 * Checks a function's own environment variables.
 *
 * @throws TypeError where Lambda refuses the function.
 */
export function checkEnvironment(name: string, environment: Readonly<Record<string, string>>): void {
  checkObject(`function ${name}: environment`, environment);
  for (const [key, value] of Object.entries(environment)) {
    if (RESERVED.has(key))
      throw new TypeError(`function ${name}: environment sets ${key}, which Lambda reserves; leave it out`);
    if (!KEY.test(key) || typeof value !== "string") {
      throw new TypeError(
        `function ${name}: environment maps a name of letters, digits and "_", a letter first, to a text; it has ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
      );
    }
  }
  const size = Object.entries(environment).reduce((sum, entry) => sum + Buffer.byteLength(entry.join("")), 0);
  if (size > LIMIT_BYTES) {
    throw new TypeError(
      `function ${name}: environment has ${size} bytes, at most ${LIMIT_BYTES} are allowed; keep large values elsewhere`,
    );
  }
}

/** A process's whole environment: built, so that nothing of this process leaks into a function. */
export function environmentVariables(
  config: CheckedConfig,
  { runtimeApi, region, lambdaEndpoint, version }: Surroundings,
  { temporaryFolder, taskRoot, logStream, begunFile }: Places,
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
    _FAULTWIRE_LOCAL_BEGUN: begunFile,
    _HANDLER: config.handlerInTask,
  };
}

import { checkObject } from "./check.ts";

/**
 * "Reserved environment variables". https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html;
 * AWS_LAMBDA_MAX_CONCURRENCY: aws-lambda-runtime-interface-emulator, rapidcore/env/environment.go (2025-11).
 */
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
  "AWS_LAMBDA_MAX_CONCURRENCY",
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

import { checkEnvironment } from "./check-environment.ts";
import type { CheckedConfig, FunctionConfig } from "./function-config.ts";
import { checkMembers } from "./members.ts";
import { programOf } from "./program-of.ts";
import { checkVersions } from "./versions.ts";

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

import { checkMembers, checkNumber, checkOneOf, checkWhole, describe } from "./check.ts";
import { checkCompute } from "./check-compute.ts";
import { checkEnvironment } from "./check-environment.ts";
import { type CodePlace, programOf } from "./find-program.ts";
import type { CheckedConfig, FunctionConfig } from "./function-config.ts";
import { checkVersions } from "./versions.ts";

const MEMBERS: Record<keyof FunctionConfig, true> = {
  handler: true,
  codeUri: true,
  runtime: true,
  command: true,
  node: true,
  timeout: true,
  memorySize: true,
  environment: true,
  reservedConcurrency: true,
  recursiveLoop: true,
  asynchronous: true,
  versions: true,
  aliases: true,
  tenantIsolationMode: true,
  capacityProviderConfig: true,
  functionScalingConfig: true,
};
const NAME = /^[a-zA-Z0-9-_.]{1,64}$/;

/**
 * Checks one function's configuration.
 *
 * @throws TypeError naming the function, the member and what to do.
 */
export function checkFunction(name: string, given: string | FunctionConfig, place: CodePlace): CheckedConfig {
  if (typeof given === "function")
    throw new TypeError(
      `function ${name} is a handler's name, for example "dist/orders.handler", or an object with one; it is a function: name the module and export that hold it`,
    );
  const config = typeof given === "string" ? { handler: given } : given;
  checkMembers(`function ${name}`, config, MEMBERS);
  const {
    timeout = 3,
    environment = {},
    reservedConcurrency,
    tenantIsolationMode,
    asynchronous = {},
    recursiveLoop = "Terminate",
  } = config;
  if (!NAME.test(name)) {
    throw new TypeError(
      `function ${JSON.stringify(name)}: a name has 1 to 64 letters, digits, "-", "_" or "."`,
    );
  }
  if (typeof config.handler !== "string") {
    throw new TypeError(
      `function ${name}: handler is a text like "dist/orders.handler"; it is ${describe(config.handler)}`,
    );
  }
  checkNumber(`function ${name}: timeout`, timeout, { unit: "seconds", above: 0, most: 900 });
  if (reservedConcurrency !== undefined)
    checkWhole(`function ${name}: reservedConcurrency`, reservedConcurrency, { least: 0 });
  if (tenantIsolationMode !== undefined && tenantIsolationMode !== "PER_TENANT") {
    throw new TypeError(
      `function ${name}: tenantIsolationMode is "PER_TENANT" or left out; it is ${describe(tenantIsolationMode)}`,
    );
  }
  checkOneOf(`function ${name}: recursiveLoop`, recursiveLoop, ["Allow", "Terminate"]);
  checkEnvironment(name, environment);
  return {
    name,
    timeout,
    environment,
    reservedConcurrency,
    asynchronous,
    tenantIsolationMode,
    recursiveLoop,
    ...checkCompute(name, config),
    ...checkVersions(name, config),
    ...programOf(name, config, place),
  };
}

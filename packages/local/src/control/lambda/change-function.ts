import { randomUUID } from "node:crypto";
import { isAbsolute } from "node:path";
import { checkAsynchronous } from "../../config/asynchronous-config.ts";
import { checkFunction } from "../../config/check-function.ts";
import type { CheckedConfig, FunctionConfig } from "../../config/function-config.ts";
import { invalidParameter, revisionMismatch } from "../../lambda/service-error.ts";
import { refuse } from "../control-error.ts";
import type { Members } from "../members.ts";
import { type CodeDetails, folderDetails } from "./code-details.ts";
import { checkRange } from "./function-names.ts";
import type { FunctionRecord, GivenConfig } from "./function-record.ts";
import type { LambdaService } from "./lambda-service.ts";

const ARN_OF_QUEUE = /^arn:aws[a-z-]*:sqs:[a-z0-9-]*:\d{12}:(.+)$/;

/**
 * Reads the configuration that CreateFunction and UpdateFunctionConfiguration give, over an earlier one; members that a
 * request does not have stay as they are.
 */
export function readConfiguration(body: Members, earlier: FunctionConfig): FunctionConfig {
  const timeout = body.number("Timeout");
  checkRange("timeout", timeout, [1, 900]);
  const capacityProviderConfig = readCapacityProvider(body, earlier);
  const mostMemory = capacityProviderConfig === undefined ? 10_240 : 32_768;
  checkRange("memorySize", body.number("MemorySize"), [128, mostMemory]);
  const handler = body.text("Handler");
  // It would run code beside that of the function.
  if (handler !== undefined && isAbsolute(handler))
    refuse(invalidParameter(`@faultwire/local: Handler is relative to the code; it is ${handler}`));
  const given = {
    handler,
    // The cast: `checkFunction` checks it.
    runtime: body.text("Runtime") as FunctionConfig["runtime"],
    timeout,
    memorySize: body.number("MemorySize"),
    environment: body.object("Environment")?.textMap("Variables"),
    // The cast: `checkFunction` checks it.
    tenantIsolationMode: body.object("TenancyConfig")?.text("TenantIsolationMode") as
      | FunctionConfig["tenantIsolationMode"]
      | undefined,
    capacityProviderConfig,
    asynchronous: readDeadLetters(body, earlier.asynchronous),
  };
  refuseUnserved(body);
  return {
    ...earlier,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_LambdaManagedInstancesCapacityProviderConfig.html */
function readCapacityProvider(
  body: Members,
  { handler, capacityProviderConfig: earlier }: FunctionConfig,
): FunctionConfig["capacityProviderConfig"] {
  const given = body.object("CapacityProviderConfig")?.object("LambdaManagedInstancesCapacityProviderConfig");
  if (given === undefined) return earlier;
  if (handler !== "" && earlier === undefined)
    return refuse(
      invalidParameter("@faultwire/local: only CreateFunction can put a function on Managed Instances"),
    );
  const read = {
    arn: given.text("CapacityProviderArn"),
    perExecutionEnvironmentMaxConcurrency: given.number("PerExecutionEnvironmentMaxConcurrency"),
    executionEnvironmentMemoryGiBPerVCpu: given.number("ExecutionEnvironmentMemoryGiBPerVCpu"),
  };
  return {
    ...earlier,
    ...Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined)),
  };
}

function readDeadLetters(
  body: Members,
  earlier: FunctionConfig["asynchronous"],
): FunctionConfig["asynchronous"] {
  const target = body.object("DeadLetterConfig")?.text("TargetArn");
  if (target === undefined) return earlier;
  const { deadLetterQueue: _, ...others } = earlier ?? {};
  if (target === "") return others;
  const [, deadLetterQueue] = ARN_OF_QUEUE.exec(target) ?? [];
  if (deadLetterQueue !== undefined) return { ...others, deadLetterQueue };
  return refuse(
    invalidParameter(`@faultwire/local sends dead letters to its queues only; TargetArn is ${target}`),
  );
}

/** Members of AWS's that would change how a function runs, and that local does not have. */
const UNSERVED = ["VpcConfig", "FileSystemConfigs", "Layers", "ImageConfig", "DurableConfig"];

function refuseUnserved(body: Members): void {
  const unserved = UNSERVED.find((name) => body.has(name) && JSON.stringify(body.all[name]) !== "[]");
  if (unserved !== undefined) refuse(invalidParameter(`@faultwire/local has no ${unserved}; leave it out`));
}

/** Checks a configuration as that of local's options is checked; what is wrong is the caller's error. */
export function checkGiven(
  service: LambdaService,
  name: string,
  { config, place }: GivenConfig,
): CheckedConfig {
  try {
    const checked = checkFunction(name, config, place);
    checkAsynchronous(name, checked.asynchronous, {
      functions: service.functions.names,
      queues: [...service.events.queues.byName.keys()],
    });
    return checked;
  } catch (wrong) {
    if (!(wrong instanceof TypeError)) throw wrong;
    return refuse(invalidParameter(`@faultwire/local: ${wrong.message}`));
  }
}

/** A change of `$LATEST`. */
export interface FunctionChange {
  readonly given: GivenConfig;
  /** Undefined where the code stays, or is a folder. */
  readonly code?: CodeDetails | undefined;
  readonly description?: string | undefined;
}

/** Replaces the code or configuration of `$LATEST`. */
export function changeFunction(service: LambdaService, record: FunctionRecord, change: FunctionChange): void {
  const { given, code, description = record.latest.description } = change;
  const config = checkGiven(service, record.function.name, given);
  record.given = given;
  record.function.replace(config);
  record.publishedAs = undefined;
  record.latest = {
    description,
    lastModified: Date.now(),
    revisionId: randomUUID(),
    code: code ?? folderDetails(config),
  };
}

/** Checks the revision that a request demands of `$LATEST`. */
export function checkRevision(body: Members, { revisionId }: { readonly revisionId: string }): void {
  const wanted = body.text("RevisionId");
  if (wanted !== undefined && wanted !== revisionId) refuse(revisionMismatch("GetFunction/GetAlias"));
}

import { relative } from "node:path";
import { checkFunction } from "../../config/check-function.ts";
import type { FunctionConfig } from "../../config/function-config.ts";
import { RUNTIMES } from "../../config/program.ts";
import type { StackResource } from "../cloudformation/stack-resource.ts";
import { isScalar } from "../document/values.ts";
import type { Draft, Project } from "../project.ts";
import { sourceHandler } from "./build-metadata.ts";
import { findBuilt } from "./built-code.ts";
import { findCode, isModuleFromAbove } from "./function-code.ts";
import { Properties } from "./properties.ts";

const WITHOUT_EFFECT = [
  "Architectures",
  "CodeSigningConfigArn",
  "Description",
  "EphemeralStorage",
  "KmsKeyArn",
  "PublishToLatestPublished",
  "Role",
  "RuntimeManagementConfig",
  "SnapStart",
  "Tags",
  "TracingConfig",
  "VpcConfig",
];

/** The part of `CapacityProviderConfig` in CloudFormation. */
const MANAGED_INSTANCES = "LambdaManagedInstancesCapacityProviderConfig";

type Runtime = NonNullable<FunctionConfig["runtime"]>;

/** Takes a function, where its runtime and its code are at hand. */
export function takeFunction(resource: StackResource, project: Project): void {
  const properties = Properties.of(resource, project);
  const name = project.scope.nameOf(resource);
  const codeMember = properties.has("CodeUri") ? "CodeUri" : "Code";
  properties.skip("FunctionName", "Code", "CodeUri", "ImageConfig", "PackageType");
  properties.skip("DeadLetterConfig", "DeadLetterQueue");
  const handler = properties.text("Handler");
  const runtime = runtimeOf(properties);
  const code = findCode(resource, properties.values[codeMember], project);
  const settings = settingsOf(properties, project);
  properties.finish(WITHOUT_EFFECT);
  if (project.functions.has(name))
    return void properties.gap("FunctionName", `another function of the project has the name ${name}`);
  if ("why" in code) return void properties.gap(codeMember, code.why);
  if (runtime === undefined) return;
  const config: Draft<FunctionConfig> = {
    handler: sourceHandler(handler ?? (runtime === "provided.al2023" ? "bootstrap" : ""), resource.metadata),
    codeUri: relative(project.root, code.folder) || ".",
    runtime,
    ...settings,
  };
  const failure = failureOf(name, config, project);
  if (failure === undefined) {
    project.functions.set(name, config);
    if (resource.metadata.BuildMethod !== "esbuild" && isModuleFromAbove(code.folder, config.handler))
      properties.gap(
        codeMember,
        "its .js files are ES modules by a package.json above it, and CommonJS on AWS; give it a package.json",
        "different",
      );
    return;
  }
  const built = findBuilt(project.folder, resource.id);
  const fromBuild = { ...config, handler: handler ?? config.handler, codeUri: built ?? "." };
  if (built === undefined || failureOf(name, fromBuild, project) !== undefined)
    return void properties.gap("", failure);
  project.functions.set(name, fromBuild);
  properties.gap(codeMember, "it runs as sam build has left it; build it again after a change", "different");
}

/** The reason why local would not start with a function. */
function failureOf(name: string, config: FunctionConfig, { root }: Project): string | undefined {
  try {
    checkFunction(name, config, { root });
    return undefined;
  } catch (failure) {
    return failure instanceof Error ? failure.message : String(failure);
  }
}

function runtimeOf(properties: Properties): Runtime | undefined {
  const runtime = properties.text("Runtime");
  const known = RUNTIMES.find((each) => each === runtime);
  if (known !== undefined) return known;
  if (runtime === undefined) {
    if (properties.values.PackageType !== "Image") properties.gap("Runtime", "there is no runtime");
    return undefined;
  }
  const [, version] = /^nodejs(\d+)\.x$/.exec(runtime) ?? [];
  if (version !== undefined) {
    const nearest = Number(version) < 22 ? "nodejs22.x" : "nodejs26.x";
    properties.gap("Runtime", `${runtime} runs as ${nearest}, which local has`, "different");
    return nearest;
  }
  if (runtime.startsWith("provided")) {
    properties.gap("Runtime", `${runtime} runs as provided.al2023`, "different");
    return "provided.al2023";
  }
  properties.gap("Runtime", `local runs Node.js, and executables as provided.al2023; it has no ${runtime}`);
  return undefined;
}

function settingsOf(properties: Properties, project: Project): Partial<FunctionConfig> {
  const [timeout, memorySize] = [properties.number("Timeout"), properties.number("MemorySize")];
  const reserved = properties.number("ReservedConcurrentExecutions");
  const recursiveLoop = properties.text("RecursiveLoop");
  const tenancy = properties.part("TenancyConfig").text("TenantIsolationMode");
  const { capacityProviderConfig, functionScalingConfig } = computeOf(properties);
  const environment = { ...loggingOf(properties), ...environmentOf(properties), ...project.environment };
  return {
    ...(timeout === undefined ? {} : { timeout }),
    ...(memorySize === undefined ? {} : { memorySize }),
    ...(reserved === undefined ? {} : { reservedConcurrency: reserved }),
    ...(recursiveLoop === "Allow" || recursiveLoop === "Terminate" ? { recursiveLoop } : {}),
    ...(tenancy === "PER_TENANT" ? { tenantIsolationMode: tenancy } : {}),
    ...(capacityProviderConfig === undefined ? {} : { capacityProviderConfig, functionScalingConfig }),
    ...(Object.keys(environment).length === 0 ? {} : { environment }),
  };
}

/** Reads the compute of a function on Managed Instances, in the form of SAM or of CloudFormation. */
function computeOf(
  properties: Properties,
): Pick<FunctionConfig, "capacityProviderConfig" | "functionScalingConfig"> {
  const scaling = properties.part("FunctionScalingConfig");
  if (!properties.has("CapacityProviderConfig")) return {};
  const given = properties.part("CapacityProviderConfig");
  const config = given.has(MANAGED_INSTANCES) ? given.part(MANAGED_INSTANCES) : given;
  const arn = config.text("Arn") ?? config.text("CapacityProviderArn");
  const concurrency = config.number("PerExecutionEnvironmentMaxConcurrency");
  const memory = config.number("ExecutionEnvironmentMemoryGiBPerVCpu");
  const least = scaling.number("MinExecutionEnvironments");
  if (scaling.has("MaxExecutionEnvironments"))
    scaling.gap("MaxExecutionEnvironments", "local has the least number of environments", "different");
  for (const part of [config, scaling]) part.finish();
  return {
    capacityProviderConfig: {
      ...(arn === undefined ? {} : { arn }),
      ...(concurrency === undefined ? {} : { perExecutionEnvironmentMaxConcurrency: concurrency }),
      ...(memory === undefined ? {} : { executionEnvironmentMemoryGiBPerVCpu: memory }),
    },
    functionScalingConfig: least === undefined ? {} : { minExecutionEnvironments: least },
  };
}

function environmentOf(properties: Properties): Record<string, string> {
  const variables = properties.part("Environment").part("Variables");
  const environment: Record<string, string> = {};
  for (const name of variables.names) {
    const value = variables.get(name);
    if (!isScalar(value)) variables.gap(name, "the value of a variable is a text");
    else {
      environment[name] = String(value);
      if (String(value).includes("{{resolve:"))
        variables.gap(name, "a dynamic reference has no value here; give the variable in environment");
    }
  }
  return environment;
}

/** The runtime client reads the format and the level of logs from its environment. */
function loggingOf(properties: Properties): Record<string, string> {
  const logging = properties.part("LoggingConfig");
  const format = logging.text("LogFormat");
  const level = logging.text("ApplicationLogLevel");
  logging.finish(["LogGroup", "SystemLogLevel"]);
  if (format !== "JSON") return {};
  logging.gap("LogFormat", "messages of the function are JSON; START, END and REPORT stay text", "different");
  return { AWS_LAMBDA_LOG_FORMAT: "JSON", ...(level === undefined ? {} : { AWS_LAMBDA_LOG_LEVEL: level }) };
}

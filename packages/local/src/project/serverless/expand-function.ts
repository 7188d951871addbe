import type { StackResource } from "../cloudformation/stack-resource.ts";
import { isMembers, isScalar, listOf, membersOf, type TemplateMembers } from "../document/values.ts";
import { expandEvent } from "./expand-event.ts";
import { functionId } from "./logical-ids.ts";
import { positionIn, type Service } from "./service.ts";

/** TemplateMembers of a function that change nothing on one machine. */
const WITHOUT_EFFECT = [
  "architecture",
  "awsKmsKeyArn",
  "condition",
  "dependsOn",
  "description",
  "disableLogs",
  "ephemeralStorageSize",
  "iam",
  "iamRoleStatements",
  "iamRoleStatementsInherit",
  "iamRoleStatementsName",
  "kmsKeyArn",
  "logDataProtectionPolicy",
  "logRetentionInDays",
  "maximumExecutionEnvironments",
  "package",
  "provisionedConcurrency",
  "role",
  "runtimeManagement",
  "snapStart",
  "tags",
  "tracing",
  "versionFunction",
  "versionFunctions",
  "vpc",
  "warmup",
];
const TAKEN = [
  "destinations",
  "environment",
  "events",
  "handler",
  "image",
  "maximumEventAge",
  "maximumRetryAttempts",
  "memorySize",
  "name",
  "onError",
  "reservedConcurrency",
  "runtime",
  "timeout",
  "url",
];

/** One function of a service. */
export interface ServiceFunction {
  readonly key: string;
  readonly config: TemplateMembers;
  readonly service: Service;
}

/** Makes the resources of CloudFormation that the Serverless Framework makes of a function. */
export function expandFunction({ key, config, service }: ServiceFunction): readonly StackResource[] {
  const { provider, positions } = service;
  const id = functionId(key);
  const environment = { ...membersOf(provider.environment), ...membersOf(config.environment) };
  for (const each of [config.environment, provider.environment])
    if (isMembers(each)) positions.copy(each, environment);
  const deadLetters = config.onError;
  const properties = {
    FunctionName: config.name ?? `${service.name}-${service.stage}-${key}`,
    Handler: config.handler,
    Runtime: config.runtime ?? provider.runtime ?? "nodejs20.x",
    Timeout: config.timeout ?? provider.timeout ?? 6,
    MemorySize: config.memorySize ?? provider.memorySize ?? 1024,
    Environment: { Variables: withoutNull(environment, positions) },
    ReservedConcurrentExecutions: config.reservedConcurrency,
    ...(deadLetters === undefined ? {} : { DeadLetterConfig: { TargetArn: deadLetters } }),
    ...(config.image === undefined ? {} : { PackageType: "Image", Code: { ImageUri: config.image } }),
  };
  recordPlaces(properties, config, service);
  listRest({ key, config, service });
  const made = (
    part: string,
    resource: Pick<StackResource, "id" | "type" | "properties">,
  ): StackResource => ({
    ...resource,
    metadata: {},
    origin: { resource: key, property: part },
    position: positionIn(service, config, part === "" ? "handler" : part.split(".")[0]),
  });
  const events = listOf(config.events);
  return [
    made("", { id, type: "AWS::Lambda::Function", properties }),
    ...urlOf(config, id).map((resource) => made("url", resource)),
    ...asynchronousOf(config, id, service).map((resource) => made("destinations", resource)),
    ...events.flatMap((event, index) =>
      expandEvent(
        { event, key, id: `${id}Event${index}`, position: positionIn(service, config.events, String(index)) },
        service,
      ),
    ),
  ];
}

/** The framework leaves out variables whose value is null. */
function withoutNull(environment: TemplateMembers, positions: Service["positions"]): TemplateMembers {
  const kept = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== null));
  positions.copy(environment, kept);
  return kept;
}

function recordPlaces(properties: TemplateMembers, config: TemplateMembers, service: Service): void {
  const names: Readonly<Record<string, string>> = {
    Handler: "handler",
    Runtime: "runtime",
    Timeout: "timeout",
    MemorySize: "memorySize",
    ReservedConcurrentExecutions: "reservedConcurrency",
    FunctionName: "name",
    DeadLetterConfig: "onError",
    Environment: "environment",
  };
  for (const [name, own] of Object.entries(names)) {
    const owner = Object.hasOwn(config, own) ? config : service.provider;
    service.positions.record(
      properties,
      name,
      positionIn(service, Object.hasOwn(owner, own) ? owner : config, own),
    );
  }
}

function listRest({ key, config, service }: ServiceFunction): void {
  for (const name of Object.keys(config)) {
    if (TAKEN.includes(name)) continue;
    const subject = { resource: key, property: name, position: positionIn(service, config, name) };
    if (WITHOUT_EFFECT.includes(name)) service.gaps.add(subject, "it has no effect on one machine", "none");
    else service.gaps.add(subject, "local has nothing for this property");
  }
}

type Made = Pick<StackResource, "id" | "type" | "properties">;

function urlOf({ url }: TemplateMembers, id: string): readonly Made[] {
  if (url === undefined || url === false) return [];
  const { authorizer, cors, invokeMode } = membersOf(url);
  const properties = {
    TargetFunctionArn: { "Fn::GetAtt": [id, "Arn"] },
    AuthType: authorizer === "aws_iam" ? "AWS_IAM" : "NONE",
    ...(cors === undefined ? {} : { Cors: cors }),
    ...(invokeMode === undefined ? {} : { InvokeMode: invokeMode }),
  };
  return [{ id: `${id}Url`, type: "AWS::Lambda::Url", properties }];
}

function asynchronousOf(config: TemplateMembers, id: string, service: Service): readonly Made[] {
  const { destinations, maximumRetryAttempts, maximumEventAge } = config;
  if (destinations === undefined && maximumRetryAttempts === undefined && maximumEventAge === undefined)
    return [];
  const { onSuccess, onFailure } = membersOf(destinations);
  const properties = {
    FunctionName: { Ref: id },
    MaximumRetryAttempts: maximumRetryAttempts,
    MaximumEventAgeInSeconds: maximumEventAge,
    DestinationConfig: {
      ...(onSuccess === undefined ? {} : { OnSuccess: { Destination: destinationOf(onSuccess, service) } }),
      ...(onFailure === undefined ? {} : { OnFailure: { Destination: destinationOf(onFailure, service) } }),
    },
  };
  return [{ id: `${id}EvConf`, type: "AWS::Lambda::EventInvokeConfig", properties }];
}

/** A function of the service by its key, or the ARN of anything. */
function destinationOf(given: unknown, { functions }: Service): unknown {
  const target = isMembers(given) && given.arn !== undefined ? given.arn : given;
  return isScalar(target) && functions.includes(String(target))
    ? { "Fn::GetAtt": [functionId(String(target)), "Arn"] }
    : target;
}

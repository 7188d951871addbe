import type { StackResource } from "../cloudformation/stack-resource.ts";
import { isMembers, listOf, membersOf, type TemplateMembers } from "../document/values.ts";
import { httpAuthorizers } from "./expand-authorizers.ts";
import { expandFunction } from "./expand-function.ts";
import { HTTP_API, REST_API } from "./logical-ids.ts";
import { positionIn, type Service } from "./service.ts";

const TOP_LEVEL_TAKEN = ["functions", "params", "provider", "resources", "service", "stages", "useDotenv"];
const TOP_LEVEL_WITHOUT_EFFECT = [
  "app",
  "build",
  "configValidationMode",
  "console",
  "custom",
  "dashboard",
  "deprecationNotificationMode",
  "disabledDeprecations",
  "frameworkVersion",
  "org",
  "outputs",
  "package",
  "projectDir",
  "tenant",
  "unresolvedVariablesNotificationMode",
  "variablesResolutionMode",
];
const PROVIDER: KnownMembers = {
  taken: [
    "apiGateway",
    "environment",
    "httpApi",
    "memorySize",
    "name",
    "region",
    "runtime",
    "stage",
    "timeout",
  ],
  withoutEffect: [
    "alb",
    "apiName",
    "architecture",
    "cfnRole",
    "deploymentBucket",
    "deploymentMethod",
    "deploymentPrefix",
    "ecr",
    "endpointType",
    "iam",
    "iamManagedPolicies",
    "iamRoleStatements",
    "kmsKeyArn",
    "lambdaHashingVersion",
    "logRetentionInDays",
    "logs",
    "notificationArns",
    "profile",
    "resolver",
    "role",
    "rolePermissionsBoundary",
    "rollbackConfiguration",
    "runtimeManagement",
    "stackName",
    "stackParameters",
    "stackPolicy",
    "stackTags",
    "tags",
    "tracing",
    "usagePlan",
    "versionFunctions",
    "vpc",
    "vpcEndpointIds",
    "websocketsApiName",
    "websocketsApiRouteSelectionExpression",
  ],
};
const API_GATEWAY: KnownMembers = {
  taken: ["apiKeys", "binaryMediaTypes"],
  withoutEffect: [
    "description",
    "disableDefaultEndpoint",
    "metrics",
    "minimumCompressionSize",
    "resourcePolicy",
    "shouldStartNameWithService",
    "usagePlan",
    "websocketApiId",
  ],
};
const HTTP: KnownMembers = {
  taken: ["authorizers", "cors", "payload"],
  withoutEffect: [
    "disableDefaultEndpoint",
    "metrics",
    "name",
    "shouldStartNameWithService",
    "timeout",
    "useProviderTags",
  ],
};
/** Plugins that build code or serve it on one machine, which local does itself. */
const PLUGINS =
  /^(?:serverless-(?:offline|esbuild|webpack|bundle|plugin-typescript|plugin-optimize|dotenv-plugin|prune-plugin|iam-roles-per-function|plugin-common-excludes|plugin-include-dependencies|deployment-bucket|plugin-tracing|plugin-log-retention|domain-manager|plugin-warmup|plugin-canary-deployments|plugin-split-stacks)|@hewmen\/serverless-plugin-typescript)$/;

/** Makes the resources of CloudFormation that the Serverless Framework makes of a service. */
export function expandService(service: Service): readonly StackResource[] {
  const { config } = service;
  listRest(service);
  const functions = functionsOf(config).flatMap(([key, function_]) =>
    expandFunction({ key, config: membersOf(function_), service }),
  );
  return [...apisOf(functions, service), ...functions];
}

/** Functions are an object, or a list of objects. */
export function functionsOf({ functions }: TemplateMembers): readonly (readonly [string, unknown])[] {
  return listOf(functions).flatMap((each) => Object.entries(membersOf(each)));
}

function apisOf(made: readonly StackResource[], service: Service): readonly StackResource[] {
  const { provider, stage } = service;
  const position = positionIn(service, service.config, "provider");
  const has = (type: string) => made.some((resource) => resource.type === type);
  const { binaryMediaTypes, apiKeys } = membersOf(provider.apiGateway);
  const { cors } = membersOf(provider.httpApi);
  const keys = listOf(apiKeys).map((key, index): [string, TemplateMembers] => {
    const { value } = membersOf(key);
    return [`ApiGatewayApiKey${index + 1}`, value === undefined ? {} : { Value: value }];
  });
  const rest = { BinaryMediaTypes: binaryMediaTypes };
  const http = {
    ProtocolType: "HTTP",
    ...(cors === undefined || cors === false ? {} : { CorsConfiguration: cors }),
  };
  const make = (id: string, type: string, properties: TemplateMembers): StackResource => ({
    id,
    type,
    properties,
    metadata: {},
    position,
    origin: { resource: "provider", property: id === HTTP_API ? "httpApi" : "apiGateway" },
  });
  return [
    ...(has("AWS::ApiGateway::Method")
      ? [
          make(REST_API, "AWS::ApiGateway::RestApi", rest),
          make("ApiGatewayStage", "AWS::ApiGateway::Stage", { RestApiId: REST_API, StageName: stage }),
        ]
      : []),
    ...(has("AWS::ApiGatewayV2::Route")
      ? [make(HTTP_API, "AWS::ApiGatewayV2::Api", http), ...httpAuthorizers(service)]
      : []),
    ...keys.map(([id, properties]) => make(id, "AWS::ApiGateway::ApiKey", properties)),
  ];
}

function listRest(service: Service): void {
  const { config, gaps } = service;
  for (const name of Object.keys(config)) {
    const subject = { resource: name, property: "", position: positionIn(service, config, name) };
    if (name === "plugins") listPlugins(service);
    else if (TOP_LEVEL_WITHOUT_EFFECT.includes(name))
      gaps.add(subject, "it has no effect on one machine", "none");
    else if (!TOP_LEVEL_TAKEN.includes(name)) gaps.add(subject, `local does not read ${name}`);
  }
  listMembers(service, "provider", PROVIDER);
  listMembers(service, "provider.apiGateway", API_GATEWAY);
  listMembers(service, "provider.httpApi", HTTP);
}

/** The members of a section that are taken; of the others the first list has no effect here. */
interface KnownMembers {
  readonly taken: readonly string[];
  readonly withoutEffect: readonly string[];
}

function listMembers(service: Service, section: string, { taken, withoutEffect }: KnownMembers): void {
  const path = section.split(".").slice(1);
  const members = path.reduce((owner, name) => membersOf(owner[name]), service.provider);
  for (const name of Object.keys(members)) {
    if (taken.includes(name)) continue;
    const property = [...path, name].join(".");
    const subject = { resource: "provider", property, position: positionIn(service, members, name) };
    if (withoutEffect.includes(name)) service.gaps.add(subject, "it has no effect on one machine", "none");
    else service.gaps.add(subject, "local has nothing for this property");
  }
}

function listPlugins(service: Service): void {
  const { plugins } = service.config;
  const list = isMembers(plugins) ? plugins.modules : plugins;
  for (const [index, plugin] of listOf(list).entries()) {
    const position = positionIn(service, isMembers(list) ? plugins : list, String(index));
    const subject = { resource: "plugins", property: String(plugin), position };
    if (PLUGINS.test(String(plugin))) service.gaps.add(subject, "local does its part", "none");
    else service.gaps.add(subject, `the plugin ${String(plugin)} does not run here`);
  }
}

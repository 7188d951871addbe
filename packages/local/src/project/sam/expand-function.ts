import type { StackResource } from "../cloudformation/stack-resource.ts";
import { isMembers, membersOf, type TemplateMembers } from "../document/values.ts";
import type { Project } from "../project.ts";
import { Properties } from "../resources/properties.ts";
import { expandEvents } from "./expand-events.ts";
import { makeResource, rewrite } from "./expansion.ts";

const WITHOUT_EFFECT = [
  "AssumeRolePolicyDocument",
  "AutoPublishAliasAllProperties",
  "AutoPublishCodeSha256",
  "DeploymentPreference",
  "PermissionsBoundary",
  "Policies",
  "PropagateTags",
  "ProvisionedConcurrencyConfig",
  "PublishToLatestPublished",
  "Role",
  "RolePath",
  "Tracing",
  "VersionDeletionPolicy",
  "VersionDescription",
];
/** Properties of SAM alone, from which further resources are made. */
const EXPANDED = [
  "AutoPublishAlias",
  "EventInvokeConfig",
  "Events",
  "FunctionUrlConfig",
  "ImageUri",
  "InlineCode",
];

/** Makes the resources of CloudFormation that SAM makes of a function. */
export function expandFunction(resource: StackResource, project: Project): readonly StackResource[] {
  const properties = Properties.early(resource, project);
  for (const name of WITHOUT_EFFECT)
    if (properties.has(name)) properties.gap(name, "it has no effect on one machine", "none");
  const alias = properties.text("AutoPublishAlias");
  // In the template as it was written: functions in it are evaluated when all resources are known.
  const raw = resource.properties;
  const { InlineCode, ImageUri } = raw;
  const code = InlineCode === undefined ? ImageUri && { ImageUri } : { ZipFile: InlineCode };
  const target =
    alias === undefined ? { "Fn::GetAtt": [resource.id, "Arn"] } : { Ref: `${resource.id}.Alias` };
  const lambda: StackResource = {
    ...resource,
    type: "AWS::Lambda::Function",
    properties: rewrite(
      raw,
      { without: [...EXPANDED, ...WITHOUT_EFFECT], more: code === undefined ? {} : { Code: code } },
      project,
    ),
  };
  const role = { id: `${resource.id}Role`, type: "AWS::IAM::Role", properties: {} };
  return [
    lambda,
    ...(raw.Role === undefined ? [makeResource({ resource, path: [] }, role, project)] : []),
    ...(alias === undefined ? [] : published(resource, alias, project)),
    ...urlOf(resource, alias, project),
    ...asynchronousOf(resource, alias, project),
    ...expandEvents({ resource, target, alias }, project),
  ];
}

function published(resource: StackResource, alias: string, project: Project): readonly StackResource[] {
  const origin = { resource, path: ["AutoPublishAlias"] };
  const FunctionName = { Ref: resource.id };
  const [version, name] = [`${resource.id}Version`, `${resource.id}Alias${alias.replace(/\W/g, "")}`];
  project.scope.addSynonym(`${resource.id}.Version`, version);
  project.scope.addSynonym(`${resource.id}.Alias`, name);
  return [
    makeResource(
      origin,
      { id: version, type: "AWS::Lambda::Version", properties: { FunctionName } },
      project,
    ),
    makeResource(
      origin,
      {
        id: name,
        type: "AWS::Lambda::Alias",
        properties: { FunctionName, Name: alias, FunctionVersion: { "Fn::GetAtt": [version, "Version"] } },
      },
      project,
    ),
  ];
}

function urlOf(
  resource: StackResource,
  alias: string | undefined,
  project: Project,
): readonly StackResource[] {
  const { FunctionUrlConfig: config } = resource.properties;
  if (!isMembers(config)) return [];
  const more = {
    TargetFunctionArn: { Ref: resource.id },
    ...(alias === undefined ? {} : { Qualifier: alias }),
  };
  const properties = rewrite(config, { without: [], more }, project);
  const origin = { resource, path: ["FunctionUrlConfig"] };
  return [makeResource(origin, { id: `${resource.id}Url`, type: "AWS::Lambda::Url", properties }, project)];
}

function asynchronousOf(
  resource: StackResource,
  alias: string | undefined,
  project: Project,
): readonly StackResource[] {
  const { EventInvokeConfig: config } = resource.properties;
  if (!isMembers(config)) return [];
  const origin = { resource, path: ["EventInvokeConfig"] };
  const queues: StackResource[] = [];
  const destinations: Record<string, unknown> = {};
  for (const [name, destination] of Object.entries(membersOf(config.DestinationConfig))) {
    destinations[name] = destination;
    // SAM makes a queue where a destination of this type names none.
    if (!isMembers(destination) || destination.Type !== "SQS" || destination.Destination !== undefined)
      continue;
    const id = `${resource.id}${name}Queue`;
    queues.push(makeResource(origin, { id, type: "AWS::SQS::Queue", properties: {} }, project));
    destinations[name] = { ...destination, Destination: { "Fn::GetAtt": [id, "Arn"] } };
  }
  project.scope.positions.copy(membersOf(config.DestinationConfig), destinations);
  const more: TemplateMembers = {
    FunctionName: { Ref: resource.id },
    ...(alias === undefined ? {} : { Qualifier: alias }),
    ...(config.DestinationConfig === undefined ? {} : { DestinationConfig: destinations }),
  };
  const properties = rewrite(config, { without: [], more }, project);
  const id = `${resource.id}EventInvokeConfig`;
  return [
    ...queues,
    makeResource(origin, { id, type: "AWS::Lambda::EventInvokeConfig", properties }, project),
  ];
}

import type { StackResource } from "../cloudformation/stack-resource.ts";
import { isMembers, membersOf, type TemplateMembers } from "../document/values.ts";
import type { Project } from "../project.ts";
import { Properties } from "../resources/properties.ts";
import { authorizationOf } from "./expand-auth.ts";
import { makeResource, rewrite, type SamOrigin } from "./expansion.ts";
import { IMPLICIT_HTTP_API, IMPLICIT_REST_API } from "./implicit-apis.ts";

/** A function of SAM whose events become resources. */
export interface EventOwner {
  readonly resource: StackResource;
  /** The function or its alias, as an expression. */
  readonly target: TemplateMembers;
  readonly alias: string | undefined;
}

/** One event of a function. */
interface SamEvent {
  readonly origin: SamOrigin;
  /** The logical id from which those of its resources are made. */
  readonly id: string;
  /** As they are in the template. */
  readonly raw: TemplateMembers;
  readonly properties: Properties;
  readonly target: TemplateMembers;
}

const SOURCES = ["SQS", "Kinesis", "DynamoDB", "MSK", "MQ", "SelfManagedKafka", "DocumentDB"];

/** Makes the resources of a function's events. */
export function expandEvents({ resource, target }: EventOwner, project: Project): readonly StackResource[] {
  const events = Properties.early(resource, project).part("Events");
  const raw = membersOf(resource.properties.Events);
  return events.names.flatMap((name) => {
    const event = events.part(name);
    const type = event.text("Type");
    const properties = event.part("Properties");
    const given = membersOf(membersOf(raw[name]).Properties);
    const origin = { resource, path: ["Events", name] };
    const parts = { origin, id: `${resource.id}${name}`, raw: given, properties, target };
    if (type === "Api") return restMethod(parts, project);
    if (type === "HttpApi") return httpRoute(parts, project);
    if (type !== undefined && SOURCES.includes(type)) return eventSource(parts, project);
    events.gap(name, `local has no ${type} events; invoke the function with an event of that form`);
    return [];
  });
}

function restMethod(
  { origin, id, raw, properties, target }: SamEvent,
  project: Project,
): readonly StackResource[] {
  const api = properties.text("RestApiId") ?? IMPLICIT_REST_API;
  const owner = project.scope.find(api);
  if (hasDocument(owner)) return [];
  const [path, method] = [properties.text("Path"), properties.text("Method")];
  if (path === undefined || method === undefined) {
    properties.gap("Path", "the path or the method has no value here");
    return [];
  }
  const integration = {
    Type: "AWS_PROXY",
    Uri: target,
    ...(raw.TimeoutInMillis === undefined ? {} : { TimeoutInMillis: raw.TimeoutInMillis }),
    ...(raw.ResponseTransferMode === undefined ? {} : { ResponseTransferMode: raw.ResponseTransferMode }),
  };
  const without = ["Auth", "Path", "Method", "RestApiId", "TimeoutInMillis", "ResponseTransferMode"];
  const more = {
    RestApiId: api,
    ResourceId: `${api}/root${path === "/" ? "" : path}`,
    HttpMethod: methodOf(method),
    Integration: integration,
    ...authorizationOf(owner, raw, "rest"),
  };
  project.scope.positions.copy(raw, integration);
  return [
    makeResource(
      origin,
      {
        id: `${id}Method`,
        type: "AWS::ApiGateway::Method",
        properties: rewrite(raw, { without, more }, project),
      },
      project,
    ),
  ];
}

/** Whether an API has a document with its routes; an event of a function is a permission then. */
function hasDocument(api: StackResource | undefined): boolean {
  return ["Body", "DefinitionBody", "DefinitionUri"].some((name) => api?.properties[name] !== undefined);
}

function methodOf(method: string): string {
  return /^(?:any|\*|x-amazon-apigateway-any-method)$/i.test(method) ? "ANY" : method.toUpperCase();
}

function httpRoute(
  { origin, id, raw, properties, target }: SamEvent,
  project: Project,
): readonly StackResource[] {
  const api = properties.text("ApiId") ?? IMPLICIT_HTTP_API;
  const owner = project.scope.find(api);
  if (hasDocument(owner)) return [];
  const [path, method] = [properties.text("Path"), properties.text("Method") ?? "any"];
  const key = path === undefined || path === "$default" ? "$default" : `${methodOf(method)} ${path}`;
  const integration = {
    ApiId: api,
    IntegrationType: "AWS_PROXY",
    IntegrationUri: target,
    PayloadFormatVersion: raw.PayloadFormatVersion ?? "2.0",
    ...(raw.TimeoutInMillis === undefined ? {} : { TimeoutInMillis: raw.TimeoutInMillis }),
  };
  project.scope.positions.copy(raw, integration);
  const without = ["Auth", "Path", "Method", "PayloadFormatVersion", "TimeoutInMillis"];
  const route = rewrite(
    raw,
    {
      without,
      more: {
        ApiId: api,
        RouteKey: key,
        Target: `integrations/${id}Integration`,
        ...authorizationOf(owner, raw, "http"),
      },
    },
    project,
  );
  return [
    makeResource(
      origin,
      { id: `${id}Integration`, type: "AWS::ApiGatewayV2::Integration", properties: integration },
      project,
    ),
    makeResource(origin, { id: `${id}Route`, type: "AWS::ApiGatewayV2::Route", properties: route }, project),
  ];
}

function eventSource({ origin, id, raw, target }: SamEvent, project: Project): readonly StackResource[] {
  const properties = rewrite(raw, { without: [], more: { FunctionName: target } }, project);
  return [makeResource(origin, { id, type: "AWS::Lambda::EventSourceMapping", properties }, project)];
}

/** Whether a function has an event of an API that the template does not name. */
export function usesImplicitApi({ properties }: StackResource, type: "Api" | "HttpApi"): boolean {
  return Object.values(membersOf(properties.Events)).some((event) => {
    if (!isMembers(event) || event.Type !== type) return false;
    const { RestApiId, ApiId } = membersOf(event.Properties);
    return (type === "Api" ? RestApiId : ApiId) === undefined;
  });
}

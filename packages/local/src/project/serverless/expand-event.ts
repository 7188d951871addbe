import type { StackResource } from "../cloudformation/stack-resource.ts";
import type { Position } from "../document/positions.ts";
import { isMembers, listOf, membersOf, type TemplateMembers } from "../document/values.ts";
import { httpAuthorization, restAuthorization } from "./expand-authorizers.ts";
import { functionId, HTTP_API, REST_API } from "./logical-ids.ts";
import type { Service } from "./service.ts";

/** One event of a function. */
export interface ServiceEvent {
  /** As it is in the list: an object with one member. */
  readonly event: unknown;
  /** The key of the function. */
  readonly key: string;
  /** The logical id from which those of its resources are made. */
  readonly id: string;
  readonly position: Position;
}

/** An event with its type and its own members. */
interface TypedEvent extends ServiceEvent {
  readonly type: string;
  readonly given: unknown;
  readonly members: TemplateMembers;
  readonly service: Service;
}

/** Makes the resources of one event of a function. */
export function expandEvent(event: ServiceEvent, service: Service): readonly StackResource[] {
  const [[type, given] = [String(event.event), {}]] = isMembers(event.event)
    ? Object.entries(event.event)
    : [];
  const typed = { ...event, type, given, members: membersOf(given), service };
  switch (type) {
    case "http":
      return restMethod(typed);
    case "httpApi":
      return httpRoute(typed);
    case "sqs":
    case "stream":
      return [eventSource(typed)];
    case "alb":
      return [targetGroup(typed)];
    default:
      return gap(typed, "", `local has no ${type} events; invoke the function with an event of that form`);
  }
}

function gap(
  { type, key, position, service }: TypedEvent,
  property: string,
  reason: string,
): readonly StackResource[] {
  const path = ["events", type, property].filter((part) => part !== "").join(".");
  service.gaps.add({ resource: key, property: path, position }, reason);
  return [];
}

function make(
  event: TypedEvent,
  resource: Pick<StackResource, "type" | "properties">,
  suffix = "",
): StackResource {
  const { id, key, type, position } = event;
  return {
    ...resource,
    id: id + suffix,
    metadata: {},
    position,
    origin: { resource: key, property: `events.${type}` },
  };
}

function functionOf({ key }: ServiceEvent): TemplateMembers {
  return { "Fn::GetAtt": [functionId(key), "Arn"] };
}

/** `GET orders/{id}` is an object in short. */
function requestOf({ given, members }: TypedEvent): { readonly method: string; readonly path: string } {
  const [method = "*", path = ""] = typeof given === "string" ? given.trim().split(/\s+/) : [];
  const short = typeof given === "string";
  return {
    method: (short ? method : String(members.method ?? "*")).toUpperCase(),
    path: `/${(short ? path : String(members.path ?? "")).replace(/^\/+/, "")}`,
  };
}

function restMethod(event: TypedEvent): readonly StackResource[] {
  const { members, service } = event;
  const { method, path } = requestOf(event);
  const integration = String(members.integration ?? "lambda-proxy").toLowerCase();
  if (integration !== "lambda-proxy" && integration !== "aws_proxy" && integration !== "aws-proxy")
    return gap(event, "integration", `local takes lambda-proxy from serverless.yml, not ${integration}`);
  if (members.async === true) return gap(event, "async", "local's APIs wait for the function");
  const { authorizer, cors, private: isPrivate, request, timeoutInMillis } = members;
  const authorization = restAuthorization(authorizer, service);
  listOthers(event, REST_MEMBERS);
  const ResourceId = `${REST_API}/root${path === "/" ? "" : path}`;
  const properties = {
    RestApiId: REST_API,
    ResourceId,
    HttpMethod: method === "*" ? "ANY" : method,
    ...authorization.properties,
    ...(isPrivate === undefined ? {} : { ApiKeyRequired: isPrivate }),
    Integration: {
      Type: "AWS_PROXY",
      Uri: functionOf(event),
      ...(timeoutInMillis === undefined ? {} : { TimeoutInMillis: timeoutInMillis }),
    },
  };
  service.positions.copy(members, properties);
  const { schemas, schema, parameters } = membersOf(request);
  if ((schemas ?? schema ?? parameters) !== undefined) gap(event, "request", "requests are not validated");
  return [
    make(event, { type: "AWS::ApiGateway::Method", properties }),
    ...(authorization.resource === undefined
      ? []
      : [{ ...make(event, authorization.resource), id: authorization.resource.id }]),
    ...(cors === undefined || cors === false
      ? []
      : [
          make(
            event,
            { type: "AWS::ApiGateway::Method", properties: preflight(cors, properties) },
            "Options",
          ),
        ]),
  ];
}

/** The framework's own answer to a preflight: a mock integration. */
function preflight(
  cors: unknown,
  method: { readonly ResourceId: string; readonly HttpMethod: string },
): TemplateMembers {
  const { origin, origins, headers, methods, maxAge, allowCredentials } = membersOf(cors);
  const given = {
    Origin: listOf(origins ?? origin ?? "*").join(","),
    Headers: listOf(headers ?? CORS_HEADERS).join(","),
    Methods: listOf(methods ?? ["OPTIONS", method.HttpMethod]).join(","),
    ...(allowCredentials === true ? { Credentials: "true" } : {}),
  };
  const parameters = Object.entries(given).map(([name, value]) => [
    `method.response.header.Access-Control-Allow-${name}`,
    `'${value}'`,
  ]);
  if (maxAge !== undefined) parameters.push(["method.response.header.Access-Control-Max-Age", `'${maxAge}'`]);
  return {
    RestApiId: REST_API,
    ResourceId: method.ResourceId,
    HttpMethod: "OPTIONS",
    Integration: {
      Type: "MOCK",
      RequestTemplates: { "application/json": "{statusCode:200}" },
      IntegrationResponses: [{ StatusCode: "200", ResponseParameters: Object.fromEntries(parameters) }],
    },
  };
}

const CORS_HEADERS =
  "Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token,X-Amz-User-Agent,X-Amzn-Trace-Id";

function httpRoute(event: TypedEvent): readonly StackResource[] {
  const { given, members, service } = event;
  const { method, path } = requestOf(event);
  listOthers(event, ["authorizer", "method", "path", "timeout"]);
  const isDefault = given === "*" || path === "/*";
  const properties = {
    ApiId: HTTP_API,
    RouteKey: isDefault ? "$default" : `${method === "*" ? "ANY" : method} ${path}`,
    Target: `integrations/${event.id}Integration`,
    ...httpAuthorization(members.authorizer),
  };
  const { payload = "2.0" } = membersOf(service.provider.httpApi);
  const integration = {
    ApiId: HTTP_API,
    IntegrationType: "AWS_PROXY",
    IntegrationUri: functionOf(event),
    PayloadFormatVersion: String(payload) === "1.0" || payload === 1 ? "1.0" : "2.0",
    ...(members.timeout === undefined ? {} : { TimeoutInMillis: members.timeout }),
  };
  return [
    make(event, { type: "AWS::ApiGatewayV2::Integration", properties: integration }, "Integration"),
    make(event, { type: "AWS::ApiGatewayV2::Route", properties }),
  ];
}

const REST_MEMBERS = [
  "async",
  "authorizer",
  "cors",
  "integration",
  "method",
  "operationName",
  "path",
  "private",
  "request",
  "timeoutInMillis",
];

/** Lists the members of an event that are not taken. */
function listOthers(event: TypedEvent, taken: readonly string[]): void {
  for (const name of Object.keys(event.members))
    if (!taken.includes(name)) gap(event, name, "local has nothing for this property");
}

/** The names of CloudFormation for the members of `sqs` and `stream`. */
const MAPPING: Readonly<Record<string, string>> = {
  arn: "EventSourceArn",
  batchSize: "BatchSize",
  batchWindow: "MaximumBatchingWindowInSeconds",
  bisectBatchOnFunctionError: "BisectBatchOnFunctionError",
  enabled: "Enabled",
  filterPatterns: "FilterCriteria",
  functionResponseType: "FunctionResponseTypes",
  maximumBatchingWindow: "MaximumBatchingWindowInSeconds",
  maximumRecordAgeInSeconds: "MaximumRecordAgeInSeconds",
  maximumRetryAttempts: "MaximumRetryAttempts",
  parallelizationFactor: "ParallelizationFactor",
  startingPosition: "StartingPosition",
  tumblingWindowInSeconds: "TumblingWindowInSeconds",
};

function eventSource(event: TypedEvent): StackResource {
  const { given, members, service } = event;
  const isShort =
    typeof given === "string" ||
    "Fn::GetAtt" in members ||
    "Fn::ImportValue" in members ||
    "Fn::Sub" in members;
  const properties: Record<string, unknown> = {
    FunctionName: functionOf(event),
    ...(isShort ? { EventSourceArn: given } : {}),
  };
  for (const [name, value] of isShort ? [] : Object.entries(members)) {
    if (name === "type") continue;
    const property = MAPPING[name] ?? name;
    properties[property] = property === "FilterCriteria" ? filtersOf(value) : value;
    const position = service.positions.find(members, name);
    if (position !== undefined) service.positions.record(properties, property, position);
  }
  return make(event, { type: "AWS::Lambda::EventSourceMapping", properties });
}

function filtersOf(patterns: unknown): TemplateMembers {
  const list = Array.isArray(patterns) ? patterns : [patterns];
  return { Filters: list.map((pattern) => ({ Pattern: JSON.stringify(pattern) })) };
}

function targetGroup(event: TypedEvent): StackResource {
  // All requests to the load balancer are for the function here.
  listOthers(event, ["healthCheck", "listenerArn", "multiValueHeaders", "priority", "targetGroupName"]);
  const { multiValueHeaders } = event.members;
  const properties = {
    TargetType: "lambda",
    Targets: [{ Id: functionOf(event) }],
    TargetGroupAttributes: [
      { Key: "lambda.multi_value_headers.enabled", Value: String(multiValueHeaders === true) },
    ],
  };
  return make(event, { type: "AWS::ElasticLoadBalancingV2::TargetGroup", properties }, "Alb");
}

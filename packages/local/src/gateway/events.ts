import { ACCOUNT_ID } from "../config/account.ts";
import { type ApiRequest, bodyForEvent, headerOf } from "./http-message.ts";
import type { Match } from "./routes.ts";

/** The stage of every REST API. */
export const STAGE = "local";

type RestSubject = { readonly request: ApiRequest } & Pick<Match<unknown>, "resource" | "pathParameters">;

/**
 * The event of a REST API's proxy integration, payload format 1.0.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function restEvent({ request, resource, pathParameters }: RestSubject, apiId: string): unknown {
  const headers = grouped(request.headers);
  const query = grouped([...request.query]);
  return {
    resource,
    path: request.path,
    httpMethod: request.method,
    headers: lastOf(headers),
    multiValueHeaders: headers,
    queryStringParameters: orNull(lastOf(query)),
    multiValueQueryStringParameters: orNull(query),
    pathParameters: orNull(pathParameters),
    stageVariables: null,
    requestContext: {
      resourceId: "local",
      resourcePath: resource,
      httpMethod: request.method,
      extendedRequestId: extendedId(request),
      requestTime: logTime(request.receivedAt),
      path: request.path,
      accountId: ACCOUNT_ID,
      protocol: "HTTP/1.1",
      stage: STAGE,
      domainPrefix: apiId,
      domainName: headerOf(request, "host"),
      requestTimeEpoch: request.receivedAt.getTime(),
      requestId: request.id,
      identity: { sourceIp: "127.0.0.1", userAgent: headerOf(request, "user-agent") ?? null },
      apiId,
    },
    ...bodyForEvent(request),
  };
}

/**
 * The event of an HTTP API and of a Function URL, payload format 2.0.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function httpEvent(
  request: ApiRequest,
  { routeKey, pathParameters }: Match<unknown>,
  apiId: string,
): unknown {
  const query = joined([...request.query]);
  const { body, isBase64Encoded } = bodyForEvent(request);
  return {
    version: "2.0",
    routeKey,
    rawPath: request.path,
    rawQueryString: request.rawQuery,
    headers: joined(request.headers.map(([name, value]) => [name.toLowerCase(), value])),
    ...(orNull(query) && { queryStringParameters: query }),
    requestContext: {
      accountId: ACCOUNT_ID,
      apiId,
      domainName: headerOf(request, "host"),
      domainPrefix: apiId,
      http: {
        method: request.method,
        path: request.path,
        protocol: "HTTP/1.1",
        sourceIp: "127.0.0.1",
        userAgent: headerOf(request, "user-agent") ?? "",
      },
      requestId: request.id,
      routeKey,
      stage: "$default",
      time: logTime(request.receivedAt),
      timeEpoch: request.receivedAt.getTime(),
    },
    ...(orNull(pathParameters) && { pathParameters }),
    ...(body !== null && { body }),
    isBase64Encoded,
  };
}

/** The id in `x-amz-apigw-id`: 15 characters and an equals sign. */
export function extendedId({ id }: ApiRequest): string {
  return `${Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url").slice(0, 15)}=`;
}

/** All values of each name. */
export function grouped(pairs: readonly (readonly [string, string])[]): Record<string, string[]> {
  // Not an object, which has a "constructor" from the start.
  const groups = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const values = groups.get(name);
    if (values) values.push(value);
    else groups.set(name, [value]);
  }
  return Object.fromEntries(groups);
}

function joined(pairs: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(Object.entries(grouped(pairs)).map(([name, values]) => [name, values.join(",")]));
}

function lastOf(groups: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, values]) => [name, values.at(-1) ?? ""]));
}

function orNull<Members extends object>(members: Members): Members | null {
  return Object.keys(members).length === 0 ? null : members;
}

/** `12/Mar/2020:19:03:58 +0000`. */
export function logTime(at: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(at.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

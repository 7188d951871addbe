import type { Account } from "../../config/account.ts";
import {
  domainOf,
  extendedId,
  grouped,
  identityOf,
  joined,
  lastOf,
  logTime,
  lowerCaseHeaders,
  orNull,
} from "../event-members.ts";
import { headerOf, SOURCE_IP } from "../http-message.ts";
import { httpBody } from "../request-body.ts";
import type { Match } from "../routes.ts";
import { type Authorization, signedBy } from "./authorization.ts";
import type { DecodedRequest } from "./http-request.ts";

/** The front that a request came to. */
export interface HttpPlace {
  readonly apiId: string;
  readonly account: Account;
  readonly stage: string;
}

/** The route of a request, its parameters decoded. */
type HttpRoute = Pick<Match<unknown>, "routeKey" | "resource" | "pathParameters">;

/** A request and its route. */
export interface HttpSubject {
  readonly request: DecodedRequest;
  readonly route: HttpRoute;
  /** The result of its authorization, if its route has one. */
  readonly authorization?: Authorization;
}

/** A request that is to be authorized. */
export interface AuthorizationSubject extends HttpSubject {
  /** The ARN of the method and path. */
  readonly arn: string;
  /** The values of the authorizer's identity sources. */
  readonly identity: readonly string[];
}

/**
 * Makes the event of an HTTP API in payload format 2.0: the path is decoded, and cookies are in `cookies` alone.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function httpEvent(subject: HttpSubject, place: HttpPlace): EventTwo {
  const { request } = subject;
  const { cookie: _, ...headers } = joined(lowerCaseHeaders(request));
  const [rawPath = ""] = request.decodedPath.split("?", 1);
  return formatTwo(subject, place, {
    rawPath,
    headers,
    path: rawPath,
    requestId: extendedId(request),
    accountId: place.account.accountId,
    caller: {},
  });
}

/**
 * Makes the event of a Function URL: `rawPath` is as it was sent, `http.path` is decoded, and cookies are in `headers` too.
 *
 * @param accessKey the key that the request was signed with, if that was asked for.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export function functionUrlEvent(
  { request, route }: HttpSubject,
  place: HttpPlace,
  accessKey: string | undefined,
): unknown {
  const { accountId } = place.account;
  return formatTwo({ request, route }, place, {
    rawPath: request.path,
    headers: joined(lowerCaseHeaders(request)),
    path: request.decodedPath,
    requestId: request.id,
    ...(accessKey === undefined
      ? { accountId: "anonymous", caller: {} }
      : { accountId, caller: { authentication: null, authorizer: { iam: signedBy(accessKey, accountId) } } }),
  });
}

/** The members of format 2.0 in which the fronts differ. */
interface FrontMembers {
  readonly rawPath: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly path: string;
  readonly requestId: string;
  readonly accountId: string;
  /** The members of `requestContext` that describe an authorised caller. */
  readonly caller: object;
}

type EventTwo = ReturnType<typeof formatTwo>;

function formatTwo(
  { request, route, authorization }: HttpSubject,
  { apiId, stage }: HttpPlace,
  front: FrontMembers,
) {
  const { routeKey, pathParameters } = route;
  const query = joined([...request.query]);
  const cookies = cookiesOf(request);
  const { body, isBase64Encoded } = httpBody(request);
  return {
    version: "2.0",
    routeKey,
    rawPath: front.rawPath,
    rawQueryString: request.rawQuery,
    ...(cookies.length > 0 && { cookies }),
    headers: front.headers,
    ...(orNull(query) && { queryStringParameters: query }),
    requestContext: {
      accountId: front.accountId,
      apiId,
      ...front.caller,
      ...(authorization && { authorizer: authorization.two }),
      ...domainOf(request, apiId),
      http: {
        method: request.method,
        path: front.path,
        protocol: "HTTP/1.1",
        sourceIp: SOURCE_IP,
        userAgent: headerOf(request, "user-agent") ?? "",
      },
      requestId: front.requestId,
      routeKey,
      stage,
      time: logTime(request.receivedAt),
      timeEpoch: request.receivedAt.getTime(),
    },
    ...(orNull(pathParameters) && { pathParameters }),
    ...(body !== null && { body }),
    isBase64Encoded,
  };
}

/** Each cookie of all cookie headers. */
function cookiesOf({ headers }: DecodedRequest): string[] {
  return headers
    .filter(([name]) => name.toLowerCase() === "cookie")
    .flatMap(([, value]) => value.split(/;\s*/))
    .filter((cookie) => cookie !== "");
}

/** Makes the event of an HTTP API in payload format 1.0. */
export function httpEventOne(
  { request, route, authorization = { two: {} } }: HttpSubject,
  { apiId, account, stage }: HttpPlace,
) {
  const headers = grouped(lowerCaseHeaders(request));
  const query = grouped([...request.query]);
  return {
    version: "1.0",
    resource: route.resource,
    path: request.decodedPath,
    httpMethod: request.method,
    headers: lastOf(headers),
    multiValueHeaders: headers,
    queryStringParameters: orNull(lastOf(query)),
    multiValueQueryStringParameters: orNull(query),
    requestContext: {
      accountId: account.accountId,
      apiId,
      ...(authorization.one && { authorizer: authorization.one }),
      ...domainOf(request, apiId),
      extendedRequestId: extendedId(request),
      httpMethod: request.method,
      identity: { ...identityOf(request), ...authorization.identity },
      path: request.decodedPath,
      protocol: "HTTP/1.1",
      requestId: extendedId(request),
      requestTime: logTime(request.receivedAt),
      requestTimeEpoch: request.receivedAt.getTime(),
      resourceId: null,
      resourcePath: route.resource,
      stage,
    },
    pathParameters: orNull(route.pathParameters),
    stageVariables: null,
    ...httpBody(request),
  };
}

/** Makes the event of a Lambda authorizer in format 2.0. */
export function authorizerEventTwo(subject: AuthorizationSubject, place: HttpPlace): unknown {
  const { version, body: _, isBase64Encoded: __, ...request } = httpEvent(subject, place);
  const { arn: routeArn, identity } = subject;
  const identitySource = identity.length === 0 ? null : identity;
  return { version, type: "REQUEST", routeArn, identitySource, ...request };
}

/** Makes the event of a Lambda authorizer in format 1.0. */
export function authorizerEventOne(subject: AuthorizationSubject, place: HttpPlace): unknown {
  const { version, body: _, isBase64Encoded: __, ...request } = httpEventOne(subject, place);
  const identitySource = subject.identity.length === 0 ? null : subject.identity.join(",");
  return {
    version,
    type: "REQUEST",
    methodArn: subject.arn,
    identitySource,
    authorizationToken: identitySource,
    ...request,
    queryStringParameters: request.queryStringParameters ?? {},
    pathParameters: request.pathParameters ?? {},
    stageVariables: {},
  };
}

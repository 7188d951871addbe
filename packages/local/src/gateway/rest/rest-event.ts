import { grouped, lastOf, orNull } from "../event-members.ts";
import { restBody } from "../request-body.ts";
import type { RestCall } from "./rest-call.ts";

/**
 * Makes the event of a proxy integration, payload format 1.0.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function restEvent(call: RestCall, binaryMediaTypes: readonly string[]): unknown {
  const { request, resource, pathParameters, requestContext } = call;
  const { headers, query } = parametersOf(call);
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
    requestContext,
    ...restBody(request, binaryMediaTypes),
  };
}

/**
 * Makes the members of a Lambda authorizer's event that are the request; what is empty is an empty object there.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 */
export function authorizerEvent(call: RestCall): object {
  const { request, resource, pathParameters, requestContext } = call;
  const { headers, query } = parametersOf(call);
  return {
    resource,
    path: request.path,
    httpMethod: request.method,
    headers: lastOf(headers),
    multiValueHeaders: headers,
    queryStringParameters: lastOf(query),
    multiValueQueryStringParameters: query,
    pathParameters,
    stageVariables: {},
    requestContext,
  };
}

function parametersOf({ request }: RestCall) {
  return { headers: grouped(request.headers), query: grouped([...request.query]) };
}

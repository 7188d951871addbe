import type { Account } from "../../config/account.ts";
import { domainOf, extendedId, identityOf, logTime } from "../event-members.ts";
import type { ApiRequest } from "../http-message.ts";

/** The stage of a REST API that names none. */
const DEFAULT_STAGE = "local";

/** The API that a request came to. */
export interface RestPlace {
  readonly apiId: string;
  readonly account: Account;
  readonly stage: string | undefined;
}

/** A request and the resource that it was found to want. */
export interface RestSubject {
  readonly request: ApiRequest;
  readonly resource: string;
  /** The path as it was sent, after the stage. */
  readonly sentPath: string;
}

/** The context of a request: `requestContext` of a proxy integration's event, and `$context` of templates. */
export type RequestContext = ReturnType<typeof requestContextOf> & {
  /** The answer of the authorizer, where the route has one. */
  readonly authorizer?: Readonly<Record<string, unknown>>;
};

/**
 * Makes the context of a request, with the members that were recorded; a custom domain has no stage in its path.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export function requestContextOf(
  { request, resource, sentPath }: RestSubject,
  { apiId, account, stage = DEFAULT_STAGE }: RestPlace,
) {
  const domain = domainOf(request, apiId);
  return {
    resourceId: "local",
    resourcePath: resource,
    httpMethod: request.method,
    extendedRequestId: extendedId(request),
    requestTime: logTime(request.receivedAt),
    path: domain.domainPrefix === apiId ? `/${stage}${sentPath}` : sentPath,
    accountId: account.accountId,
    protocol: "HTTP/1.1",
    stage,
    ...domain,
    requestTimeEpoch: request.receivedAt.getTime(),
    requestId: request.id,
    identity: identityOf(request),
    deploymentId: "local",
    apiId,
  };
}

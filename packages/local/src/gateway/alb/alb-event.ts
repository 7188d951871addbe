import type { Account } from "../../config/account.ts";
import { grouped, lastOf, lowerCaseHeaders } from "../event-members.ts";
import { type ForwardingRules, forward } from "../forwarded-headers.ts";
import type { ApiRequest } from "../http-message.ts";
import { albBody } from "../request-body.ts";

/** The listener is one for HTTP. No header is known to be dropped. */
const RULES: ForwardingRules = { dropped: /^$/, protocol: "http" };

/** The target group of a load balancer. */
export interface TargetGroup {
  readonly name: string;
  readonly account: Account;
  readonly isMultiValue: boolean;
}

/** Makes the request that the function gets. */
export function albRequest(request: ApiRequest): ApiRequest {
  return forward(request, RULES);
}

/**
 * Makes the event; what the client encoded stays encoded.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 */
export function albEvent(request: ApiRequest, { name, account, isMultiValue }: TargetGroup): unknown {
  const headers = grouped(lowerCaseHeaders(request));
  const parameters = grouped(parametersOf(request));
  const targetGroupArn = `arn:aws:elasticloadbalancing:${account.region}:${account.accountId}:targetgroup/${name}/0000000000000000`;
  return {
    requestContext: { elb: { targetGroupArn } },
    httpMethod: request.method,
    path: request.path,
    ...(isMultiValue
      ? { multiValueQueryStringParameters: parameters, multiValueHeaders: headers }
      : { queryStringParameters: lastOf(parameters), headers: lastOf(headers) }),
    ...albBody(request),
  };
}

function parametersOf({ rawQuery }: ApiRequest): (readonly [string, string])[] {
  return rawQuery
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => /^([^=]*)=?([\s\S]*)$/.exec(pair) ?? [])
    .map(([, parameter = "", value = ""]) => [parameter, value] as const);
}

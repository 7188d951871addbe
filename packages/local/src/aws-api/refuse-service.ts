import type { AwsRequest } from "./aws-request.ts";
import type { AwsError } from "./error-answer.ts";
import { operationOf } from "./protocol.ts";

/** The names in signatures of common services, with those of `AWS_ENDPOINT_URL_…` where they differ. */
const VARIABLES: Readonly<Record<string, string>> = {
  "cognito-idp": "COGNITO_IDENTITY_PROVIDER",
  email: "SES",
  es: "OPENSEARCH",
  events: "EVENTBRIDGE",
  logs: "CLOUDWATCH_LOGS",
  monitoring: "CLOUDWATCH",
  secretsmanager: "SECRETS_MANAGER",
  ses: "SESV2",
  states: "SFN",
};

/**
 * Makes the refusal of a request for a service that is not here. It is a 501, which SDKs do not retry, and not a 4xx,
 * which callers could take for an answer such as "there is no such object".
 */
export function unservedService(request: AwsRequest): AwsError {
  const service = request.signedFor ?? request.target?.split(/[._]/)[0];
  const operation = operationOf(request);
  return {
    code: "NotImplemented",
    status: 501,
    message:
      service === undefined
        ? `@faultwire/local has no API for ${operation}`
        : `@faultwire/local does not serve ${service}: ${operation} was refused on this machine and did not reach AWS. ` +
          `To use another endpoint for it, set ${variableOf(service)} in the function's environment`,
  };
}

/** @see https://docs.aws.amazon.com/sdkref/latest/guide/ss-endpoints-table.html */
function variableOf(service: string): string {
  return `AWS_ENDPOINT_URL_${VARIABLES[service] ?? service.toUpperCase().replaceAll("-", "_")}`;
}

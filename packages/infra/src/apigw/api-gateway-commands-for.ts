import type { Catalog } from "@faultwire/catalog";
import { type ApiGatewayOptions, planIntegration } from "./apigw-options.ts";
import { type IntegrationResponseProps, toIntegrationResponses } from "./integration-responses-for.ts";
import { type MethodResponseProps, toMethodResponses } from "./method-responses-for.ts";

/** The method that the commands change, by variables of the shell. */
const METHOD = `--rest-api-id "$REST_API_ID" --resource-id "$RESOURCE_ID" --http-method "$HTTP_METHOD"`;

/**
 * Makes the commands of the AWS CLI that put the responses on a method whose integration is there. They read the variables
 * `REST_API_ID`, `RESOURCE_ID` and `HTTP_METHOD`. Every argument is quoted for a POSIX shell.
 *
 * @throws TypeError for wrong arguments, and for faults that no pattern can select, with the reason.
 * @see https://docs.aws.amazon.com/cli/latest/reference/apigateway/put-integration-response.html
 */
export function apiGatewayCommandsFor(catalog: Catalog, options: ApiGatewayOptions = {}): string[] {
  const plan = planIntegration("apiGatewayCommandsFor()", catalog, options);
  return [
    ...toMethodResponses(plan).map(putMethodResponse),
    ...toIntegrationResponses(plan).map(putIntegrationResponse),
  ];
}

function putMethodResponse({ statusCode, responseParameters }: MethodResponseProps): string {
  return command("put-method-response", {
    "status-code": statusCode,
    "response-parameters": responseParameters && JSON.stringify(responseParameters),
  });
}

function putIntegrationResponse(response: IntegrationResponseProps): string {
  const { statusCode, selectionPattern, responseParameters, responseTemplates } = response;
  return command("put-integration-response", {
    "status-code": statusCode,
    "selection-pattern": selectionPattern,
    "response-parameters": responseParameters && JSON.stringify(responseParameters),
    "response-templates": responseTemplates && JSON.stringify(responseTemplates),
  });
}

function command(verb: string, options: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name} ${quote(value)}`],
  );
  return [`aws apigateway ${verb} ${METHOD}`, ...given].join(" \\\n  ");
}

/** In single quotes a shell changes nothing. */
function quote(argument: string): string {
  return /^\w+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}

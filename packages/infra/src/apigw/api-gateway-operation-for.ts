import type { Catalog } from "@faultwire/catalog";
import { toIntegrationResponses } from "./integration-responses-for.ts";
import { toMethodResponses } from "./method-responses-for.ts";
import { type IntegrationOptions, planWithFunction } from "./plan-with-function.ts";

/** Members of an OpenAPI operation with API Gateway's extension. */
export interface ApiGatewayOperation {
  /** By status. */
  readonly responses: Readonly<Record<string, object>>;
  readonly "x-amazon-apigateway-integration": {
    /** By selection pattern; `default` is the response to results. */
    readonly responses: Readonly<Record<string, object>>;
  };
}

const HEADER = "method.response.header.";

/**
 * Makes the members of an OpenAPI operation that a custom integration needs, with `x-amazon-apigateway-integration`.
 *
 * @throws TypeError for wrong arguments, and for faults that no pattern can select, with the reason.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration-responses.html
 */
export function apiGatewayOperationFor(
  catalog: Catalog,
  options: IntegrationOptions = {},
): ApiGatewayOperation {
  const { plan, uri } = planWithFunction("apiGatewayOperationFor()", catalog, options);
  const methods = toMethodResponses(plan).map(({ statusCode, responseParameters = {} }) => {
    const isSuccess = Number(statusCode) < 400;
    const names = Object.keys(responseParameters).map((name) => name.slice(HEADER.length));
    const headers = Object.fromEntries(names.map((name) => [name, { schema: { type: "string" } }]));
    const description = isSuccess ? "The result" : "Errors";
    return [statusCode, { description, ...(names.length > 0 && { headers }) }] as const;
  });
  const integrations = toIntegrationResponses(plan).map(
    ({ selectionPattern = "default", ...response }) => [selectionPattern, response] as const,
  );
  return {
    responses: Object.fromEntries(methods),
    "x-amazon-apigateway-integration": {
      ...(uri && { type: "aws", httpMethod: "POST", uri }),
      responses: Object.fromEntries(integrations),
    },
  };
}

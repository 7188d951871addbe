import type { Catalog } from "@faultwire/catalog";
import { toIntegrationResponses } from "./integration-responses-for.ts";
import { toMethodResponses } from "./method-responses-for.ts";
import { type IntegrationOptions, planWithFunction } from "./plan-with-function.ts";

/** Properties of `AWS::ApiGateway::Method` in CloudFormation. */
export interface ApiGatewayMethod {
  readonly MethodResponses: readonly object[];
  readonly Integration: { readonly IntegrationResponses: readonly object[] };
}

/**
 * Makes the properties of an `AWS::ApiGateway::Method` that a custom integration needs, in the words of CloudFormation.
 *
 * @throws TypeError for wrong arguments, and for faults that no pattern can select, with the reason.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-method-integrationresponse.html
 */
export function apiGatewayMethodFor(catalog: Catalog, options: IntegrationOptions = {}): ApiGatewayMethod {
  const { plan, uri } = planWithFunction("apiGatewayMethodFor()", catalog, options);
  return {
    MethodResponses: toMethodResponses(plan).map(capitalise),
    Integration: {
      ...(uri && { Type: "AWS", IntegrationHttpMethod: "POST", Uri: uri }),
      IntegrationResponses: toIntegrationResponses(plan).map(capitalise),
    },
  };
}

/** Writes the members of a response as CloudFormation names them. */
function capitalise(response: object): object {
  return Object.fromEntries(
    Object.entries(response).map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), value]),
  );
}

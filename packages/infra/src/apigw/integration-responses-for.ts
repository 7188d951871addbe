import type { Catalog } from "@faultwire/catalog";
import { type ApiGatewayOptions, type IntegrationPlan, planIntegration } from "./apigw-options.ts";

/** An integration response, as `IntegrationResponse` of `aws-cdk-lib/aws-apigateway` has it. */
export interface IntegrationResponseProps {
  readonly statusCode: string;
  /** None: the response to results. */
  readonly selectionPattern?: string;
  readonly responseParameters?: { [destination: string]: string };
  readonly responseTemplates?: { [contentType: string]: string };
}

/**
 * Makes the integration responses of a REST API's custom integration, for `LambdaIntegration` of the CDK with
 * `proxy: false`. The first is that of results; its body is the result as it is. The others have patterns of which each
 * error matches exactly one.
 *
 * @throws TypeError for wrong arguments, and for faults that no pattern can select, with the reason.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
 * @example
 * const integration = new LambdaIntegration(payOrder, {
 *   proxy: false,
 *   integrationResponses: integrationResponsesFor(Orders),
 * });
 * payments.addMethod("POST", integration, { methodResponses: methodResponsesFor(Orders) });
 */
export function integrationResponsesFor(
  catalog: Catalog,
  options: ApiGatewayOptions = {},
): IntegrationResponseProps[] {
  return toIntegrationResponses(planIntegration("integrationResponsesFor()", catalog, options));
}

/** Writes a plan as integration responses. */
export function toIntegrationResponses({
  successStatus,
  errors,
  headers,
}: IntegrationPlan): IntegrationResponseProps[] {
  const fixed = Object.entries(headers).map(([name, value]) => [
    `method.response.header.${name}`,
    `'${value}'`,
  ]);
  const parameters = fixed.length === 0 ? {} : { responseParameters: Object.fromEntries(fixed) };
  return [
    { statusCode: String(successStatus), ...parameters },
    ...errors.map(({ statusCode, selectionPattern, template }) => ({
      statusCode: String(statusCode),
      selectionPattern,
      ...parameters,
      responseTemplates: { "application/json": template },
    })),
  ];
}

import type { Catalog } from "@faultwire/catalog";
import { type ApiGatewayOptions, type IntegrationPlan, planIntegration } from "./apigw-options.ts";

/** A method response, as `MethodResponse` of `aws-cdk-lib/aws-apigateway` has it. */
export interface MethodResponseProps {
  readonly statusCode: string;
  /** Headers that the response may have. */
  readonly responseParameters?: { [destination: string]: boolean };
}

/** The headers that templates set. */
const ERROR_HEADERS = ["X-Amzn-ErrorType", "Retry-After"];

/**
 * Makes the method responses that the responses of {@link integrationResponsesFor} need, by the same options.
 *
 * @throws TypeError for wrong arguments, and for faults that no pattern can select, with the reason.
 * @example
 * payments.addMethod("POST", integration, { methodResponses: methodResponsesFor(Orders) });
 */
export function methodResponsesFor(catalog: Catalog, options: ApiGatewayOptions = {}): MethodResponseProps[] {
  return toMethodResponses(planIntegration("methodResponsesFor()", catalog, options));
}

/** Writes a plan as method responses. */
export function toMethodResponses({
  successStatus,
  errors,
  headers,
}: IntegrationPlan): MethodResponseProps[] {
  const fixed = Object.keys(headers);
  return [
    { statusCode: String(successStatus), ...(fixed.length > 0 && { responseParameters: declared(fixed) }) },
    ...errors.map(({ statusCode }) => ({
      statusCode: String(statusCode),
      responseParameters: declared([...ERROR_HEADERS, ...fixed]),
    })),
  ];
}

/** API Gateway requires none of them: `true` would change nothing but the documentation of the API. */
function declared(names: readonly string[]): { [destination: string]: boolean } {
  return Object.fromEntries(names.map((name) => [`method.response.header.${name}`, false]));
}

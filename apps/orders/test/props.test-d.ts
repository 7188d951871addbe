import {
  integrationResponsesFor,
  methodResponsesFor,
  type IntegrationResponseProps as Ours,
} from "@faultwire/infra";
import type {
  IntegrationResponse,
  LambdaIntegrationOptions,
  MethodOptions,
  MethodResponse,
} from "aws-cdk-lib/aws-apigateway";
import { Orders } from "order-faults";

/* The returned props fit those of the CDK without a cast. */

export const integration: LambdaIntegrationOptions = {
  proxy: false,
  integrationResponses: integrationResponsesFor(Orders, { headers: { "X-A": "a" } }),
};
export const method: MethodOptions = { methodResponses: methodResponsesFor(Orders) };
export const integrationResponses: IntegrationResponse[] = integrationResponsesFor(Orders);
export const methodResponses: MethodResponse[] = methodResponsesFor(Orders);
// The first is that of results; another can take its place.
export const others: Ours[] = [{ statusCode: "204" }, ...integrationResponsesFor(Orders).slice(1)];

// @ts-expect-error The wires of other fronts have no integration responses.
integrationResponsesFor(Orders, { wire: "proxy" });

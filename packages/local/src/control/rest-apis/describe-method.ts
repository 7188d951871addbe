import type { IntegrationState, MethodState } from "./rest-api-state.ts";

/** Describes a method, with its responses and its integration. */
export function describeMethod({ methodResponses, methodIntegration, further: _, ...method }: MethodState) {
  return {
    ...method,
    ...(methodResponses.size === 0 ? {} : { methodResponses: Object.fromEntries(methodResponses) }),
    ...(methodIntegration === undefined ? {} : { methodIntegration: describeIntegration(methodIntegration) }),
  };
}

/** Describes an integration, with its responses. */
export function describeIntegration({ integrationResponses, ...integration }: IntegrationState) {
  return {
    ...integration,
    ...(integrationResponses.size === 0
      ? {}
      : { integrationResponses: Object.fromEntries(integrationResponses) }),
  };
}

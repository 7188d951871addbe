import { notFound } from "./rest-api-errors.ts";
import type { IntegrationState, MethodState, ResourceState, RestApiState } from "./rest-api-state.ts";
import type { RestApis } from "./rest-apis.ts";

/** The labels of a path, by the names of AWS's model. */
export type Labels = Readonly<Record<string, string>>;

/** Finds the API of a path. */
export function findApi(apis: RestApis, { restapi_id: id = "" }: Labels): RestApiState {
  return apis.byId.get(id) ?? notFound(`Invalid API identifier specified ${apis.account.accountId}:${id}`);
}

/** Finds the resource of a path; an API that is not there has none. */
export function findResource(
  apis: RestApis,
  { restapi_id: id = "", resource_id: resource = "" }: Labels,
): ResourceState {
  return apis.byId.get(id)?.resources.get(resource) ?? notFound("Invalid Resource identifier specified");
}

/** Finds the method of a path. */
export function findMethod(apis: RestApis, labels: Labels): MethodState {
  const { http_method: method = "" } = labels;
  return findResource(apis, labels).methods.get(method) ?? notFound("Invalid Method identifier specified");
}

/** Finds the integration of a path. */
export function findIntegration(apis: RestApis, labels: Labels): IntegrationState {
  return findMethod(apis, labels).methodIntegration ?? notFound("Invalid Integration identifier specified");
}

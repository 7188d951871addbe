import { checkBoolean, checkOneOf, unknownName } from "../../config/check.ts";
import type { RestApiConfig } from "../api-config.ts";
import type { ApiService } from "../api-service.ts";
import type { RestMethod } from "../rest-route-config.ts";
import { type Models, readModels } from "../validation/models.ts";
import { keyGuard } from "./key-guard.ts";
import { lambdaGuard } from "./lambda-guard.ts";
import type { MethodGuard } from "./method-guard.ts";
import { validationGuard } from "./request-validation.ts";
import type { RestRoute } from "./rest-route.ts";
import { signatureGuard } from "./signature-guard.ts";

/** Puts the guards of a method before its integration. */
export type Guarding = (where: string, method: RestMethod, route: RestRoute) => RestRoute;

/**
 * Makes the guards of a REST API, in the order in which API Gateway asks them: the authorizer, the API key, the validator.
 *
 * @throws TypeError naming the member and what to do, also when a route is given to it.
 */
export function methodGuards(api: string, config: RestApiConfig, service: ApiService): Guarding {
  const authorizers = new Map(
    Object.entries(config.authorizers ?? {}).map(([name, authorizer]) => [
      name,
      lambdaGuard({ api, name, service }, authorizer),
    ]),
  );
  const models = readModels(api, config.models);
  const key = keyGuard(api, config);
  const signature = signatureGuard(service.functions.account.region);
  return (where, method, route) => {
    const guards = guardsOf(where, method, { authorizers, models, key, signature });
    return guards.length === 0 ? route : guarded(guards, route);
  };
}

interface Guards {
  readonly authorizers: ReadonlyMap<string, MethodGuard>;
  readonly models: Models;
  readonly key: MethodGuard;
  readonly signature: MethodGuard;
}

function guardsOf(
  where: string,
  method: RestMethod,
  { authorizers, models, key, signature }: Guards,
): readonly MethodGuard[] {
  const { authorizer, authorizationType, apiKeyRequired = false } = method;
  const guards: MethodGuard[] = [];
  if (authorizationType !== undefined) {
    checkOneOf(`${where}: authorizationType`, authorizationType, ["AWS_IAM"]);
    if (authorizer !== undefined)
      throw new TypeError(`${where}: it has an authorizer or AWS_IAM, not both; remove one`);
    guards.push(signature);
  }
  if (authorizer !== undefined) {
    const guard = authorizers.get(authorizer);
    if (guard === undefined)
      throw unknownName(where, authorizer, { kind: "authorizer", names: authorizers.keys() });
    guards.push(guard);
  }
  checkBoolean(`${where}: apiKeyRequired`, apiKeyRequired);
  if (apiKeyRequired) guards.push(key);
  const validation = validationGuard(where, method, models);
  return validation === undefined ? guards : [...guards, validation];
}

function guarded(guards: readonly MethodGuard[], route: RestRoute): RestRoute {
  return async (first) => {
    let call = first;
    for (const guard of guards) {
      const result = await guard(call);
      if ("type" in result) return { context: call.context, ...result };
      call = result;
    }
    const outcome = await route(call);
    return "type" in outcome ? { context: call.context, ...outcome } : outcome;
  };
}

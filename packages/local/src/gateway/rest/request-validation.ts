import { checkMembers, checkObject, describe, unknownName } from "../../config/check.ts";
import { headerOf } from "../http-message.ts";
import type { RequestValidator, RestMethod } from "../rest-route-config.ts";
import { type BodyCheck, bodyCheck } from "../validation/body-check.ts";
import type { Models } from "../validation/models.ts";
import type { GatewayRefusal } from "./gateway-response.ts";
import type { MethodGuard } from "./method-guard.ts";
import type { RestCall } from "./rest-call.ts";

const VALIDATOR: Record<keyof RequestValidator, true> = {
  validateRequestBody: true,
  validateRequestParameters: true,
};
const PARAMETER = /^method\.request\.(header|path|querystring)\.(\S+)$/;
const INVALID_BODY: GatewayRefusal = { type: "BAD_REQUEST_BODY" };

/**
 * Makes the guard that checks the parameters and the body of a request; undefined for a method without a validator.
 *
 * @throws TypeError naming the route, the member and what to do.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
export function validationGuard(where: string, method: RestMethod, models: Models): MethodGuard | undefined {
  const { requestValidator = {}, requestParameters = {}, requestModels = {} } = method;
  checkMembers(`${where}: requestValidator`, requestValidator, VALIDATOR);
  const required = readParameters(where, requestParameters);
  const checks = readModelNames(where, requestModels, models);
  const { validateRequestParameters = false, validateRequestBody = false } = requestValidator;
  if (!validateRequestParameters && !validateRequestBody) return undefined;
  return async (call) => {
    const missing = validateRequestParameters ? required.filter((each) => isMissing(each, call)) : [];
    if (missing.length > 0) {
      const names = missing.map(({ name }) => name).join(", ");
      return { type: "BAD_REQUEST_PARAMETERS", message: `Missing required request parameters: [${names}]` };
    }
    const check = validateRequestBody ? checkFor(call, checks) : undefined;
    return check === undefined || (await check(call.request.body.toString("utf8"))) ? call : INVALID_BODY;
  };
}

interface Parameter {
  readonly part: string;
  readonly name: string;
}

/** Returns the required ones, in the order of their whole names, as recorded. */
function readParameters(where: string, parameters: Readonly<Record<string, boolean>>): readonly Parameter[] {
  checkObject(`${where}: requestParameters`, parameters);
  return Object.keys(parameters)
    .sort()
    .map((written) => {
      const [, part, name] = PARAMETER.exec(written) ?? [];
      const { [written]: isRequired } = parameters;
      if (part === undefined || name === undefined || typeof isRequired !== "boolean")
        throw new TypeError(
          `${where}: requestParameters has members such as "method.request.querystring.page": true; it has ${describe(written)}: ${describe(isRequired)}`,
        );
      return { part, name, isRequired };
    })
    .filter(({ isRequired }) => isRequired);
}

/** "Header names and query parameters are processed in a case-sensitive way"; blank is missing. */
function isMissing({ part, name }: Parameter, { request, pathParameters }: RestCall): boolean {
  const value =
    part === "header"
      ? request.headers.find(([header]) => header === name)?.[1]
      : part === "querystring"
        ? request.query.get(name)
        : pathParameters[name];
  return value === undefined || value === null || value.trim() === "";
}

function readModelNames(
  where: string,
  names: Readonly<Record<string, string>>,
  models: Models,
): ReadonlyMap<string, BodyCheck> {
  checkObject(`${where}: requestModels`, names);
  return new Map(
    Object.entries(names).map(([mediaType, name]) => {
      if (!models.has(name) && name !== "Empty")
        throw unknownName(`${where}: requestModels`, name, { kind: "model", names: models.keys() });
      return [mediaType.toLowerCase(), bodyCheck(models, name)];
    }),
  );
}

/** A body of a type that no model is for is not checked. */
function checkFor({ request }: RestCall, checks: ReadonlyMap<string, BodyCheck>): BodyCheck | undefined {
  const [mediaType = ""] = (headerOf(request, "content-type") ?? "application/json").split(";", 1);
  return checks.get(mediaType.trim().toLowerCase()) ?? checks.get("$default");
}

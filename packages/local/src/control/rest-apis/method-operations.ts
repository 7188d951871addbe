import { checkPattern } from "../lambda/function-names.ts";
import type { Members } from "../members.ts";
import { type Operation, operation } from "../operations.ts";
import { describeMethod } from "./describe-method.ts";
import { findMethod, findResource } from "./find-state.ts";
import { invalidPath, type PatchOperation, patchMap, patchOperations } from "./patch.ts";
import { badRequest, conflict, invalidMapping, notFound } from "./rest-api-errors.ts";
import type { MethodResponseState, MethodState } from "./rest-api-state.ts";
import type { RestApis } from "./rest-apis.ts";

const METHOD = "/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}";
const RESPONSE = `${METHOD}/responses/{status_code}`;
const METHODS = ["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "ANY"];
const STATUS_PATTERN = "[1-5]\\d\\d";
const RESPONSE_HEADER = /^method\.response\.header\.[^\s.]+$/;

/** Makes the operations on methods, and on the responses that they declare. */
export function methodOperations(apis: RestApis): readonly Operation[] {
  return [
    operation("PutMethod", `PUT ${METHOD} 201`, ({ path, body }) => {
      const { methods } = findResource(apis, path);
      const { http_method: httpMethod = "" } = path;
      if (!METHODS.includes(httpMethod))
        badRequest(`Invalid HttpMethod specified. Valid options are ${METHODS.join(",")}`);
      // The text is of public reports: github.com/hashicorp/terraform-provider-aws/issues/483 (2017).
      if (methods.has(httpMethod)) conflict("Method already exists for this resource");
      const method = readMethod(httpMethod, body);
      methods.set(httpMethod, method);
      return describeMethod(method);
    }),
    operation("GetMethod", `GET ${METHOD}`, ({ path }) => describeMethod(findMethod(apis, path))),
    operation("DeleteMethod", `DELETE ${METHOD} 204`, ({ path }) => {
      findMethod(apis, path);
      findResource(apis, path).methods.delete(path.http_method ?? "");
    }),
    operation("PutMethodResponse", `PUT ${RESPONSE} 201`, ({ path, body }) => {
      const { methodResponses } = findMethod(apis, path);
      const statusCode = statusOf(path.status_code);
      // The text is of public reports: github.com/hashicorp/terraform-provider-aws/issues/3850 (2018).
      if (methodResponses.has(statusCode)) conflict("Response already exists for this resource");
      const response = readMethodResponse(statusCode, body);
      methodResponses.set(statusCode, response);
      return response;
    }),
    operation("GetMethodResponse", `GET ${RESPONSE}`, ({ path }) => findMethodResponse(apis, path)),
    operation("UpdateMethodResponse", `PATCH ${RESPONSE} 201`, ({ path, body }) => {
      const patches = patchOperations("updateMethodResponseInput", body);
      const updated = patches.reduce(patchMethodResponse, findMethodResponse(apis, path));
      findMethod(apis, path).methodResponses.set(updated.statusCode, updated);
      return updated;
    }),
    operation("DeleteMethodResponse", `DELETE ${RESPONSE} 204`, ({ path }) => {
      const { statusCode } = findMethodResponse(apis, path);
      findMethod(apis, path).methodResponses.delete(statusCode);
    }),
  ];
}

/** Checks a status code of a path. */
export function statusOf(statusCode = ""): string {
  checkPattern("statusCode", statusCode, STATUS_PATTERN);
  return statusCode;
}

function readMethod(httpMethod: string, body: Members): MethodState {
  const authorizationType = body.text("authorizationType") ?? "NONE";
  if (authorizationType === "CUSTOM" || authorizationType === "COGNITO_USER_POOLS")
    badRequest(
      "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.",
    );
  if (body.has("requestValidatorId")) badRequest("Invalid Request Validator identifier specified");
  const guard = authorizationType !== "NONE" ? `authorizationType ${authorizationType}` : "apiKeyRequired";
  if (authorizationType !== "NONE" || body.boolean("apiKeyRequired"))
    badRequest(
      `@faultwire/local's control plane has methods without authorization, and no ${guard}; routes of local's options can have more`,
    );
  const operationName = body.text("operationName");
  const parameters = readFlags(body, "requestParameters");
  const requestModels = body.textMap("requestModels");
  return {
    httpMethod,
    authorizationType,
    apiKeyRequired: false,
    ...(operationName === undefined ? {} : { operationName }),
    ...(parameters === undefined ? {} : { requestParameters: parameters }),
    ...(requestModels === undefined ? {} : { requestModels }),
    methodResponses: new Map(),
    further: {},
  };
}

function readMethodResponse(statusCode: string, body: Members): MethodResponseState {
  const parameters = readFlags(body, "responseParameters");
  for (const name of Object.keys(parameters ?? {})) checkResponseHeader(name);
  const models = body.textMap("responseModels");
  return {
    statusCode,
    ...(parameters === undefined ? {} : { responseParameters: parameters }),
    ...(models === undefined ? {} : { responseModels: models }),
  };
}

function checkResponseHeader(name: string): void {
  if (!RESPONSE_HEADER.test(name)) invalidMapping(`Invalid mapping expression specified: ${name}`);
}

function readFlags(body: Members, member: string): Readonly<Record<string, boolean>> | undefined {
  const flags = body.object(member);
  return (
    flags && Object.fromEntries(Object.keys(flags.all).map((name) => [name, flags.boolean(name) ?? false]))
  );
}

function findMethodResponse(apis: RestApis, path: Readonly<Record<string, string>>): MethodResponseState {
  return (
    findMethod(apis, path).methodResponses.get(statusOf(path.status_code)) ??
    notFound("Invalid Response status code specified")
  );
}

function patchMethodResponse(response: MethodResponseState, patch: PatchOperation): MethodResponseState {
  const [member, key = ""] = patch.path;
  const { responseParameters = {}, responseModels = {} } = response;
  if (member === "responseParameters" && patch.path.length === 2) {
    checkResponseHeader(key);
    return { ...response, responseParameters: patchMap(responseParameters, patch, patch.value === "true") };
  }
  if (member === "responseModels" && patch.path.length === 2)
    return { ...response, responseModels: patchMap(responseModels, patch, patch.value) };
  return invalidPath(patch);
}

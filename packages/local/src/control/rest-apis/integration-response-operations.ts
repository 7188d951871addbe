import type { Members } from "../members.ts";
import { type ControlCall, type Operation, operation } from "../operations.ts";
import { findIntegration, findMethod } from "./find-state.ts";
import { statusOf } from "./method-operations.ts";
import { invalidPath, type PatchOperation, patchMap, patchOperations } from "./patch.ts";
import { badRequest, invalidMapping, notFound } from "./rest-api-errors.ts";
import type { IntegrationResponseState, MethodState } from "./rest-api-state.ts";
import type { RestApis } from "./rest-apis.ts";

const RESPONSE =
  "/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration/responses/{status_code}";

/**
 * Makes the operations on responses of integrations.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
 */
export function integrationResponseOperations(apis: RestApis): readonly Operation[] {
  const find = ({ path }: ControlCall): IntegrationResponseState =>
    findIntegration(apis, path).integrationResponses.get(statusOf(path.status_code)) ??
    notFound("Invalid Response status code specified");
  const set = ({ path }: ControlCall, response: IntegrationResponseState) => {
    checkParameters(response, findMethod(apis, path));
    findIntegration(apis, path).integrationResponses.set(response.statusCode, response);
    return response;
  };

  return [
    operation("PutIntegrationResponse", `PUT ${RESPONSE} 201`, (call) => {
      findIntegration(apis, call.path);
      return set(call, readResponse(statusOf(call.path.status_code), call.body));
    }),
    operation("GetIntegrationResponse", `GET ${RESPONSE}`, find),
    operation("UpdateIntegrationResponse", `PATCH ${RESPONSE}`, (call) => {
      const patches = patchOperations("updateIntegrationResponseInput", call.body);
      return set(call, patches.reduce(patchResponse, find(call)));
    }),
    operation("DeleteIntegrationResponse", `DELETE ${RESPONSE} 204`, (call) => {
      findIntegration(apis, call.path).integrationResponses.delete(find(call).statusCode);
    }),
  ];
}

function readResponse(statusCode: string, body: Members): IntegrationResponseState {
  const templates = body.object("responseTemplates");
  const parameters = body.textMap("responseParameters");
  const contentHandling = body.text("contentHandling");
  return {
    statusCode,
    // As recorded, there is one always: an empty one is that of the default response.
    selectionPattern: body.text("selectionPattern") ?? "",
    ...(parameters === undefined ? {} : { responseParameters: parameters }),
    ...(templates === undefined
      ? {}
      : {
          responseTemplates: Object.fromEntries(
            Object.keys(templates.all).map((type) => [checkedType(type), templates.text(type) || null]),
          ),
        }),
    ...(contentHandling === undefined ? {} : { contentHandling }),
  };
}

function checkedType(type: string): string {
  return type.includes("/")
    ? type
    : badRequest(`Validation Result: warnings : [], errors : [Invalid content type specified: ${type}]`);
}

/** A mapped header is declared by the method's response of the status; the texts are of public reports (2015 to 2024). */
function checkParameters(
  { statusCode, responseParameters = {} }: IntegrationResponseState,
  { methodResponses }: MethodState,
): void {
  const names = Object.keys(responseParameters);
  const declared = methodResponses.get(statusCode);
  if (names.length > 0 && declared === undefined) invalidMapping("No method response exists for method.");
  const undeclared = names.find((name) => !Object.hasOwn(declared?.responseParameters ?? {}, name));
  if (undeclared !== undefined)
    invalidMapping(`Invalid mapping expression parameter specified: ${undeclared}`);
}

function patchResponse(response: IntegrationResponseState, patch: PatchOperation): IntegrationResponseState {
  const [member, key = ""] = patch.path;
  const { responseParameters = {}, responseTemplates = {} } = response;
  if (member === "selectionPattern" && patch.path.length === 1 && patch.op !== "add")
    return { ...response, selectionPattern: patch.op === "remove" ? "" : patch.value };
  if (member === "responseParameters" && key !== "")
    return { ...response, responseParameters: patchMap(responseParameters, patch, patch.value) };
  if (member === "responseTemplates" && key !== "")
    return { ...response, responseTemplates: patchMap(responseTemplates, patch, patch.value || null) };
  return invalidPath(patch);
}

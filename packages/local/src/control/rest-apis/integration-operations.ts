import { checkValue } from "../lambda/function-names.ts";
import type { Members } from "../members.ts";
import { type Operation, operation } from "../operations.ts";
import { describeIntegration } from "./describe-method.ts";
import { findIntegration, findMethod, findResource } from "./find-state.ts";
import { functionOfUri } from "./integration-uri.ts";
import { invalidPath, type PatchOperation, patchMap, patchOperations } from "./patch.ts";
import { badRequest } from "./rest-api-errors.ts";
import type { IntegrationState } from "./rest-api-state.ts";
import type { RestApis } from "./rest-apis.ts";

const INTEGRATION = "/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration";
const TYPES = ["HTTP", "MOCK", "AWS_PROXY", "HTTP_PROXY", "AWS"];
const PASSTHROUGH = ["WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER"];
const TIMEOUT_MS = 29_000;
/** Members that would change what a function is given, and that local does not have. */
const UNSERVED = ["requestParameters", "cacheKeyParameters", "connectionType", "tlsConfig"];

/** Makes the operations on integrations: with Lambda functions, and mocks. */
export function integrationOperations(apis: RestApis): readonly Operation[] {
  return [
    operation("PutIntegration", `PUT ${INTEGRATION} 201`, ({ path, body }) => {
      const method = findMethod(apis, path);
      method.methodIntegration = readIntegration(body, findResource(apis, path).id);
      return describeIntegration(method.methodIntegration);
    }),
    operation("GetIntegration", `GET ${INTEGRATION}`, ({ path }) =>
      describeIntegration(findIntegration(apis, path)),
    ),
    operation("UpdateIntegration", `PATCH ${INTEGRATION}`, ({ path, body }) => {
      const patches = patchOperations("updateIntegrationInput", body);
      const updated = patches.reduce(patchIntegration, findIntegration(apis, path));
      findMethod(apis, path).methodIntegration = updated;
      return describeIntegration(updated);
    }),
    operation("DeleteIntegration", `DELETE ${INTEGRATION} 204`, ({ path }) => {
      findIntegration(apis, path);
      delete findMethod(apis, path).methodIntegration;
    }),
  ];
}

function readIntegration(body: Members, resourceId: string): IntegrationState {
  const type = body.text("type") ?? "";
  checkValue("putIntegrationInput.type", type, TYPES);
  if (type === "HTTP" || type === "HTTP_PROXY")
    return badRequest(
      `@faultwire/local has integrations of the types AWS, AWS_PROXY and MOCK, and no ${type}`,
    );
  const unserved = UNSERVED.find((name) => body.has(name) && !isEmpty(body.all[name]));
  if (unserved !== undefined) badRequest(`@faultwire/local has no ${unserved} of integrations; leave it out`);
  const passthroughBehavior = body.text("passthroughBehavior") ?? "WHEN_NO_MATCH";
  if (!PASSTHROUGH.includes(passthroughBehavior))
    badRequest(`@faultwire/local: passthroughBehavior is one of ${PASSTHROUGH.join(", ")}`);
  const given = {
    httpMethod: body.text("httpMethod"),
    uri: body.text("uri"),
    credentials: body.text("credentials"),
    requestTemplates: body.textMap("requestTemplates"),
    contentHandling: body.text("contentHandling"),
    responseTransferMode: body.text("responseTransferMode"),
  };
  if (type !== "MOCK") checkLambda(given.httpMethod, given.uri);
  return {
    // The cast: the other types have been refused.
    type: type as IntegrationState["type"],
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    passthroughBehavior,
    timeoutInMillis: body.number("timeoutInMillis") ?? TIMEOUT_MS,
    cacheNamespace: body.text("cacheNamespace") ?? resourceId,
    cacheKeyParameters: [],
    integrationResponses: new Map(),
  };
}

function isEmpty(value: unknown): boolean {
  return JSON.stringify(value) === "{}" || JSON.stringify(value) === "[]" || value === "INTERNET";
}

function checkLambda(httpMethod: string | undefined, uri: string | undefined): void {
  if (httpMethod === undefined) badRequest("Enumeration value for HttpMethod must be non-empty");
  functionOfUri(uri);
  // API Gateway takes it, and each request of the method fails.
  if (httpMethod !== "POST")
    badRequest(`@faultwire/local: API Gateway invokes functions by POST only; httpMethod is ${httpMethod}`);
}

function patchIntegration(integration: IntegrationState, patch: PatchOperation): IntegrationState {
  const [member, type = ""] = patch.path;
  const { requestTemplates = {} } = integration;
  if (member === "requestTemplates" && type !== "")
    return { ...integration, requestTemplates: patchMap(requestTemplates, patch, patch.value) };
  if (patch.op !== "replace" || patch.path.length !== 1) return invalidPath(patch);
  if (member === "uri") {
    functionOfUri(patch.value);
    return { ...integration, uri: patch.value };
  }
  if (member === "timeoutInMillis") return { ...integration, timeoutInMillis: Number(patch.value) };
  if (member === "passthroughBehavior" && PASSTHROUGH.includes(patch.value))
    return { ...integration, passthroughBehavior: patch.value };
  if (member === "responseTransferMode") return { ...integration, responseTransferMode: patch.value };
  return invalidPath(patch);
}

import { GATEWAY_RESPONSES, type GatewayResponseType } from "../../gateway/gateway-response-types.ts";
import { checkValue } from "../lambda/function-names.ts";
import { type ControlCall, type Operation, operation } from "../operations.ts";
import { findApi } from "./find-state.ts";
import { invalidMapping, notFound } from "./rest-api-errors.ts";
import type { GatewayResponseState } from "./rest-api-state.ts";
import type { RestApis } from "./rest-apis.ts";

const RESPONSES = "/restapis/{restapi_id}/gatewayresponses";
/** The template of a gateway response that is not customised. */
const BUILT_IN_TEMPLATES = { "application/json": '{"message":$context.error.messageString}' };
const HEADER = /^gatewayresponse\.header\.[^\s.]+$/;

/** Makes the operations on customised gateway responses. */
export function gatewayResponseOperations(apis: RestApis): readonly Operation[] {
  return [
    operation("PutGatewayResponse", `PUT ${RESPONSES}/{response_type} 201`, ({ path, body }) => {
      const { gatewayResponses } = findApi(apis, path);
      const type = typeOf(path.response_type);
      const statusCode = body.text("statusCode");
      const responseParameters = body.textMap("responseParameters") ?? {};
      const wrong = Object.keys(responseParameters).find((name) => !HEADER.test(name));
      if (wrong !== undefined) invalidMapping(`Invalid mapping expression specified: ${wrong}`);
      const state = {
        ...(statusCode === undefined ? {} : { statusCode }),
        responseParameters,
        responseTemplates: body.textMap("responseTemplates") ?? BUILT_IN_TEMPLATES,
      };
      gatewayResponses.set(type, state);
      return describe(type, state);
    }),
    operation("GetGatewayResponse", `GET ${RESPONSES}/{response_type}`, (call) => {
      const { gatewayResponses } = findApi(apis, call.path);
      const type = typeOf(call.path.response_type);
      return describe(type, gatewayResponses.get(type));
    }),
    operation("GetGatewayResponses", `GET ${RESPONSES}`, ({ path }: ControlCall) => {
      const { gatewayResponses } = findApi(apis, path);
      return { item: TYPES.map((type) => describe(type, gatewayResponses.get(type))) };
    }),
    operation("DeleteGatewayResponse", `DELETE ${RESPONSES}/{response_type} 202`, ({ path }) => {
      const { gatewayResponses } = findApi(apis, path);
      if (!gatewayResponses.delete(typeOf(path.response_type)))
        notFound("Gateway response type not defined on api");
    }),
  ];
}

// The cast: the keys of that object are the types.
const TYPES = Object.keys(GATEWAY_RESPONSES) as GatewayResponseType[];

function typeOf(type = ""): GatewayResponseType {
  checkValue("responseType", type, TYPES);
  // The cast: it has been checked.
  return type as GatewayResponseType;
}

function describe(responseType: GatewayResponseType, state: GatewayResponseState | undefined) {
  const isDefault = responseType.startsWith("DEFAULT_");
  return {
    responseType,
    ...(isDefault ? {} : { statusCode: String(GATEWAY_RESPONSES[responseType].status) }),
    responseParameters: {},
    responseTemplates: BUILT_IN_TEMPLATES,
    ...state,
    defaultResponse: state === undefined,
  };
}

import type { AwsApi } from "../../aws-api/answer-aws-request.ts";
import { unknownOperation } from "../../lambda/service-error.ts";
import { answerOperation, findOperation, sendError } from "../operations.ts";
import { deploymentOperations } from "./deployment-operations.ts";
import { gatewayResponseOperations } from "./gateway-response-operations.ts";
import { integrationOperations } from "./integration-operations.ts";
import { integrationResponseOperations } from "./integration-response-operations.ts";
import { methodOperations } from "./method-operations.ts";
import { resourceOperations } from "./resource-operations.ts";
import { restApiOperations } from "./rest-api-operations.ts";
import type { RestApis } from "./rest-apis.ts";

/** Makes the control plane of API Gateway's REST APIs. */
export function restApisControl(apis: RestApis): AwsApi {
  const operations = [
    ...restApiOperations(apis),
    ...resourceOperations(apis),
    ...methodOperations(apis),
    ...integrationOperations(apis),
    ...integrationResponseOperations(apis),
    ...deploymentOperations(apis),
    ...gatewayResponseOperations(apis),
  ];
  const served = operations.map(({ name }) => name);
  return {
    service: "apigateway",
    matches: ({ path }) => path.startsWith("/restapis"),
    answer: async (request, response) => {
      const found = findOperation(operations, request);
      if (found === undefined) sendError(response, unknownOperation(request.method, request.path, served));
      else await answerOperation(found, request, response);
    },
  };
}

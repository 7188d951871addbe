import type { ControlPlane } from "../../invoke/invoke-api.ts";
import { answerOperation, findOperation, type Operation } from "../operations.ts";
import { accountOperations } from "./account-operations.ts";
import { aliasOperations } from "./alias-operations.ts";
import { eventSourceOperations } from "./event-source-operations.ts";
import { functionOperations } from "./function-operations.ts";
import { FunctionRecords } from "./function-records.ts";
import { invokeConfigOperations } from "./invoke-config-operations.ts";
import type { LambdaService } from "./lambda-service.ts";
import { permissionOperations } from "./permission-operations.ts";
import { versionOperations } from "./version-operations.ts";

/** Makes Lambda's control plane. */
export function lambdaControl(parts: Omit<LambdaService, "records">): ControlPlane {
  const service = { ...parts, records: new FunctionRecords(parts.functions, parts.declared) };
  const operations: readonly Operation[] = [
    ...functionOperations(service),
    ...versionOperations(service),
    ...aliasOperations(service),
    ...invokeConfigOperations(service),
    ...accountOperations(service),
    ...permissionOperations(service),
    ...eventSourceOperations(service),
  ];
  return {
    served: operations.map(({ name }) => name),
    answer: async (request, response) => {
      const found = findOperation(operations, request);
      if (found !== undefined) await answerOperation(found, request, response);
      return found !== undefined;
    },
  };
}

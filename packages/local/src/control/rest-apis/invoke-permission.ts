import type { Account } from "../../config/account.ts";
import type { ApiInvocation, FunctionService } from "../../gateway/integration.ts";
import { writeLine } from "../../write-line.ts";

/** A stage that calls functions. */
export interface CallingStage {
  readonly account: Account;
  readonly apiId: string;
  readonly stage: string;
  /** Whether a request made the API; those of local's options may call all functions of local's options. */
  readonly isCreated: boolean;
  /** The routes that call with a role of their own, and need no permission of the function's. */
  readonly withCredentials: ReadonlySet<string>;
}

/**
 * Makes the check of a stage's calls: a function that a request made, or whose API a request made, must permit them in its
 * resource-based policy.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 */
export function invokePermission(calling: CallingStage): FunctionService["mayInvoke"] {
  const { account, apiId, stage, isCreated, withCredentials } = calling;
  return ({ function: target, functionArn }, invocation) => {
    if (!isCreated && !target.isCreated) return true;
    if (withCredentials.has(invocation.api?.routeKey ?? "")) return true;
    const sourceArn = `arn:aws:execute-api:${account.region}:${account.accountId}:${apiId}/${sourceOf(invocation, stage)}`;
    const service = "apigateway.amazonaws.com";
    const isPermitted = target.permits(functionArn, { service, account: account.accountId, sourceArn });
    if (!isPermitted)
      report(
        apiId,
        `${functionArn} does not permit ${service} to invoke it for ${sourceArn}; AddPermission does`,
      );
    return isPermitted;
  };
}

/** The caller within the API: an authorizer, or a method of a stage. */
function sourceOf({ request, api, authorizer }: ApiInvocation, stage: string): string {
  if (authorizer !== undefined) return `authorizers/${authorizer}`;
  const [, resource = ""] = api?.routeKey.split(" ") ?? [];
  return `${stage}/${request.method}${resource}`;
}

/** Writes what the log of API Gateway has; its client only gets a 500. */
function report(apiId: string, why: string): void {
  writeLine(
    `api ${apiId}: Execution failed due to configuration error: Invalid permissions on Lambda function: ${why}`,
  );
}

import type { IncomingMessage } from "node:http";
import { findTarget, type Target } from "../lambda/find-target.ts";
import { parseFunctionName } from "../lambda/function-name.ts";
import type { Functions } from "../lambda/functions.ts";
import { functionNotFound, notPermitted, type ServiceError } from "../lambda/service-error.ts";
import type { InvokeRequest } from "./invoke-request.ts";

/** "Credential=111122223333/…": an access key of 12 digits is that of an account, as in LocalStack. */
const ACCOUNT = /Credential=(\d{12})\//;

/**
 * Finds the function and version of a request. A caller of another account names functions of this one by their ARN, and needs
 * a permission.
 */
export function findCalled(
  functions: Functions,
  { functionName, qualifier }: InvokeRequest,
  { authorization = "" }: IncomingMessage["headers"],
): Target | ServiceError {
  const { accountId, region } = functions.account;
  const [, caller = accountId] = ACCOUNT.exec(authorization) ?? [];
  if (caller === accountId) return findTarget(functions, functionName, qualifier);
  const named = parseFunctionName(functionName);
  // Without an account it is a function of the caller's own, which local does not have.
  if ((named?.accountId ?? caller) !== accountId) {
    const arn = `arn:aws:lambda:${named?.region ?? region}:${named?.accountId ?? caller}:function:${named?.name}`;
    return functionNotFound(arn, qualifier ?? named?.qualifier);
  }
  const target = findTarget(functions, functionName, qualifier);
  if ("status" in target || target.function.permits(target.functionArn, { account: caller })) return target;
  return notPermitted(caller, target.functionArn);
}

import { aliasVersion } from "../config/alias.ts";
import { parseFunctionName } from "./function-name.ts";
import type { Functions } from "./functions.ts";
import type { LambdaFunction } from "./lambda-function.ts";
import {
  accessDenied,
  functionNotFound,
  otherRegion,
  qualifierMismatch,
  type ServiceError,
} from "./service-error.ts";

/** The function and version that a call names. */
export interface Target {
  readonly function: LambdaFunction;
  /** As it was called: with the alias or version, where there was one. */
  readonly functionArn: string;
  /** The version that runs: `$LATEST`, `$LATEST.PUBLISHED` or a number. */
  readonly version: string;
}

/** Finds the function and version that a name and a qualifier mean, or the error of AWS for them. */
export function findTarget(
  functions: Functions,
  functionName: string,
  given?: string,
): Target | ServiceError {
  const { name, region, accountId, qualifier } = parseFunctionName(functionName) ?? { name: functionName };
  const { account } = functions;
  if (qualifier !== undefined && given !== undefined && qualifier !== given) return qualifierMismatch();
  if (region !== undefined && region !== account.region) return otherRegion(region, account.region);
  if (accountId !== undefined && accountId !== account.accountId) return accessDenied();
  const wanted = given ?? qualifier;
  const found = functions.find(name);
  const version = found && versionOf(found, wanted ?? found.latest);
  const arn = functions.arn(name);
  if (found === undefined || version === undefined) return functionNotFound(arn, wanted);
  return { function: found, version, functionArn: wanted === undefined ? arn : `${arn}:${wanted}` };
}

function versionOf({ latest, versions, aliases }: LambdaFunction, qualifier: string): string | undefined {
  if (qualifier === latest || versions.has(qualifier)) return qualifier;
  const alias = aliases.get(qualifier);
  return alias && aliasVersion(alias);
}

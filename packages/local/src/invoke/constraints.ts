import { FUNCTION_NAME_PATTERN, parseFunctionName } from "../lambda/function-name.ts";
import { type ServiceError, validation } from "../lambda/service-error.ts";
import type { InvokeRequest } from "./invoke-request.ts";

/*
 * The constraints of Invoke's model, which the service checks before anything else and reports all at once. The texts
 * are recorded (LocalStack's test_function_name_and_qualifier_validation, 2025-11; the invocation type in
 * github.com/ex-aws/ex_aws/pull/442, 2017), but for those of log type, tenant id and durable execution name, which
 * follow their form.
 */

const INVOCATION_TYPES = {
  Invoke: ["DryRun", "RequestResponse", "Event"],
  InvokeWithResponseStream: ["DryRun", "RequestResponse"],
};
const LOG_TYPES = ["Tail", "None"];
const QUALIFIER = { longest: 128, pattern: "\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+" };
const TENANT_ID = { longest: 256, pattern: "[a-zA-Z0-9\\._:\\/=+\\-@ ]+" };
const EXECUTION_NAME = { longest: 64, pattern: "[a-zA-Z0-9-_]+" };

/** The ValidationException of a request that breaks the model. */
export function brokenConstraints(request: InvokeRequest): ServiceError | undefined {
  const { operation, functionName, qualifier, invocationType, logType, tenantId } = request;
  const problems = [
    ...(qualifier === undefined ? [] : textProblems("qualifier", qualifier, QUALIFIER)),
    ...enumProblems("invocationType", invocationType, INVOCATION_TYPES[operation]),
    ...enumProblems("logType", logType, LOG_TYPES),
    ...(tenantId === undefined ? [] : textProblems("tenantId", tenantId, TENANT_ID)),
    ...executionNameProblems(request),
    ...(parseFunctionName(functionName)
      ? []
      : [mustMatch("functionName", functionName, FUNCTION_NAME_PATTERN)]),
  ];
  return problems.length === 0 ? undefined : validation(problems);
}

function executionNameProblems({ durableExecutionName: name }: InvokeRequest): string[] {
  return name === undefined ? [] : textProblems("durableExecutionName", name, EXECUTION_NAME);
}

interface TextConstraint {
  readonly longest: number;
  readonly pattern: string;
}

function textProblems(member: string, value: string, { longest, pattern }: TextConstraint): string[] {
  const problems: string[] = [];
  if (value.length > longest)
    problems.push(`${failed(member, value)}: Member must have length less than or equal to ${longest}`);
  if (!new RegExp(`^(?:${pattern})$`).test(value)) problems.push(mustMatch(member, value, pattern));
  return problems;
}

function enumProblems(member: string, value: string, allowed: readonly string[]): string[] {
  if (allowed.includes(value)) return [];
  return [`${failed(member, value)}: Member must satisfy enum value set: [${allowed.join(", ")}]`];
}

function mustMatch(member: string, value: string, pattern: string): string {
  return `${failed(member, value)}: Member must satisfy regular expression pattern: ${pattern}`;
}

function failed(member: string, value: string): string {
  return `Value '${value}' at '${member}' failed to satisfy constraint`;
}

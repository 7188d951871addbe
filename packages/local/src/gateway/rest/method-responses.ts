import { checkMembers, checkWhole, describe } from "../../config/check.ts";
import type { CustomIntegration, MethodResponse } from "../rest-route-config.ts";

const MEMBERS: Record<keyof MethodResponse, true> = { statusCode: true, headers: true };

/**
 * Checks the responses of an integration against those that the method declares, as PutIntegrationResponse does.
 *
 * @returns whether the method declares a status: API Gateway asks for that when it answers.
 * @throws TypeError with API Gateway's words, for headers that are not declared.
 */
export function declaredStatuses(
  where: string,
  { responses, methodResponses }: Pick<CustomIntegration, "responses" | "methodResponses">,
): (statusCode: number) => boolean {
  if (methodResponses === undefined) return () => true;
  if (!Array.isArray(methodResponses))
    throw new TypeError(`${where}: methodResponses is a list; it is ${describe(methodResponses)}`);
  const declared = new Map(
    methodResponses.map((given, index) => headersByStatus(`${where}: methodResponses[${index}]`, given)),
  );
  for (const { statusCode, headers = {} } of responses) {
    const names = declared.get(statusCode);
    const wrong = Object.keys(headers).find((name) => !names?.includes(name));
    if (wrong !== undefined) throw undeclared(`${where}: the response ${statusCode}`, wrong, names);
  }
  return (statusCode) => declared.has(statusCode);
}

/** The texts of API Gateway are in amazon-archives/aws-apigateway-importer#121 (2015) and later reports of the same. */
function undeclared(where: string, header: string, names: readonly string[] | undefined): TypeError {
  const error =
    names === undefined
      ? "No method response exists for method."
      : `Invalid mapping expression parameter specified: method.response.header.${header}`;
  return new TypeError(
    `${where} sets ${header}, which methodResponses does not declare; API Gateway answers "Invalid mapping expression specified: Validation Result: warnings : [], errors : [${error}]"`,
  );
}

function headersByStatus(where: string, given: number | MethodResponse): [number, readonly string[]] {
  const { statusCode, headers = [] } =
    typeof given === "object" && given !== null ? given : { statusCode: given };
  if (typeof given === "object") checkMembers(where, given, MEMBERS);
  checkWhole(`${where}: the status`, statusCode, { least: 100, most: 599 });
  if (!Array.isArray(headers))
    throw new TypeError(`${where}.headers is a list of names; it is ${describe(headers)}`);
  return [statusCode, headers];
}

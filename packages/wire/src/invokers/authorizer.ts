import { asString, isJsonObject } from "../json.ts";
import { encodeMessage } from "../message.ts";
import type { FaultData } from "../wire-error.ts";

/** A refusal as a policy that denies the request: REST, WebSocket and HTTP APIs. */
export interface PolicyDenial {
  readonly principalId: string;
  readonly policyDocument: {
    readonly Version: "2012-10-17";
    readonly Statement: readonly [
      { readonly Action: "execute-api:Invoke"; readonly Effect: "Deny"; readonly Resource: string },
    ];
  };
  readonly context: DenialContext;
}

/** A refusal in the simple format of HTTP APIs, or in AppSync's, which has no context. */
export interface SimpleDenial {
  readonly isAuthorized: false;
  readonly context?: DenialContext;
}

/** Read by gateway responses and access logs as `$context.authorizer.errorType` and `errorMessage`. */
export interface DenialContext {
  readonly errorType: string;
  readonly errorMessage: string;
}

/** API Gateway requires one, and shows it in access logs. */
const PRINCIPAL = "denied";

/**
 * Writes a fault as the refusal of a Lambda authorizer, which the client gets as a 403 (of AppSync, as a 401);
 * undefined if the event is not one of an authorizer.
 *
 * @param isSimple whether the HTTP API has simple responses enabled; its event does not show it
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html
 */
export function encodeAuthorizerDenial(
  { errorType, message }: Pick<FaultData, "errorType" | "message">,
  event: unknown,
  isSimple: boolean,
): PolicyDenial | SimpleDenial | undefined {
  if (!isJsonObject(event)) return undefined;
  const context = { errorType, errorMessage: encodeMessage(message) };
  if (isAppSync(event)) return { isAuthorized: false };
  const { type, methodArn, routeArn, version } = event;
  const Resource = asString(methodArn ?? routeArn);
  if ((type !== "TOKEN" && type !== "REQUEST") || Resource === undefined) return undefined;
  if (isSimple && version === "2.0") return { isAuthorized: false, context };
  const Statement = [{ Action: "execute-api:Invoke", Effect: "Deny", Resource }] as const;
  return { principalId: PRINCIPAL, policyDocument: { Version: "2012-10-17", Statement }, context };
}

/** Both of its APIs send a token and their own id, and no type. */
function isAppSync({ authorizationToken, requestContext, type }: Readonly<Record<string, unknown>>): boolean {
  const isAsked = typeof authorizationToken === "string" && type === undefined;
  return isAsked && isJsonObject(requestContext) && typeof requestContext.apiId === "string";
}

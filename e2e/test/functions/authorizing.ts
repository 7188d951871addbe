import { defineCatalog, fault } from "@faultwire/catalog";
import { wrapAuthorizer } from "@faultwire/handler";
import type { Context } from "aws-lambda";

export class SignInNeeded extends fault("SignInNeeded", { status: 401, message: "Sign in first" }) {}
export class InviteOnly extends fault("InviteOnly", {
  status: 403,
  message: "The shop is invite-only",
}) {}

export const Access = defineCatalog("access", { SignInNeeded, InviteOnly });

interface AuthorizerEvent {
  readonly type?: "TOKEN" | "REQUEST";
  readonly authorizationToken?: string;
  readonly headers?: { readonly authorization?: string };
  readonly methodArn?: string;
  readonly requestContext?: { readonly authorizer: object };
}

/** Takes one token, and refuses the others with a fault or an error. */
function decide({ authorizationToken, headers, methodArn }: AuthorizerEvent) {
  const token = authorizationToken ?? headers?.authorization;
  if (token === "guest") throw new InviteOnly();
  if (token === "broken") throw new Error("no connection to the directory");
  if (token !== "ada") throw new SignInNeeded();
  const statement = { Action: "execute-api:Invoke", Effect: "Allow", Resource: methodArn };
  return {
    principalId: "ada",
    policyDocument: { Version: "2012-10-17", Statement: [statement] },
    context: { tenant: "acme" },
  };
}

const authorize = wrapAuthorizer(decide, { throws: Access });
const authorizeSimply = wrapAuthorizer(
  (event: AuthorizerEvent) => ({ isAuthorized: true, context: decide(event).context }),
  { throws: Access, simpleResponses: true },
);

/** The authorizer of each kind of API, and what it guards, which shows what the authorizer has found out. */
export const handler = async (event: AuthorizerEvent, context: Context) => {
  if (event.type === "TOKEN") return authorize(event, context);
  if (event.type === "REQUEST") return authorizeSimply(event, context);
  return { statusCode: 200, body: JSON.stringify(event.requestContext?.authorizer) };
};

/** Authorizes as the token says, and says who asked. */
export const handler = async (event) => {
  const headers = event.headers ?? {};
  const token = headers.authorization ?? headers.Authorization ?? event.authorizationToken ?? "";
  const [answer, detail] = token.split(":");
  if (answer === "throw") throw new Error(detail);
  if (answer === "return") return JSON.parse(token.slice("return:".length));
  const arn = event.methodArn ?? event.routeArn;
  return policy(answer === "other" ? "Allow" : answer, answer === "other" ? `${arn}/other` : arn, {
    tenant: "acme",
    level: 3,
    admin: true,
    errorType: "PlanExpired",
  });
};

/** Answers with a simple response. */
export const simple = async ({ headers }) => {
  const { authorization } = headers;
  if (authorization.startsWith("throw:")) throw new Error(authorization.slice(6));
  const isAuthorized = authorization === "yes" || (authorization === "no" ? false : authorization);
  return { isAuthorized, context: { tenant: "acme", roles: ["a"] } };
};

/** Shows the event. */
export const show = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });

function policy(Effect, Resource, context) {
  return {
    principalId: "ada",
    policyDocument: {
      Version: "2012-10-17",
      Statement: [{ Action: "execute-api:Invoke", Effect, Resource }],
    },
    context,
    usageIdentifierKey: "key-of-ada",
  };
}

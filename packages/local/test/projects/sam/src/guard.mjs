export const handler = async (event) => {
  if (event.version === "2.0") return { isAuthorized: event.headers.authorization === "yes" };
  const Effect = event.authorizationToken === "yes" ? "Allow" : "Deny";
  return {
    principalId: "ada",
    policyDocument: {
      Version: "2012-10-17",
      Statement: [{ Action: "execute-api:Invoke", Effect, Resource: event.methodArn }],
    },
  };
};

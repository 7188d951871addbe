import type { HttpProgram } from "./http-program.ts";

const authorizing = (effect: string) => `export const handler = async ({ methodArn }) => ({
  principalId: "ada",
  policyDocument: {
    Version: "2012-10-17",
    Statement: [{ Action: "execute-api:Invoke", Effect: "${effect}", Resource: methodArn }],
  },
});
`;
const THROWING = 'export const handler = async () => {\n  throw new Error("no database");\n};\n';
const REST = '{ type: "rest", routes: { "GET /orders": "orders" } }';
const HTTP = '{ type: "http", routes: { "GET /orders": "orders" } }';
const REST_WITH_AUTHORIZER = `{
  type: "rest",
  authorizers: { token: { type: "token", function: "authorize" } },
  routes: { "GET /orders": { function: "orders", authorizer: "token" } },
}`;
const HTTP_WITH_AUTHORIZER = `{
  type: "http",
  authorizers: {
    token: {
      type: "request",
      function: "authorize",
      identitySource: "$request.header.Authorization",
      enableSimpleResponses: true,
    },
  },
  routes: { "GET /orders": { function: "orders", authorizer: "token" } },
}`;
const WITH_TOKEN = '{ headers: { authorization: "a token" } }';

/** Requests that a gateway really answers so by itself, by the path of the error's page. */
export const GATEWAY_PROGRAMS: Readonly<Record<string, HttpProgram>> = {
  "gateway/accessdeniedexception": {
    ...{ api: REST_WITH_AUTHORIZER, authorizer: authorizing("Deny"), request: WITH_TOKEN },
  },
  "gateway/authorizerconfigurationexception": {
    ...{ api: REST_WITH_AUTHORIZER, authorizer: THROWING, request: WITH_TOKEN },
  },
  "gateway/unauthorizedexception": { api: REST_WITH_AUTHORIZER, authorizer: authorizing("Allow") },
  "gateway/badrequestexception": {
    api: `{
  type: "rest",
  routes: {
    "GET /orders": {
      function: "orders",
      requestValidator: { validateRequestParameters: true },
      requestParameters: { "method.request.querystring.shop": true },
    },
  },
}`,
  },
  "gateway/forbiddenexception": {
    api: `{
  type: "rest",
  apiKeys: ["a key of twenty or more characters"],
  routes: { "GET /orders": { function: "orders", apiKeyRequired: true } },
}`,
  },
  "gateway/missingauthenticationtokenexception": { api: REST, path: "/order" },
  "gateway/internalservererrorexception": { api: REST, handler: THROWING },
  "gateway/toomanyrequestsexception": { api: REST, inject: "{ status: 429 }" },
  "gateway/http-401": {
    api: HTTP_WITH_AUTHORIZER,
    authorizer: "export const handler = async () => ({ isAuthorized: true });\n",
  },
  "gateway/http-403": {
    ...{ api: HTTP_WITH_AUTHORIZER, request: WITH_TOKEN },
    authorizer: "export const handler = async () => ({ isAuthorized: false });\n",
  },
  "gateway/http-404": { api: HTTP, path: "/order" },
  "gateway/http-413": {
    api: '{ type: "alb", function: "orders" }',
    request: '{\n  method: "POST",\n  body: "x".repeat(1_100_000),\n}',
  },
  "gateway/http-429": { api: HTTP, inject: "{ status: 429 }" },
  "gateway/http-500": { api: HTTP, handler: THROWING },
  "gateway/http-502": {
    api: '{ type: "function-url", function: "orders" }',
    handler: THROWING,
    path: "/",
  },
  "gateway/http-503": { api: HTTP, inject: "{ status: 503 }" },
  "gateway/http-504": {
    api: '{ type: "alb", function: "orders" }',
    inject: "{ status: 504 }",
  },
};

/** The reasons why local cannot make the others happen. */
export const GATEWAY_REASONS: Readonly<Record<string, string>> = {
  "gateway/authorizerfailureexception": "Nothing recorded shows when API Gateway answers so.",
  "gateway/expiredtokenexception": "Any signature passes: local knows no credentials, so that none expire.",
  "gateway/incompletesignatureexception": "Any signature passes: local does not check it.",
  "gateway/invalidsignatureexception": "Any signature passes: local does not check it.",
  "gateway/limitexceededexception": "Usage plans of local have no quotas.",
};

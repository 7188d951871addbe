import type { APIGatewayProxyEventV2, Context } from "aws-lambda";

/* An event of an HTTP API, and a context, as far as the candidates read them. */

export const context = {
  awsRequestId: "r-1",
  functionName: "f",
  getRemainingTimeInMillis: () => 3000,
} as unknown as Context;
export const event = {
  version: "2.0",
  routeKey: "GET /orders/{orderId}",
  rawPath: "/orders/o-1",
  rawQueryString: "",
  headers: { host: "localhost", "x-forwarded-proto": "http" },
  requestContext: {
    http: { method: "GET", path: "/orders/o-1", protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "" },
    domainName: "localhost",
    requestId: "r-1",
  },
  pathParameters: { orderId: "o-1" },
  isBase64Encoded: false,
} as unknown as APIGatewayProxyEventV2;

export type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<unknown>;

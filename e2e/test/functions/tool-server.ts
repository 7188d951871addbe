import { wrapMcpTool } from "@faultwire/handler/tools";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import type { APIGatewayProxyEventV2, APIGatewayProxyResultV2 } from "aws-lambda";
import { z } from "zod";
import { find, Orders } from "./tools.ts";

const log = () => undefined;

/** A server of tools, as in the SDK's documentation. */
export function createServer(): McpServer {
  const server = new McpServer({ name: "orders", version: "1.0.0" });
  server.registerTool(
    "get-order",
    { inputSchema: { orderId: z.string() } },
    wrapMcpTool(
      async ({ orderId }) => ({ content: [{ type: "text", text: JSON.stringify(find(orderId)) }] }),
      { throws: Orders, log },
    ),
  );
  return server;
}

/** The same server behind a Function URL, without sessions: each request has a transport of its own. */
export async function url(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyResultV2> {
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  await createServer().connect(transport);
  const { method } = event.requestContext.http;
  const request = new Request(`https://${event.requestContext.domainName}${event.rawPath}`, {
    method,
    headers: event.headers as Record<string, string>,
    ...(event.body !== undefined && { body: event.body }),
  });
  const response = await transport.handleRequest(request);
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}

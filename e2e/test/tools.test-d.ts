import { parseMcpResult } from "@faultwire/caller/tools";
import { wrapAgentCoreTool, wrapBedrockAgent, wrapMcpTool } from "@faultwire/handler/tools";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { McpServer as SecondServer } from "@modelcontextprotocol/server";
import { assertType, expectTypeOf } from "vitest";
import { z } from "zod";
import { Orders } from "./functions/tools.ts";

const server = new McpServer({ name: "orders", version: "1.0.0" });
const inputSchema = { orderId: z.string(), count: z.number().optional() };
const content = [{ type: "text" as const, text: "t" }];

// The handler's parameters are those of the schema, without an annotation.
server.registerTool(
  "a",
  { inputSchema },
  wrapMcpTool(
    async ({ orderId, count }, extra) => {
      expectTypeOf(orderId).toEqualTypeOf<string>();
      expectTypeOf(count).toEqualTypeOf<number | undefined>();
      expectTypeOf(extra.signal).toEqualTypeOf<AbortSignal>();
      return { content };
    },
    { throws: Orders },
  ),
);
server.registerTool(
  "b",
  {},
  wrapMcpTool(() => ({ content: [{ type: "text", text: "t" }] }), { throws: Orders }),
);
server.registerTool(
  "c",
  { inputSchema },
  wrapMcpTool(async (): Promise<CallToolResult> => ({ content }), { throws: Orders, hasOutputSchema: false }),
);
server.registerTool(
  "d",
  { inputSchema },
  // @ts-expect-error: no result of a tool
  wrapMcpTool(async () => ({ content: 7 }), { throws: Orders }),
);

const second = new SecondServer({ name: "orders", version: "1.0.0" });
second.registerTool(
  "a",
  { inputSchema: z.object(inputSchema) },
  wrapMcpTool(
    async ({ orderId }: { orderId: string }) => ({ content: [{ type: "text" as const, text: orderId }] }),
    { throws: Orders },
  ),
);

// Advice is for declared faults.
wrapMcpTool(async () => ({ content }), { throws: Orders, advice: { OrderNotFound: "Ask for another id." } });
// @ts-expect-error: NoSuchFault is not declared
wrapMcpTool(async () => ({ content }), { throws: Orders, advice: { NoSuchFault: "Ask for another id." } });

const input = z.object({ orderId: z.string() });
wrapAgentCoreTool(async ({ orderId }) => assertType<string>(orderId), { throws: Orders, input });
wrapAgentCoreTool(async (event: { orderId: string }) => event.orderId, { throws: Orders });
wrapBedrockAgent(async ({ orderId }, _context, event) => assertType<string>(orderId + event.actionGroup), {
  throws: Orders,
  input,
});

expectTypeOf(parseMcpResult({}, Orders)).toEqualTypeOf<Promise<unknown>>();
expectTypeOf(parseMcpResult({}, Orders, { output: input })).toEqualTypeOf<Promise<{ orderId: string }>>();

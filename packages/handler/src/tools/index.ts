export type { BedrockAgentEvent, BedrockAgentResponse, McpToolError } from "@faultwire/wire";
export type { ToolAdvice, ToolOptions } from "./tool-options.ts";
export { type AgentCoreToolOptions, agentCoreToolName, wrapAgentCoreTool } from "./wrap-agent-core-tool.ts";
export { type BedrockAgentOptions, wrapBedrockAgent } from "./wrap-bedrock-agent.ts";
export { type McpToolOptions, wrapMcpTool } from "./wrap-mcp-tool.ts";

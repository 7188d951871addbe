export { type McpResultOptions, type McpValue, parseMcpResult } from "./parse-mcp-result.ts";

import { expect, test } from "vitest";
import { decodeMcpException } from "./mcp-exception.ts";

const thrown = (name: string, code: unknown, message: string, data?: unknown) =>
  Object.assign(new Error(message), { name, code, data });
const first = (code: number, message: string, data?: unknown) =>
  thrown("McpError", code, `MCP error ${code}: ${message}`, data);

test.each([
  [first(-32602, "Unknown tool"), { wire: "json-rpc", errorType: "-32602", message: "Unknown tool" }],
  [
    first(-32001, "Session not found"),
    { wire: "json-rpc", errorType: "-32001", message: "Session not found" },
  ],
  [first(-32000, "Connection closed", { a: 1 }), { wire: "json-rpc", errorType: "-32000" }],
  [
    first(-32000, "Connection closed"),
    { wire: "transport", errorType: "StreamEnded", message: "Connection closed" },
  ],
  [first(-32001, "Request timed out", { timeout: 1 }), { wire: "transport", errorType: "TimeoutError" }],
  [first(-32001, "Maximum total", { maxTotalTimeout: 1 }), { wire: "transport", errorType: "TimeoutError" }],
  [first(-32001, "AbortError: aborted"), { wire: "transport", errorType: "TimeoutError" }],
  [first(7, "m", { name: "NoSeat" }), { errorType: "NoSeat", details: { name: "NoSeat" } }],
  [thrown("ProtocolError", -32602, "Tool a not found"), { errorType: "-32602", message: "Tool a not found" }],
  [thrown("SdkError", "REQUEST_TIMEOUT", "m"), { wire: "transport", errorType: "TimeoutError" }],
  [thrown("SdkError", "CONNECTION_CLOSED", "m"), { wire: "transport", errorType: "StreamEnded" }],
  [
    thrown("Error", 502, "Streamable HTTP error: Error POSTing to endpoint: bad"),
    { wire: "json-rpc", status: 502, message: "Streamable HTTP error: Error POSTing to endpoint: bad" },
  ],
])("%s proves nothing about the tool", (exception, expected) => {
  expect(decodeMcpException(exception)).toMatchObject({
    isResultRefused: false,
    error: { payload: exception, execution: "unknown", ...expected },
  });
});

test.each([
  first(-32602, "Structured content does not match the tool's output schema: data/a"),
  first(-32602, "Failed to validate structured content: x"),
  first(-32600, "Tool a has an output schema but did not return structured content"),
  thrown("ProtocolError", -32600, "Tool a has an output schema but did not return structured content"),
])("%s refuses a result: the tool ran", (exception) => {
  expect(decodeMcpException(exception)).toMatchObject({
    isResultRefused: true,
    error: { execution: "started" },
  });
});

test("any other error is left to others", () => {
  for (const other of [
    ...[undefined, "McpError", new Error("m")],
    thrown("Error", -32602, "m"),
    thrown("Error", "ECONNRESET", "m"),
    thrown("SdkError", "INVALID_RESULT", "m"),
  ])
    expect(decodeMcpException(other)).toBeUndefined();
});

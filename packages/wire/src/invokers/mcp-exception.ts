import { asString, isJsonObject } from "../json.ts";
import type { WireError } from "../wire-error.ts";
import { decodeError } from "./json-rpc.ts";

/** Codes that the client of the first SDK gives its own errors; servers use the same numbers for others. */
const CLOSED = -32000;
const TIMED_OUT = -32001;
/** The same of the second SDK, and what they are called here. */
const SDK_CODES: Readonly<Record<string, string>> = {
  REQUEST_TIMEOUT: "TimeoutError",
  CONNECTION_CLOSED: "StreamEnded",
  NOT_CONNECTED: "StreamEnded",
  SEND_FAILED: "StreamEnded",
};
/** The words of a client that compared the result with the tool's `outputSchema`: the tool has returned. */
const RESULT_REFUSED =
  /^(?:Structured content does not match the tool's output schema|Failed to validate structured content|Tool .* has an output schema but did not return structured content)/s;

/** An exception of a client of the Model Context Protocol. */
export interface McpException {
  readonly error: WireError;
  /** Whether the client refused the result that a tool returned. */
  readonly isResultRefused: boolean;
}

/**
 * Reads what the official client throws: the error of a JSON-RPC response, or one of its own (time-outs, closed
 * connections, results that do not fit), for which it uses the codes of responses. Returns undefined for any other
 * error. No code proves that a tool did not run: a server passes on what its tool threw.
 *
 * @see https://github.com/modelcontextprotocol/typescript-sdk
 */
export function decodeMcpException(thrown: unknown): McpException | undefined {
  if (!isJsonObject(thrown)) return undefined;
  const { name, code, data } = thrown;
  const text = asString(thrown.message) ?? "";
  if (typeof code === "string") {
    const errorType = name === "SdkError" ? SDK_CODES[code] : undefined;
    return errorType === undefined ? undefined : exchange(thrown, errorType, text);
  }
  if (typeof code !== "number") return undefined;
  if (text.startsWith("Streamable HTTP error: ")) return refusedOverHttp(thrown, code, text);
  if (name !== "McpError" && name !== "ProtocolError") return undefined;
  const prefix = `MCP error ${code}: `;
  const message = text.startsWith(prefix) ? text.slice(prefix.length) : text;
  const own = name === "McpError" ? ownError(code, message, data) : undefined;
  if (own !== undefined) return exchange(thrown, own, message);
  const error = decodeError({ code, message, data }, thrown);
  const isResultRefused = RESULT_REFUSED.test(message);
  return { isResultRefused, error: isResultRefused ? { ...error, execution: "started" } : error };
}

/** Finds out what the client itself saw; undefined for what a server sent. */
function ownError(code: number, message: string, data: unknown): string | undefined {
  if (code === CLOSED && message === "Connection closed" && data === undefined) return "StreamEnded";
  if (code !== TIMED_OUT) return undefined;
  const limits = isJsonObject(data) ? [data.timeout, data.maxTotalTimeout] : [];
  const isTimeout = limits.some((limit) => typeof limit === "number");
  // The message of a call that its program aborted is the reason as text.
  return isTimeout || /^(?:Abort|Timeout)Error: /.test(message) ? "TimeoutError" : undefined;
}

function exchange(payload: unknown, errorType: string, message: string): McpException {
  const error: WireError = {
    ...{ wire: "transport", payload, errorType, message },
    ...{ reportedBy: "transport", execution: "unknown" },
  };
  return { error, isResultRefused: false };
}

/** The server's HTTP answer, of which the client kept the status and the text. */
function refusedOverHttp(payload: unknown, status: number, message: string): McpException {
  const error: WireError = { wire: "json-rpc", payload, message, status, execution: "unknown" };
  return { error, isResultRefused: false };
}

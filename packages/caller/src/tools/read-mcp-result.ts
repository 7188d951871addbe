import { type Fault, isFault } from "@faultwire/catalog";
import {
  decodeJsonRpc,
  isJsonObject,
  type JsonObject,
  parseJson,
  parseServerSentEvents,
  type WireError,
} from "@faultwire/wire";
import { malformed } from "../malformed.ts";

/** The result of a tool that was read. */
export type McpAnswer =
  | { readonly value: unknown }
  | { readonly error: WireError }
  | { readonly fault: Fault };

/** Reads the result of a tool, alone or in the message of JSON-RPC, as an object or as text. */
export function readMcpResult(value: unknown): McpAnswer {
  if (isFault(value)) return { fault: value };
  const error = decodeJsonRpc(value);
  if (error) return { error };
  const opened = typeof value === "string" ? openText(value) : value;
  const result = isJsonObject(opened) && opened.jsonrpc === "2.0" ? opened.result : opened;
  if (!isJsonObject(result)) return unreadable("it is not an object", value);
  const { isError, content, structuredContent } = result;
  // A failed tool without content, or a mark that is not a boolean: neither is a success.
  if (isError !== undefined && isError !== false)
    return unreadable("it is marked isError, and has no content that can be read", value);
  if (structuredContent !== undefined) return { value: structuredContent };
  if (!Array.isArray(content))
    return "toolResult" in result ? { value: result.toolResult } : unreadable("it has no content", value);
  return { value: textValue(content, result) };
}

/** In a stream of events notifications come beside the answer. */
function openText(text: string): unknown {
  const messages = parseServerSentEvents(text);
  return messages
    ? messages.find((message) => isJsonObject(message) && "result" in message)
    : parseJson(text);
}

/** The value in the only text of a result, which is JSON where a tool returns data; of other content the result itself. */
function textValue(content: readonly unknown[], result: JsonObject): unknown {
  const [part] = content;
  if (content.length !== 1 || !isJsonObject(part) || typeof part.text !== "string") return result;
  const json = /^\s*[{[]/.test(part.text) ? parseJson(part.text) : undefined;
  return json === undefined ? part.text : json;
}

function unreadable(issues: string, payload: unknown): McpAnswer {
  const message = "The answer is not the result of a tool";
  return {
    fault: malformed({ message, issues, execution: "unknown", origin: { wire: "json-rpc", payload } }),
  };
}

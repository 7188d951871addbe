import { decodeMembers } from "../fault-members.ts";
import { decodeStandardObject } from "../function-error/standard.ts";
import { asString, isJsonObject, type JsonObject, parseJson } from "../json.ts";
import { parseServerSentEvents } from "../json-documents.ts";
import { decodeNamed } from "../named-message.ts";
import type { WireError } from "../wire-error.ts";
import { FAULT_META_KEY } from "./mcp-result.ts";

/**
 * Reads the error of a JSON-RPC response, alone, in a batch, or in server-sent events, and of a tool of the Model Context Protocol, whose
 * result is marked `isError`. The code is the type, unless the data names one; of a tool the text is the message, with
 * a declared name before a colon or as JSON. Neither proves that a function ran; the document of a fault, which only a
 * tool's own wrapper writes, does.
 *
 * @see https://www.jsonrpc.org/specification#error_object
 * @see https://modelcontextprotocol.io/specification/2025-11-25/server/tools#error-handling
 */
export function decodeJsonRpc(value: unknown): WireError | undefined {
  if (typeof value === "string") {
    const answers = parseServerSentEvents(value) ?? [parseJson(value)];
    return withPayload(decodeJsonRpc(answers.flat()), value);
  }
  const found = Array.isArray(value) ? value.find(isFailed) : value;
  if (!isJsonObject(found)) return undefined;
  const tool = failedTool(found);
  if (tool) return decodeTool(tool, value);
  if (found.jsonrpc !== "2.0") return undefined;
  const result = isJsonObject(found.result) ? failedTool(found.result) : undefined;
  if (result) return decodeTool(result, value);
  if (typeof found.error === "string") return decodeError({ message: found.error }, value);
  return isJsonObject(found.error) ? decodeError(found.error, value) : undefined;
}

function isFailed(response: unknown): boolean {
  if (!isJsonObject(response)) return false;
  if (response.jsonrpc !== "2.0") return failedTool(response) !== undefined;
  return isJsonObject(response.error) || (isJsonObject(response.result) && !!failedTool(response.result));
}

function withPayload(error: WireError | undefined, payload: string): WireError | undefined {
  return error && { ...error, payload };
}

/** Finds the result of a tool that failed: the value itself, or what a gateway put as JSON into the text of a result. */
function failedTool(result: JsonObject): JsonObject | undefined {
  const { isError, content, structuredContent } = result;
  if (isError === true) return Array.isArray(content) || structuredContent !== undefined ? result : undefined;
  const [part, ...others] = Array.isArray(content) ? content : [];
  const text = others.length === 0 ? asString(Object(part).text) : undefined;
  // Looked for first: a result of many megabytes is not parsed.
  const inner = text?.startsWith("{") && text.includes('"isError"') && parseJson(text);
  // Only a wrapper's own result: anything else may be a success that is about errors.
  return isJsonObject(inner) && inner.isError === true && documentOf(inner) ? inner : undefined;
}

/** Finds the document of a fault; of a tool with an `outputSchema` it is in `_meta`. */
function documentOf({ _meta, structuredContent }: JsonObject): JsonObject | undefined {
  return [Object(_meta)[FAULT_META_KEY], structuredContent].find(
    (place): place is JsonObject =>
      isJsonObject(place) &&
      Array.isArray(place.stackTrace) &&
      typeof place.errorType === "string" &&
      typeof place.errorMessage === "string",
  );
}

/** Reads the error of a JSON-RPC response. */
export function decodeError({ code, message, data }: JsonObject, payload: unknown): WireError {
  const { errorType, name = errorType }: JsonObject = isJsonObject(data) ? data : {};
  const number = typeof code === "number" || typeof code === "string" ? String(code) : undefined;
  return {
    ...{ wire: "json-rpc", payload, execution: "unknown" },
    errorType: asString(name) ?? number,
    message: asString(message) ?? "",
    details: data ?? undefined,
  };
}

function decodeTool(result: JsonObject, payload: unknown): WireError {
  const document = documentOf(result);
  // Only the tool's own code writes it.
  if (document)
    return {
      ...decodeStandardObject(document),
      ...decodeMembers(document),
      ...{ wire: "json-rpc", payload, execution: "started" },
    };
  const { content, structuredContent } = result;
  const texts: readonly unknown[] = Array.isArray(content)
    ? content.map((part) => isJsonObject(part) && part.text)
    : [];
  const message = texts.filter((text) => typeof text === "string").join("\n");
  const plain: WireError = { wire: "json-rpc", payload, message, execution: "unknown" };
  const json = isJsonObject(structuredContent) ? structuredContent : parseJson(message);
  if (!isJsonObject(json)) return decodeNamed(plain);
  // A function's own error, which a gateway put into the text.
  const isLambdaError = typeof json.errorMessage === "string" || typeof json.errorType === "string";
  if (!isLambdaError) return { ...plain, details: json };
  const error = decodeStandardObject(json);
  return { ...error, ...plain, message: error.message ?? asString(json.message) ?? message };
}

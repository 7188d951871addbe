import { decodeStandardObject } from "../function-error/standard.ts";
import { asString, isJsonObject, type JsonObject, parseJson } from "../json.ts";
import { parseServerSentEvents } from "../json-documents.ts";
import { decodeNamed } from "../named-message.ts";
import type { WireError } from "../wire-error.ts";

/**
 * Reads the error of a JSON-RPC response, alone, in a batch, or in server-sent events, and of a tool of the Model Context Protocol, whose
 * result is marked `isError`. The code is the type, unless the data names one; of a tool the text is the message, with
 * a declared name before a colon or as JSON. Neither proves that a function ran.
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
  if (isFailedTool(found)) return decodeTool(found, value);
  if (found.jsonrpc !== "2.0") return undefined;
  if (isJsonObject(found.result) && isFailedTool(found.result)) return decodeTool(found.result, value);
  if (typeof found.error === "string") return decodeError({ message: found.error }, value);
  return isJsonObject(found.error) ? decodeError(found.error, value) : undefined;
}

function isFailed(response: unknown): boolean {
  if (!isJsonObject(response)) return false;
  if (response.jsonrpc !== "2.0") return isFailedTool(response);
  return isJsonObject(response.error) || (isJsonObject(response.result) && isFailedTool(response.result));
}

function withPayload(error: WireError | undefined, payload: string): WireError | undefined {
  return error && { ...error, payload };
}

function isFailedTool({ isError, content, structuredContent }: JsonObject): boolean {
  return isError === true && (Array.isArray(content) || structuredContent !== undefined);
}

function decodeError({ code, message, data }: JsonObject, payload: unknown): WireError {
  const { errorType, name = errorType }: JsonObject = isJsonObject(data) ? data : {};
  const number = typeof code === "number" || typeof code === "string" ? String(code) : undefined;
  return {
    ...{ wire: "json-rpc", payload, execution: "unknown" },
    errorType: asString(name) ?? number,
    message: asString(message) ?? "",
    details: data ?? undefined,
  };
}

function decodeTool({ content, structuredContent }: JsonObject, payload: unknown): WireError {
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

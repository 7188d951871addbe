import { asString, isJsonObject, type JsonObject } from "@faultwire/wire";

/** A JSON body, or what is wrong with it. */
export type JsonBody = { readonly value: unknown } | { readonly problem: string };

/** Reads the JSON body of a request; undefined for a request without a body. */
export function readBody(event: unknown): JsonBody {
  const { body: given, isBase64Encoded }: JsonObject = isJsonObject(event) ? event : {};
  const body = asString(given);
  if (body === undefined || body === "") return { value: undefined };
  const text = isBase64Encoded === true ? Buffer.from(body, "base64").toString("utf8") : body;
  try {
    return { value: JSON.parse(text) };
  } catch {
    // The parser's message repeats the input.
    return { problem: "not JSON" };
  }
}

import { decodeCustom } from "../function-error/custom.ts";
import { isJsonObject, type JsonObject, parseJson } from "../json.ts";
import type { WireError } from "../wire-error.ts";

/** The template of API Gateway's documentation as it is rendered: neither the name nor the value is quoted. */
const UNQUOTED = /^\{\s*errorMessage\s*:/;

/**
 * Reads the body that a REST API's mapping template makes of a function's error, as API Gateway's documentation has
 * it: `{ errorMessage: $input.path('$.errorMessage'); }` to the letter, which is not JSON, or with the custom error
 * object opened, `{ "errorMessage": { "errorType": ... } }`. Returns undefined for any other body.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
 */
export function decodeCustomBody(body: string, json: JsonObject): WireError | undefined {
  if (isJsonObject(json.errorMessage)) return decodeObject(json.errorMessage);
  const text = body.trim();
  const [start] = UNQUOTED.exec(text) ?? [];
  if (start === undefined || !text.endsWith("}")) return undefined;
  const message = text.slice(start.length, -1).trimEnd().replace(/;$/, "").trim();
  if (message === "") return undefined;
  const object = parseJson(message);
  if (isJsonObject(object)) return decodeObject(object);
  return { wire: "custom", payload: body, message: typeof object === "string" ? object : message };
}

function decodeObject(object: JsonObject): WireError | undefined {
  return decodeCustom({ wire: "custom", payload: object, message: JSON.stringify(object) });
}

import { isList, type JavaMap, jsonText, type Value } from "../../templates/java-values.ts";
import { follow, readJsonPath } from "../../templates/json-path.ts";
import { readJson } from "../../templates/read-json.ts";
import type { Member } from "../../templates/scope.ts";
import { Unproven } from "../../unproven.ts";
import { type ApiRequest, headerOf } from "../http-message.ts";

/** The input of a template: the body, and the request that it belongs to. */
export interface TemplateInput {
  readonly body: string;
  readonly request: ApiRequest;
  readonly pathParameters: Readonly<Record<string, string>>;
}

type Kind = "method" | "property";

/** Members of the variables that are not maps. */
export const MEMBERS: ReadonlyMap<string, Readonly<Record<string, Kind>>> = new Map(
  Object.entries({
    input: { body: "property", json: "method", path: "method", params: "method" },
    util: {
      escapeJavaScript: "method",
      parseJson: "method",
      urlEncode: "method",
      urlDecode: "method",
      base64Encode: "method",
      base64Decode: "method",
    },
  } as const),
);

/** The members of `$input`. */
export function inputMembers(input: TemplateInput): Readonly<Record<string, Member>> {
  return {
    body: () => (input.body === "" ? "{}" : input.body),
    path: (path) => atPath(input, path) ?? null,
    json: (path) => jsonAt(input, path),
    params: (...names) => (names.length === 0 ? allParameters(input) : parameter(input, names)),
  };
}

/** The members of `$util`. */
export const UTIL_MEMBERS: Readonly<Record<string, Member>> = {
  escapeJavaScript: (value) => (value === null ? "" : escapeJavaScript(text("escapeJavaScript", value))),
  parseJson: (value) => (value === null ? "" : parseJson(text("parseJson", value))),
  urlEncode: (value) =>
    new URLSearchParams([["", value === null ? "" : text("urlEncode", value)]]).toString().slice(1),
  urlDecode: (value) => urlDecode(text("urlDecode", value)),
  base64Encode: (value) => Buffer.from(text("base64Encode", value)).toString("base64"),
  base64Decode: (value) => base64Decode(text("base64Decode", value)),
};

/** In an empty body every path leads nowhere: recorded. */
function atPath({ body }: TemplateInput, path: Value | undefined): Value | undefined {
  const steps = typeof path === "string" ? readJsonPath(path) : undefined;
  if (steps === undefined) throw new Unproven(`where the JSONPath ${String(path)} leads`);
  const root = body === "" ? undefined : readJson(body);
  if (root === undefined && body !== "")
    throw new Unproven("what a JSONPath finds in a body that is not JSON");
  return root === undefined ? undefined : follow(root, steps);
}

function jsonAt(input: TemplateInput, path: Value | undefined): string {
  const value = atPath(input, path);
  if (value === null) throw new Unproven("what $input.json makes of null");
  return value === undefined ? '""' : jsonText(value);
}

/** Path before query before headers; names of headers in any case. */
function parameter({ request, pathParameters }: TemplateInput, [name]: readonly Value[]): string {
  const wanted = text("params", name);
  if (Object.hasOwn(pathParameters, wanted)) return pathParameters[wanted] ?? "";
  return request.query.getAll(wanted).at(-1) ?? headerOf(request, wanted.toLowerCase()) ?? "";
}

function allParameters({ request, pathParameters }: TemplateInput): JavaMap {
  return new Map([
    ["path", new Map(Object.entries(pathParameters))],
    ["querystring", new Map(request.query)],
    ["header", new Map(request.headers)],
  ]);
}

/** As Apache Commons escapes for ECMAScript. */
function escapeJavaScript(value: string): string {
  return value.replace(/["'\\/]|[^ -\x7f]/g, (character) => {
    const short = { "\b": "\\b", "\n": "\\n", "\t": "\\t", "\f": "\\f", "\r": "\\r" }[character];
    if (short !== undefined) return short;
    if (/["'\\/]/.test(character)) return `\\${character}`;
    return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  });
}

/** Nothing comes of what is not JSON, nor of a number: reported of API Gateway in dherault/serverless-offline#136 (2016). */
function parseJson(value: string): Value {
  const parsed = readJson(value);
  const isNumber =
    typeof parsed === "number" || (typeof parsed === "object" && parsed !== null && "source" in parsed);
  return parsed === undefined || isNumber ? "" : parsed;
}

function urlDecode(value: string): string {
  if (/%(?![0-9a-fA-F]{2})/.test(value)) throw new Unproven(`what $util.urlDecode makes of ${value}`);
  return new URLSearchParams(`a=${value.replaceAll("&", "%26")}`).get("a") ?? "";
}

function base64Decode(value: string): string {
  if (!/^(?:[\w+/]{4})*(?:[\w+/]{2}==|[\w+/]{3}=)?$/.test(value)) {
    throw new Unproven(`what $util.base64Decode makes of ${value}`);
  }
  return Buffer.from(value, "base64").toString();
}

function text(member: string, value: Value | undefined): string {
  if (typeof value === "string") return value;
  const kind =
    value !== null && value !== undefined && (value instanceof Map || isList(value))
      ? "a list or map"
      : "no text";
  throw new Unproven(`what ${member} makes of ${kind}`);
}

import type { StandardSchemaV1 } from "@standard-schema/spec";
import { checkInput, encodeJson } from "../encode-input.ts";
import { addTrace } from "./trace-header.ts";
import { fillTemplate } from "./url-template.ts";

/** The parts of a request, as handlers with `request` declare them. */
export const PARTS = ["path", "query", "headers", "body"] as const;

/** Schemas of the parts of a request, of any Standard Schema library. */
export type RequestPartSchemas = { readonly [Part in (typeof PARTS)[number]]?: StandardSchemaV1 };

/** The location of a function behind HTTP: a URL, a template with `{placeholders}`, or a function of the input. */
export type HttpLocation<Input> = string | URL | ((input: Input) => string | URL);

/** The parts of an HTTP caller that make its requests. */
export interface RequestSettings {
  readonly url: HttpLocation<never>;
  readonly method: string;
  readonly headers: Headers;
  readonly input?: StandardSchemaV1 | undefined;
  /** The schemas of the parts of a request, or `true` for an input of parts without schemas. */
  readonly request?: RequestPartSchemas | true | undefined;
  /** Whether to send the trace of the running invocation. */
  readonly trace?: boolean | undefined;
}

/** A request that is ready to be sent. */
export interface EncodedRequest {
  readonly url: string | URL;
  readonly init: RequestInit;
}

/**
 * Makes the request of one call: the input is the JSON body, or the parts of the request.
 *
 * @throws TypeError if the input does not fit its schemas, the URL or the method: nothing is sent then.
 */
export async function encodeRequest(
  settings: RequestSettings,
  input: unknown,
  ownHeaders: Readonly<Record<string, string>>,
): Promise<EncodedRequest> {
  const { method, request } = settings;
  const parts = request ? await partsOf(request, input) : { path: input, body: input };
  // There is no such schema beside `request`.
  await checkInput(settings.input, input);
  const headers = new Headers(settings.headers);
  for (const [name, value] of entriesOf(parts.headers)) headers.set(name, value);
  for (const [name, value] of Object.entries(ownHeaders)) headers.set(name, value);
  if (settings.trace !== false) addTrace(headers);
  const body = encodeJson(parts.body);
  if (body !== undefined) {
    if (/^(?:get|head)$/i.test(method)) throw new TypeError(bodyRefusal(method, request !== undefined));
    if (!headers.has("content-type")) headers.set("content-type", "application/json");
  }
  const url = withQuery(locate(settings.url, input, parts.path), parts.query);
  // A redirect that was followed would hide that a function may have run before the connection failed.
  return { url, init: { method, headers, redirect: "manual", body: body ?? null } };
}

type Parts = { readonly [Part in (typeof PARTS)[number]]?: unknown };

async function partsOf(schemas: RequestPartSchemas | true, input: unknown): Promise<Parts> {
  if (typeof input !== "object" || input === null) {
    throw new TypeError("calling a function: the input is an object of path, query, headers and body");
  }
  const parts: Parts = input;
  if (schemas === true) return parts;
  for (const part of PARTS) await checkInput(schemas[part], parts[part], part);
  return parts;
}

function bodyRefusal(method: string, hasParts: boolean): string {
  const remedy = hasParts
    ? "leave the body out, or use another method"
    : "use createFetch(), or another method";
  return `calling a function: a ${method} request has no body for its input; ${remedy}`;
}

function locate(url: HttpLocation<never>, input: unknown, values: unknown): string | URL {
  // The types let callers pass only inputs that the function takes.
  if (typeof url === "function") return (url as (input: unknown) => string | URL)(input);
  return typeof url === "string" ? fillTemplate(url, values) : url;
}

function withQuery(url: string | URL, query: unknown): string | URL {
  const search = new URLSearchParams(entriesOf(query)).toString();
  if (search === "") return url;
  const [location = "", fragment] = String(url).split("#", 2);
  const joined = location + (location.includes("?") ? "&" : "?") + search;
  return fragment === undefined ? joined : `${joined}#${fragment}`;
}

/** The members of a part as texts; a list is one entry for each of its values. */
function entriesOf(part: unknown): [name: string, value: string][] {
  return Object.entries(Object(part)).flatMap(([name, value]) =>
    [value].flat().flatMap((one): [string, string][] => (one == null ? [] : [[name, String(one)]])),
  );
}

import { isJsonObject, type JsonObject } from "@faultwire/wire";

/** Names of a query or a path, each with its value or its list of values. */
type Values = Record<string, string | string[]>;

/** Reads the path parameters, decoded. REST APIs, whose events have no version, pass them on as the client encoded them. */
export function readPath({ pathParameters, version }: JsonObject): unknown {
  if (!isJsonObject(pathParameters)) return {};
  if (version !== undefined) return pathParameters;
  return Object.fromEntries(Object.entries(pathParameters).map(([name, value]) => [name, decode(value)]));
}

/** Reads the query: a text for each name, and a list of texts for a name that is repeated. */
export function readQuery(event: JsonObject): Values {
  const { rawQueryString, multiValueQueryStringParameters, queryStringParameters, requestContext } = event;
  // Payload format 2.0: its object joins the values of a repeated name with commas, which values may have too.
  if (typeof rawQueryString === "string") return collect(new URLSearchParams(rawQueryString));
  const pairs = pairsOf(multiValueQueryStringParameters) ?? pairsOf(queryStringParameters) ?? [];
  // An ALB passes names and values as the client encoded them.
  if (isJsonObject(requestContext) && isJsonObject(requestContext.elb))
    return collect(new URLSearchParams(pairs.map(([name, value]) => `${name}=${value}`).join("&")));
  return collect(pairs);
}

/** Reads the headers, with names in lower case. Values of a repeated header are joined as HTTP allows. */
export function readHeaders(event: JsonObject): Record<string, string> {
  const pairs = pairsOf(event.multiValueHeaders) ?? pairsOf(event.headers) ?? [];
  // HTTP APIs have cookies there alone, Function URLs in the headers too.
  const isInHeaders = pairs.some(([name]) => name.toLowerCase() === "cookie");
  const cookies =
    Array.isArray(event.cookies) && !isInHeaders
      ? event.cookies.map((cookie) => ["cookie", String(cookie)])
      : [];
  const headers = new Map<string, string>();
  for (const [name = "", value = ""] of [...pairs, ...cookies]) {
    const key = name.toLowerCase();
    const before = headers.get(key);
    headers.set(key, before === undefined ? value : `${before}${key === "cookie" ? "; " : ", "}${value}`);
  }
  return Object.fromEntries(headers);
}

type Pair = readonly [name: string, value: string];

/** Lists the values of an object of texts or of lists of texts; undefined if it is not an object. */
function pairsOf(members: unknown): readonly Pair[] | undefined {
  if (!isJsonObject(members)) return undefined;
  return Object.entries(members).flatMap(([name, values]) =>
    [values].flat().flatMap((value): Pair[] => (typeof value === "string" ? [[name, value]] : [])),
  );
}

function decode(value: unknown): unknown {
  try {
    return decodeURIComponent(String(value));
  } catch {
    // A percent sign that encodes nothing.
    return value;
  }
}

function collect(pairs: Iterable<readonly [string, string]>): Values {
  // Not an object, which has a "constructor" from the start.
  const values = new Map<string, string | string[]>();
  for (const [name, value] of pairs) {
    const before = values.get(name);
    values.set(name, before === undefined ? value : [before, value].flat());
  }
  return Object.fromEntries(values);
}

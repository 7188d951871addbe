import { isJsonObject, type JsonObject, mergeHeaders, type ProxyFlavour, proxyShape } from "@faultwire/wire";

type Headers = Readonly<Record<string, string>>;

/**
 * Adds headers to a response that the handler made itself, whose own headers win. A value that is not a response is
 * left alone, except behind an HTTP API, which makes a JSON response of it.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function addHeaders(value: unknown, headers: Headers, flavour: ProxyFlavour): unknown {
  if (Object.keys(headers).length === 0) return value;
  if (isJsonObject(value) && "statusCode" in value) return withHeaders(value, headers, flavour);
  if (flavour !== "http" || value === undefined) return value;
  const body = typeof value === "string" ? value : JSON.stringify(value);
  const type = { "Content-Type": "application/json" };
  return { statusCode: 200, headers: mergeHeaders(headers, type), body };
}

function withHeaders(response: JsonObject, headers: Headers, flavour: ProxyFlavour): unknown {
  const member = proxyShape(flavour).hasMultiValueHeaders ? "multiValueHeaders" : "headers";
  const own = new Set(
    [response.headers, response.multiValueHeaders].flatMap((given) =>
      Object.keys(Object(given)).map((name) => name.toLowerCase()),
    ),
  );
  const added = Object.entries(mergeHeaders(headers, {}))
    .filter(([name]) => !own.has(name.toLowerCase()))
    .map(([name, header]) => [name, member === "headers" ? header : [header]]);
  return { ...response, [member]: { ...Object.fromEntries(added), ...Object(response[member]) } };
}

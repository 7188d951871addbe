import { Unproven } from "../unproven.ts";
import { type ApiRequest, headerOf } from "./http-message.ts";

/** The body of an event. */
export interface EventBody {
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
}

const EMPTY: EventBody = { body: null, isBase64Encoded: false };
/** The types that HTTP APIs, Function URLs and load balancers take for text; forms and `+json` are not among them. */
const TEXT_TYPE = /^(?:text\/[^/]+|application\/(?:json|xml|javascript))$/;

/**
 * Makes the body of a REST API's event: base64 where the request's type is one of the API's binary media types, else text,
 * in which bytes that are not UTF-8 are lost.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html
 */
export function restBody(request: ApiRequest, binaryMediaTypes: readonly string[]): EventBody {
  if (request.body.length === 0) return EMPTY;
  const isBinary = matchesMediaType(binaryMediaTypes, headerOf(request, "content-type"));
  return { body: request.body.toString(isBinary ? "base64" : "utf8"), isBase64Encoded: isBinary };
}

/** Makes the body of an event of an HTTP API or a Function URL: text for a few types, base64 for all others. */
export function httpBody(request: ApiRequest): EventBody {
  if (request.body.length === 0) return EMPTY;
  if (!hasTextType(request)) return base64(request);
  const text = request.body.toString("utf8");
  if (Buffer.from(text).equals(request.body)) return { body: text, isBase64Encoded: false };
  throw new Unproven(`a body of type ${headerOf(request, "content-type")} that is not UTF-8`);
}

/**
 * Makes the body of a load balancer's event; one with a content encoding is base64, whatever its type.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 */
export function albBody(request: ApiRequest): EventBody {
  if (request.body.length === 0) return { body: "", isBase64Encoded: false };
  const isText = headerOf(request, "content-encoding") === undefined && hasTextType(request);
  return isText ? { body: request.body.toString("utf8"), isBase64Encoded: false } : base64(request);
}

/**
 * Returns whether a header's first media type is one of a list: by name, `image/*` or `*&#47;*`. The last takes requests
 * without a type, too.
 */
export function matchesMediaType(types: readonly string[], header: string | undefined): boolean {
  const type = mediaType(header);
  return types.some((each) => {
    const wanted = each.toLowerCase();
    if (wanted === "*/*") return true;
    return wanted.endsWith("/*") ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
  });
}

function hasTextType(request: ApiRequest): boolean {
  return TEXT_TYPE.test(mediaType(headerOf(request, "content-type")));
}

/** The first media type of a header, in lower case and without parameters; an empty text without the header. */
export function mediaType(header = ""): string {
  const [first = ""] = header.split(/[,;]/, 1);
  return first.trim().toLowerCase();
}

function base64({ body }: ApiRequest): EventBody {
  return { body: body.toString("base64"), isBase64Encoded: true };
}

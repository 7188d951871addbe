import type { HttpResponse, WireError } from "@faultwire/wire";
import type { Category } from "../fault.ts";
import type { Classification } from "./classification.ts";

/**
 * The types of gateway responses with the statuses that they come with; the same type with another status is the
 * function's own.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
const TYPES: Readonly<Record<string, RegExp>> = {
  AccessDeniedException: /403/,
  AuthorizerConfigurationException: /500/,
  AuthorizerFailureException: /500/,
  BadRequestException: /400|415/,
  ExpiredTokenException: /403/,
  ForbiddenException: /403/,
  IncompleteSignatureException: /403/,
  InternalServerErrorException: /50[024]/,
  InvalidSignatureException: /403/,
  LimitExceededException: /429/,
  MissingAuthenticationTokenException: /403/,
  TooManyRequestsException: /429/,
  UnauthorizedException: /401/,
};

/** The texts that gateways use of themselves. */
const TEXTS =
  /^(?:Unauthorized|Forbidden|Not Found|Too Many Requests|Limit Exceeded|Rate Exceeded\.|Missing Authentication Token|Internal [Ss]erver [Ee]rror|Service Unavailable|Endpoint request timed out|Network error communicating with endpoint|Request Too Long|Unsupported Media Type|Bad request body|Invalid request body)$|^HTTP content length exceeded |^Missing required request parameters: /;
/** Bodies in which a gateway says so: a text, or a message with nothing but ids beside it. */
const OF_GATEWAY = /^\s*(?:[^{\s]|\{\s*"[mM]essage"\s*:\s*"[^"]*"\s*(?:\}|,\s*"(?:connection|request)Id"))/;
/** Bodies that are not a function's message: a page, nothing, or a message without text. */
const SPEECHLESS = /^\s*(?:<|$|\{\s*"[mM]essage"\s*:\s*null\s*\}\s*$)/;

/** Recognises an answer that a gateway made itself, by its type and status, its page, or its text. */
export function classifyGatewayError(error: WireError): Classification | undefined {
  const { errorType, message = "", status = 0, payload } = error;
  // decodeHttp keeps the response that it read.
  const { body } = payload as HttpResponse;
  const isTyped =
    errorType !== undefined && Object.hasOwn(TYPES, errorType) && TYPES[errorType]?.test(String(status));
  const isOwnText = TEXTS.test(message) && OF_GATEWAY.test(body);
  const isUntyped =
    errorType === undefined && (SPEECHLESS.test(body) || body.includes('"connectionId"') || isOwnText);
  if (!isTyped && !isUntyped) return undefined;
  return {
    category: categoryOf(status, errorType),
    retryable: (status === 429 && errorType !== "LimitExceededException") || status >= 502,
    // A function can answer with the same type, status and words.
    execution: "unknown",
  };
}

function categoryOf(status: number, errorType = ""): Category {
  if (status === 401 || status === 403) return "caller";
  if (status === 429) return "account";
  if (status < 500) return "request";
  if (errorType.startsWith("Authorizer")) return "configuration";
  return status === 503 ? "service" : "function";
}

import { asString, isJsonObject, type JsonObject, parseJson } from "../json.ts";
import { encodeMessage } from "../message.ts";
import type { WireError } from "../wire-error.ts";

/** The text of a Java SDK, of either version and of Android: `message (Service: name; Status Code: 400; ...)`. */
const SERVICE_TEXT =
  /^(.*) \(Service: \w{0,40}CognitoIdentityProvider\w{0,40}[;,] Status Code: (\d+)(?:[;,] Error Code: ([^;,)]+))?[;,] Request ID: ([^;,)]+)/s;
/** The texts of the SDKs for Python and Go, and of others that begin with the exception's name. */
const NAMED_TEXTS = [
  /^(?:[\w.]+: )?An error occurred \((\w+)\) when calling the \w+ operation[^:]*: (.*)$/s,
  /^operation error [^,]+, https response error StatusCode: \d+, RequestID: ([\w-]+), (\w+): (.*)$/s,
  /^(\w+Exception)(?: \(\w+\))?: (.*)$/s,
] as const;
/** The sentence that Cognito puts a function's message into, and the name of the exception, which may precede it. */
const SENTENCE =
  /^(?:(User\w*Exception|UnexpectedLambdaException): )?(?:PreSignUp|PostConfirmation|PreAuthentication|PostAuthentication|PreTokenGeneration|TokenGeneration|CustomMessage|UserMigration|DefineAuthChallenge|CreateAuthChallenge|VerifyAuthChallenge(?:Response)?|CustomEmailSender|CustomSMSSender|InboundFederation)\w* failed with error /;
/** Exceptions that Cognito throws after it called a trigger, and nothing else throws. */
const OF_TRIGGER = /^(?:UserLambdaValidation|UnexpectedLambda|InvalidLambdaResponse)Exception$/;
const REFUSED = "UserLambdaValidationException";

/** Each run of them is tried once, so that a long one costs no more than its length. */
const FULL_STOPS = /(?<![.\s])[.\s]+$/;

/** Writes a message as the one sentence that Cognito puts its own words before and its own full stop behind. */
export function encodeCognito(message: string): string {
  return encodeMessage(message).replace(FULL_STOPS, "");
}

/**
 * Reads the error that Cognito makes of a trigger that failed: its exception as an SDK throws it or as the service
 * answers it, the text of another SDK, the sentence alone, or the parameters of a redirect of the hosted pages.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
export function decodeCognito(value: unknown): WireError | undefined {
  if (typeof value === "string") return decodeText(value);
  if (value instanceof URL || value instanceof URLSearchParams)
    return withPayload(decodeHolder(String(value)), value);
  if (!isJsonObject(value)) return undefined;
  const message = asString(value.message ?? value.Message ?? value.error_description);
  const type = typeIn(value) ?? sentenceType(message);
  if (message === undefined || type === undefined || !OF_TRIGGER.test(type)) return undefined;
  const { $metadata } = value;
  const metadata = isJsonObject($metadata) ? $metadata : {};
  const { httpStatusCode } = metadata;
  return {
    ...refusal(value, type, message),
    ...(typeof httpStatusCode === "number" && { status: httpStatusCode }),
    requestId: asString(metadata.requestId ?? value.requestId),
  };
}

function decodeText(text: string): WireError | undefined {
  const [, inner, status, code, requestId] = SERVICE_TEXT.exec(text) ?? [];
  const message = inner ?? text;
  const type = code ?? sentenceType(message);
  if (type === undefined) return decodeNamedText(text) ?? decodeHolder(text);
  const error = refusal(text, type, message);
  return inner === undefined ? error : { ...error, status: Number(status), requestId };
}

function decodeNamedText(text: string): WireError | undefined {
  const [python, go, any] = NAMED_TEXTS.map((pattern) => pattern.exec(text));
  const [, requestId] = go ?? [];
  const [type, message] = (go?.slice(2) ?? python?.slice(1) ?? any?.slice(1)) || [];
  if (type === undefined || message === undefined || !OF_TRIGGER.test(type)) return undefined;
  return { ...refusal(text, type, message), requestId };
}

/** The service's answer as text, or the address or the parameters to which the hosted pages redirect. */
function decodeHolder(text: string): WireError | undefined {
  const json = text.startsWith("{") ? parseJson(text) : undefined;
  if (isJsonObject(json)) return withPayload(decodeCognito(json), text);
  // A line of a log may quote an address.
  if (!/^\S*\berror_description=\S*$/.test(text)) return undefined;
  const error_description = new URLSearchParams(text.replace(/^[^?#]*[?#]/, "")).get("error_description");
  return withPayload(decodeCognito({ error_description: error_description?.trim() }), text);
}

function withPayload(error: WireError | undefined, payload: unknown): WireError | undefined {
  return error && { ...error, payload };
}

function refusal(payload: unknown, errorType: string, message: string): WireError {
  // For another exception it is unknown whether a trigger was called.
  const isOfTrigger = OF_TRIGGER.test(errorType) && !NOT_INVOKED.test(message);
  return {
    ...{ wire: "cognito", payload, errorType, message, status: 400 },
    execution: isOfTrigger ? "started" : "unknown",
  };
}

/** A trigger that Cognito could not call is an exception of the same name. */
const NOT_INVOKED = /invocation failed due to/;

/** The type may have a namespace before it, or a URI behind it. */
function typeIn({ __type, code, name }: JsonObject): string | undefined {
  const found = [__type, name, code].find((type) => typeof type === "string" && OF_TRIGGER.test(bare(type)));
  return typeof found === "string" ? bare(found) : undefined;
}

function bare(type: string): string {
  return type.replace(/:.*$/s, "").replace(/^.*#/s, "");
}

function sentenceType(message = ""): string | undefined {
  const found = SENTENCE.exec(message);
  return found ? (found[1] ?? REFUSED) : undefined;
}

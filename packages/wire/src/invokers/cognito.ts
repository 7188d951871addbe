import { decodeErrorType } from "../http/error-type.ts";
import { asString, isJsonObject, type JsonObject, parseJson } from "../json.ts";
import { encodeMessage } from "../message.ts";
import type { WireError } from "../wire-error.ts";
import { isSentence, readCognitoText } from "./cognito-text.ts";

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
  // Python has the answer's members in one object, and its metadata in another.
  const { Error: members = value, ResponseMetadata, $metadata = ResponseMetadata } = value;
  const { message: text, Message = value.error_description }: JsonObject = isJsonObject(members)
    ? members
    : {};
  const message = asString(text ?? Message)?.trim();
  const type = typeIn(value) ?? typeIn(Object(members)) ?? sentenceType(message);
  if (message === undefined || type === undefined) return undefined;
  const metadata = isJsonObject($metadata) ? $metadata : {};
  return {
    ...refusal(value, type, message),
    requestId: asString(metadata.requestId ?? metadata.RequestId ?? value.requestId),
  };
}

/**
 * Reads the error of a trigger off an HTTP response of Cognito; returns undefined for any other response's error, of
 * which it is unknown whether a trigger was called.
 */
export function decodeCognitoResponse(response: WireError): WireError | undefined {
  const { message, status, requestId, payload } = response;
  const errorType = String(response.errorType);
  if (!OF_TRIGGER.test(errorType)) return undefined;
  return { ...refusal(payload, errorType, message ?? ""), status, requestId };
}

function decodeText(text: string): WireError | undefined {
  const found = readCognitoText(text);
  if (found === undefined) return decodeHolder(text);
  const { errorType = sentenceType(found.message), message, status, requestId } = found;
  if (errorType === undefined) return undefined;
  return { ...refusal(text, errorType, message), ...(status !== undefined && { status }), requestId };
}

/** The service's answer as text, or the address or the parameters to which the hosted pages redirect. */
function decodeHolder(text: string): WireError | undefined {
  const json = text.trimStart().startsWith("{") ? parseJson(text) : undefined;
  if (isJsonObject(json)) return withPayload(decodeCognito(json), text);
  // A line of a log may quote an address.
  if (/\s/.test(text) || !/\berror_description=/.test(text)) return undefined;
  const error_description = new URLSearchParams(text.replace(/^[^?#]*[?#]/, "")).get("error_description");
  return withPayload(decodeCognito({ error_description }), text);
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
function typeIn({ __type, name, code, Code }: JsonObject): string | undefined {
  return [__type, name, code, Code].map(decodeErrorType).find((type) => OF_TRIGGER.test(String(type)));
}

function sentenceType(message: string | undefined): string | undefined {
  return isSentence(String(message)) ? REFUSED : undefined;
}

import { isJsonObject } from "../json.ts";
import { encodeMessage } from "../message.ts";
import type { WireError } from "../wire-error.ts";

const UNREADABLE =
  /^(.*) \(Service: AWSCognitoIdentityProviderService; Status Code: (\d+); Error Code: ([^;]+); Request ID: ([^;)]+)/;

/** Each run of them is tried once, so that a long one costs no more than its length. */
const FULL_STOPS = /(?<![.\s])[.\s]+$/;

/** Writes a message as the one sentence that Cognito puts its own words before and its own full stop behind. */
export function encodeCognito(message: string): string {
  return encodeMessage(message).replace(FULL_STOPS, "");
}

/**
 * Reads what Cognito tells of a trigger that failed: `UserLambdaValidationException` with the trigger's name and the
 * function's message in one sentence, or the text of an older SDK.
 */
export function decodeCognito(value: unknown): WireError | undefined {
  if (typeof value === "string") {
    const [, message, status, errorType, requestId] = UNREADABLE.exec(value) ?? [];
    if (message === undefined) return undefined;
    return { wire: "cognito", payload: value, errorType, message, status: Number(status), requestId };
  }
  if (!isJsonObject(value) || typeof value.message !== "string") return undefined;
  const type = value.__type ?? value.name;
  if (type !== "UserLambdaValidationException" && type !== "UnexpectedLambdaException") return undefined;
  return { wire: "cognito", payload: value, errorType: type, message: value.message, status: 400 };
}

import type { ThrottleReason } from "./concurrency.ts";

/** A refusal of the Lambda service, as it stands on the wire. */
export interface ServiceError {
  readonly name: string;
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/*
 * Texts and member spellings as recorded from AWS (LocalStack's validated snapshots, tests/aws/services/lambda_,
 * 2025-11) unless a comment says otherwise. `Type` is the fault's side, not the error's name.
 */

export function functionNotFound(arn: string): ServiceError {
  const Message = `Function not found: ${arn}:$LATEST`;
  return { name: "ResourceNotFoundException", status: 404, body: { Type: "User", Message } };
}

export function concurrencyExceeded(Reason: ThrottleReason): ServiceError {
  return {
    name: "TooManyRequestsException",
    status: 429,
    body: { Reason, Type: "User", message: "Rate Exceeded." },
  };
}

/** `detail` is the text of AWS's JSON parser. */
export function invalidJson(detail: string): ServiceError {
  const message = `Could not parse request body into json: Could not parse payload into json: ${detail}`;
  return { name: "InvalidRequestContentException", status: 400, body: { Type: "User", message } };
}

/** Name and status are modelled; the text was not recorded. Both numbers are in bytes. */
export function requestTooLarge(size: number, limit: number): ServiceError {
  const message = `${size} byte payload is too large for the invocation type (limit ${limit} bytes)`;
  return { name: "RequestTooLargeException", status: 413, body: { Type: "User", message } };
}

export function invalidParameter(message: string): ServiceError {
  return { name: "InvalidParameterValueException", status: 400, body: { Type: "User", message } };
}

export function unknownOperation(method: string, path: string): ServiceError {
  const message = `@faultwire/local has no operation for ${method} ${path}; it serves Invoke`;
  return { name: "UnknownOperationException", status: 404, body: { Type: "User", message } };
}

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

export function reservedConcurrencyExceeded(): ServiceError {
  const Reason = "ReservedFunctionConcurrentInvocationLimitExceeded";
  return {
    name: "TooManyRequestsException",
    status: 429,
    body: { Reason, Type: "User", message: "Rate Exceeded." },
  };
}

/** Name and status are modelled; the text was not recorded. */
export function serviceFailed(): ServiceError {
  return { name: "ServiceException", status: 500, body: { Type: "Service", message: "Internal Error." } };
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

/**
 * Name and text as quoted from AWS in public reports, the first with the limit of its time, the second with today's:
 * "RequestEntityTooLargeException: 1594530 byte payload is too large for the Event invocation type (limit 262144
 * bytes)", "1525970 byte payload is too large for the Event invocation type (limit 1048576 bytes)".
 */
export function eventTooLarge(size: number, limit: number): ServiceError {
  const message = `${size} byte payload is too large for the Event invocation type (limit ${limit} bytes)`;
  return { name: "RequestEntityTooLargeException", status: 413, body: { Type: "User", message } };
}

export function invalidParameter(message: string): ServiceError {
  return { name: "InvalidParameterValueException", status: 400, body: { Type: "User", message } };
}

export function unknownOperation(method: string, path: string): ServiceError {
  const message = `@faultwire/local has no operation for ${method} ${path}; it serves Invoke`;
  return { name: "UnknownOperationException", status: 404, body: { Type: "User", message } };
}

import type { ThrottleReason } from "./concurrency.ts";

/** An error of the Lambda service, as it is sent. */
export interface ServiceError {
  readonly name: string;
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** Besides those that every refusal has. */
  readonly headers?: Readonly<Record<string, string>>;
}

/*
 * Texts and member spellings as recorded from AWS (LocalStack's validated snapshots, tests/aws/services/lambda_,
 * 2025-11) unless a comment says otherwise. `Type` is the fault's side, not the error's name.
 */

/** Without a qualifier it is the latest version that was not found. */
export function functionNotFound(arn: string, qualifier = "$LATEST"): ServiceError {
  const Message = `Function not found: ${arn}:${qualifier}`;
  return { name: "ResourceNotFoundException", status: 404, body: { Message, Type: "User" } };
}

/** Makes the error for a function in another region than `here`. */
export function otherRegion(region: string, here: string): ServiceError {
  const Message = `Functions from '${region}' are not reachable in this region ('${here}')`;
  return { name: "ResourceNotFoundException", status: 404, body: { Message, Type: "User" } };
}

/** A function of another account. The text is recorded to be null. */
export function accessDenied(): ServiceError {
  return { name: "AccessDeniedException", status: 403, body: { Message: null } };
}

/** Makes the error for a caller of another account without a permission; the text is of public reports (2022 to 2025). */
export function notPermitted(accountId: string, arn: string): ServiceError {
  const Message = `User: arn:aws:iam::${accountId}:root is not authorized to perform: lambda:InvokeFunction on resource: ${arn} because no resource-based policy allows the lambda:InvokeFunction action`;
  return { name: "AccessDeniedException", status: 403, body: { Message } };
}

/** Makes the error of a request that breaks the model; it has no `Type`. */
export function validation(problems: readonly string[]): ServiceError {
  const count = `${problems.length} validation error${problems.length === 1 ? "" : "s"}`;
  const message = `${count} detected: ${problems.join("; ")}`;
  return { name: "ValidationException", status: 400, body: { message } };
}

/** Makes the error for two qualifiers that differ. */
export function qualifierMismatch(): ServiceError {
  return invalidParameter(
    "The derived qualifier from the function name does not match the specified qualifier.",
  );
}

/** Makes the throttle of an invocation without concurrency left. */
export function concurrencyExceeded(Reason: ThrottleReason | undefined): ServiceError {
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

/** Text from github.com/boto/boto3/issues/2153 (2019). */
export function invalidClientContext(): ServiceError {
  const message = "Client context must be a valid Base64-encoded JSON object.";
  return { name: "InvalidRequestContentException", status: 400, body: { Type: "User", message } };
}

/**
 * Not the modelled RequestTooLargeException: the front end answers before Lambda does. Name and text from
 * github.com/awslabs/aws-athena-query-federation/issues/793 (2022) and pelmers/streetwarp-web/issues/14 (2024). The
 * limit is in bytes.
 */
export function requestTooLarge(limit: number): ServiceError {
  return entityTooLarge(`Request must be smaller than ${limit} bytes for the InvokeFunction operation`);
}

/** Name and text from github.com/ASFHyP3/hyp3/issues/2241 (2024). Both numbers are in bytes. */
export function eventTooLarge(size: number, limit: number): ServiceError {
  return entityTooLarge(
    `${size} byte payload is too large for the Event invocation type (limit ${limit} bytes)`,
  );
}

/** Text from AWS's compute blog, "Building multi-tenant SaaS applications" (2025-12). */
export function tenantIdMissing(): ServiceError {
  return invalidParameter(
    "The invoked function is enabled with tenancy configuration. Add a valid tenant ID in your request and try again.",
  );
}

/** The error is documented, its text is not recorded. */
export function tenantIdNotAllowed(): ServiceError {
  return invalidParameter(
    "The invoked function is not enabled with tenancy configuration. Remove the tenant ID from your request and try again.",
  );
}

/** Makes the error for a function that invokes itself without an end. The error is documented, its text is the model's. */
export function recursiveInvocation(): ServiceError {
  const Message =
    "Lambda has detected your function being invoked in a recursive loop with other Amazon Web Services resources and stopped your function's invocation.";
  return { name: "RecursiveInvocationException", status: 400, body: { Type: "User", Message } };
}

/** Makes the error for a durable execution, which local does not have; AWS's text is not recorded. */
export function notDurable(): ServiceError {
  return invalidParameter("A durable execution name is for durable functions; @faultwire/local has none.");
}

/** Makes the error of a request whose values cannot be. */
export function invalidParameter(message: string): ServiceError {
  return { name: "InvalidParameterValueException", status: 400, body: { Type: "User", message } };
}

/** Makes the error for what is not there; `Message` has a capital. */
export function notFound(Message: string): ServiceError {
  return { name: "ResourceNotFoundException", status: 404, body: { Message, Type: "User" } };
}

/** Makes the error for what is there already. */
export function conflict(message: string): ServiceError {
  return { name: "ResourceConflictException", status: 409, body: { Type: "User", message } };
}

/** Makes the error for a revision that has been replaced. `source` is the operation that has the latest. */
export function revisionMismatch(source: string): ServiceError {
  const message = `The Revision Id provided does not match the latest Revision Id. Call the ${source} API to retrieve the latest Revision Id`;
  return { name: "PreconditionFailedException", status: 412, body: { Type: "User", message } };
}

/** Makes the error for code or a request that is too large. */
export function entityTooLarge(message: string): ServiceError {
  return { name: "RequestEntityTooLargeException", status: 413, body: { Type: "User", message } };
}

/** Makes the error for a body that is not of AWS's model; the texts are local's own. */
export function serializationFailure(message: string): ServiceError {
  return { name: "SerializationException", status: 400, body: { message: `@faultwire/local: ${message}` } };
}

/** Makes the error for a request that is of no operation of local's; AWS has no such text. */
export function unknownOperation(method: string, path: string, served: readonly string[]): ServiceError {
  const message = `@faultwire/local has no operation for ${method} ${path}; it serves ${served.join(", ")}`;
  return { name: "UnknownOperationException", status: 404, body: { Type: "User", message } };
}

/** A failure of ours, or of a function that a test gave: `when` of `lambda.fail`. */
export function internalFailure(failure: unknown): ServiceError {
  return { name: "InternalFailure", status: 500, body: { message: `@faultwire/local: ${failure}` } };
}

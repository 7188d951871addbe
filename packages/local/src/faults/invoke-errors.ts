import { checkMembers, checkNumber, checkWhole } from "../config/check.ts";
import type { ServiceError } from "../lambda/service-error.ts";

/*
 * The 43 errors that Invoke is modelled with, and their statuses: lambda/2015-03-31/service-2.json of botocore
 * 1.43.67 and @aws-sdk/client-lambda 3.1162.0 agree. Some errors spell the member of their text `message`, the
 * others `Message`.
 */

const WITH_LOWER_MESSAGE = {
  CodeArtifactUserDeletedException: 409,
  CodeArtifactUserFailedException: 409,
  CodeArtifactUserPendingException: 409,
  InvalidParameterValueException: 400,
  InvalidRequestContentException: 400,
  ModeNotSupportedException: 400,
  RequestTooLargeException: 413,
  ResourceConflictException: 409,
  ResourceNotReadyException: 502,
  SerializedRequestEntityTooLargeException: 413,
  TooManyRequestsException: 429,
  UnsupportedMediaTypeException: 415,
};

const WITH_UPPER_MESSAGE = {
  DurableExecutionAlreadyStartedException: 409,
  EC2AccessDeniedException: 502,
  EC2ThrottledException: 502,
  EC2UnexpectedException: 502,
  EFSIOException: 410,
  EFSMountConnectivityException: 408,
  EFSMountFailureException: 403,
  EFSMountTimeoutException: 408,
  ENILimitReachedException: 502,
  ENINotReadyException: 502,
  InvalidRuntimeException: 502,
  InvalidSecurityGroupIDException: 502,
  InvalidSubnetIDException: 502,
  InvalidZipFileException: 502,
  KMSAccessDeniedException: 502,
  KMSDisabledException: 502,
  KMSInvalidStateException: 502,
  KMSNotFoundException: 502,
  NoPublishedVersionException: 400,
  RecursiveInvocationException: 400,
  ResourceNotFoundException: 404,
  S3FilesMountConnectivityException: 408,
  S3FilesMountFailureException: 403,
  S3FilesMountTimeoutException: 408,
  ServiceException: 500,
  ServiceQuotaExceededException: 402,
  SnapStartException: 400,
  SnapStartNotReadyException: 409,
  SnapStartRegenerationFailureException: 409,
  SnapStartTimeoutException: 408,
  SubnetIPAddressLimitReachedException: 502,
};

/** An error that Invoke is modelled with. */
export type InvokeErrorName = keyof typeof WITH_LOWER_MESSAGE | keyof typeof WITH_UPPER_MESSAGE;

/** An error of the Lambda service, with its members. */
export interface InvokeError {
  /** One of Invoke's modelled errors; another one needs a `status`. */
  readonly error: InvokeErrorName | (string & {});
  /**
   * The HTTP status.
   *
   * @default the model's
   */
  readonly status?: number;
  readonly message?: string;
  /** `TooManyRequestsException` only. */
  readonly reason?: string;
  /** `EC2UnexpectedException` only. */
  readonly ec2ErrorCode?: string;
  /** Sent as the header `Retry-After`. */
  readonly retryAfterSeconds?: number;
}

const MEMBERS: Record<keyof InvokeError, true> = {
  error: true,
  status: true,
  message: true,
  reason: true,
  ec2ErrorCode: true,
  retryAfterSeconds: true,
};
const STATUSES: Readonly<Record<string, number>> = { ...WITH_LOWER_MESSAGE, ...WITH_UPPER_MESSAGE };
const INJECTED = "Injected by @faultwire/local";
/** As recorded from AWS; see {@link reservedConcurrencyExceeded}. */
const THROTTLED = {
  reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
  message: "Rate Exceeded.",
};

/** Whether Invoke is modelled with an error of this name. */
export function isInvokeErrorName(name: string): name is InvokeErrorName {
  return Object.hasOwn(STATUSES, name);
}

/** The names of all modelled errors. */
export const INVOKE_ERROR_NAMES: readonly string[] = Object.keys(STATUSES).sort();

/**
 * Makes an error as it is sent. Errors that are not modelled have no `Type` in their bodies.
 *
 * @throws TypeError naming the member that is wrong and what to do.
 */
export function toServiceError(given: InvokeError): ServiceError {
  checkMembers("with", given, MEMBERS);
  const { error: name, retryAfterSeconds, ec2ErrorCode } = given;
  const { message = INJECTED, reason } =
    name === "TooManyRequestsException" ? { ...THROTTLED, ...given } : given;
  const status = given.status ?? STATUSES[name];
  if (status === undefined)
    throw new TypeError(
      `${JSON.stringify(name)} is not one of Invoke's ${INVOKE_ERROR_NAMES.length} errors; correct its name, or give its status`,
    );
  checkWhole(`the status of ${name}`, status, { least: 400, most: 599 });
  checkOwner("reason", reason, { name, owner: "TooManyRequestsException" });
  checkOwner("ec2ErrorCode", ec2ErrorCode, { name, owner: "EC2UnexpectedException" });
  if (retryAfterSeconds !== undefined) checkNumber("retryAfterSeconds", retryAfterSeconds, { least: 0 });
  return {
    name,
    status,
    body: {
      ...(reason !== undefined && { Reason: reason }),
      ...(isInvokeErrorName(name) && { Type: status >= 500 ? "Service" : "User" }),
      [Object.hasOwn(WITH_UPPER_MESSAGE, name) ? "Message" : "message"]: message,
      ...(ec2ErrorCode !== undefined && { EC2ErrorCode: ec2ErrorCode }),
    },
    ...(retryAfterSeconds !== undefined && { headers: { "retry-after": String(retryAfterSeconds) } }),
  };
}

/** Some members belong to one error alone. */
function checkOwner(
  member: string,
  value: string | undefined,
  { name, owner }: { readonly name: string; readonly owner: InvokeErrorName },
): void {
  if (value !== undefined && name !== owner)
    throw new TypeError(`${member} is a member of ${owner}; ${name} has none`);
}

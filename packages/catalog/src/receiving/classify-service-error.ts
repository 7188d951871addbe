import type { Category } from "../fault.ts";
import type { Classification } from "./classification.ts";

/**
 * The names by which services throttle, under any status, 400 included.
 *
 * @see https://github.com/smithy-lang/smithy-typescript/blob/main/packages/service-error-classification/src/constants.ts
 */
const THROTTLED =
  /^(?:(?:EC2Throttled|LimitExceeded|ProvisionedThroughputExceeded|RequestThrottled|Throttled|Throttling|TooManyRequests|TransactionInProgress)Exception|BandwidthLimitExceeded|PriorRequestNotComplete|RequestLimitExceeded|RequestThrottled|SlowDown|Throttling)$/;
/** Waiting helps: something is being set up, restored, or out of reach for now. */
const PASSING =
  /^(?:CodeArtifactUser(?:Deleted|Pending)|EC2Unexpected|EFSIO|EFSMount(?:Connectivity|Timeout)|ENINotReady|ResourceConflict|ResourceNotReady|S3FilesMount(?:Connectivity|Timeout)|Service|SnapStart(?:NotReady|RegenerationFailure|Timeout))Exception$|^(?:InternalFailure|ServiceUnavailable)$/;
/** Statuses of 500 and above that Lambda answers before it runs anything: the function cannot be set up. */
const SETUP =
  /^(?:EC2|ENI|KMS)\w+Exception$|^Invalid(?:Runtime|SecurityGroupID|SubnetID|ZipFile)Exception$|^(?:ResourceNotReady|SubnetIPAddressLimitReached)Exception$/;
const CONFIGURED =
  /^(?:CodeArtifact|EFS|S3Files|SnapStart|ModeNotSupported|NoPublishedVersion|RecursiveInvocation)/;
/** The handler was running, or may have been. */
const UNCERTAIN = /^(?:EFSIOException|Unknown)$/;

/**
 * Exceptions that no other service has. 45 services have a `TooManyRequestsException`, and some of them throw theirs
 * after a function ran.
 */
const LAMBDAS_ALONE =
  /^(?:CodeArtifactUser(?:Deleted|Failed|Pending)|DurableExecutionAlreadyStarted|EC2(?:AccessDenied|Throttled|Unexpected)|EFSIO|EFSMount(?:Connectivity|Failure|Timeout)|ENI(?:LimitReached|NotReady)|Invalid(?:RequestContent|Runtime|SecurityGroupID|SubnetID|ZipFile)|ModeNotSupported|NoPublishedVersion|RecursiveInvocation|RequestTooLarge|S3FilesMount(?:Connectivity|Failure|Timeout)|SerializedRequestEntityTooLarge|SnapStart(?:|NotReady|RegenerationFailure|Timeout)|SubnetIPAddressLimitReached)Exception$/;
/** The limits that only Lambda's own `TooManyRequestsException` names. */
const LAMBDAS_REASONS =
  /^(?:CallerRate|(?:Reserved)?(?:Function)?ConcurrentInvocation|ConcurrentSnapshotCreate|(?:Reserved)?FunctionInvocationRate)LimitExceeded$/;

/**
 * Whether an exception is one of the Lambda API and of no other service, by its name or by the reason of a throttle.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
 */
export function isLambdaAlone(errorType: string, reason = ""): boolean {
  const isThrottle = errorType === "TooManyRequestsException" && LAMBDAS_REASONS.test(reason);
  return isThrottle || LAMBDAS_ALONE.test(errorType);
}

/**
 * Classifies a refusal of the Lambda API. "Error codes are reserved for errors that prevent your function from
 * executing", by the API's documentation; the exceptions to it are few.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
 */
export function classifyServiceError(errorType: string, status: number): Classification {
  const isSetup = SETUP.test(errorType);
  const isRefusal = (status < 500 && status !== 408) || isSetup || CONFIGURED.test(errorType);
  return {
    category: categoryOf(errorType, status, isSetup),
    retryable:
      THROTTLED.test(errorType) || status === 429 || PASSING.test(errorType) || (status >= 500 && !isSetup),
    execution: isRefusal && !UNCERTAIN.test(errorType) ? "none" : "unknown",
  };
}

function categoryOf(errorType: string, status: number, isSetup: boolean): Category {
  if (THROTTLED.test(errorType) || status === 429 || status === 402) return "account";
  if (isSetup || CONFIGURED.test(errorType)) return "configuration";
  if (status >= 500) return "service";
  // The service names problems of the caller's identity by these words, under various statuses.
  return /Access|Auth|Token|Signature|Client|OptIn|Expired/.test(errorType) ? "caller" : "request";
}

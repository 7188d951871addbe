/**
 * The meanings of the refusals of the Lambda API's Invoke: those of its model, and those that come without being in it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
 * @see https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html
 */
const meanings = {
  CodeArtifactUserDeletedException:
    "The internal user Lambda keeps for the code artifact is gone; wait for re-provisioning or push the code again.",
  CodeArtifactUserFailedException:
    "Provisioning the code artifact user failed; update the code or look at State and StateReasonCode.",
  CodeArtifactUserPendingException:
    "The code artifact user is still being provisioned; wait until the function State is Active.",
  DurableExecutionAlreadyStartedException:
    "A durable execution with that name exists already with a different payload; same name and same payload returns the existing execution instead.",
  EC2AccessDeniedException: "The execution role lacks permissions to set up the VPC configuration.",
  EC2ThrottledException: "EC2 throttled Lambda while it initialised the function with the execution role.",
  EC2UnexpectedException:
    "EC2 answered Lambda with an unexpected client error during function set-up; EC2ErrorCode carries the EC2 code.",
  EFSIOException: "Reading from or writing to the attached file system failed.",
  EFSMountConnectivityException: "No network connection to the configured EFS file system.",
  EFSMountFailureException: "The file system could not be mounted because of permission or configuration.",
  EFSMountTimeoutException: "Connected to the file system but mounting timed out.",
  ENILimitReachedException: "No elastic network interface could be created because the limit is reached.",
  ENINotReadyException: "The network interface for the VPC connection is not ready yet; wait a few moments.",
  InvalidParameterValueException: "A request parameter is not valid.",
  InvalidRequestContentException:
    "The request body is not JSON, or a header is invalid (for example x-amzn-RequestId is not a UUID).",
  InvalidRuntimeException: "The runtime or its version is not supported.",
  InvalidSecurityGroupIDException: "The security group id of the VPC configuration is not valid.",
  InvalidSubnetIDException: "The subnet id of the VPC configuration is not valid.",
  InvalidZipFileException: "The deployment package could not be unzipped.",
  KMSAccessDeniedException: "Environment variables could not be decrypted: KMS access denied.",
  KMSDisabledException: "Environment variables could not be decrypted: the key is disabled.",
  KMSInvalidStateException:
    "Environment variables could not be decrypted: the key is in a state not valid for Decrypt.",
  KMSNotFoundException: "Environment variables could not be decrypted: the key was not found.",
  ModeNotSupportedException:
    "The function does not support the requested invocation mode (for example RequestResponse on an asynchronous-only function).",
  NoPublishedVersionException: "The function has no published version.",
  RecursiveInvocationException:
    "Lambda detected a recursive loop with other AWS resources and stopped this invocation (earlier turns of the loop did run).",
  RequestTooLargeException: "The request payload is over the Invoke JSON input quota.",
  ResourceConflictException:
    "The resource exists already or another operation is in progress (on Invoke: typically the function is Pending).",
  ResourceNotFoundException: "The function, version or alias does not exist.",
  ResourceNotReadyException:
    "The function is inactive and its VPC connection is gone; wait until it is re-established.",
  S3FilesMountConnectivityException: "No network connection to the configured S3 Files access point.",
  S3FilesMountFailureException:
    "The S3 Files access point could not be mounted because of permission or configuration.",
  S3FilesMountTimeoutException: "Connected to the S3 Files access point but mounting timed out.",
  SerializedRequestEntityTooLargeException:
    "The payload is over the maximum size of a serialized request entity.",
  ServiceException: "Internal error of the Lambda service.",
  ServiceQuotaExceededException: "The request would go over a service quota.",
  SnapStartException: "The afterRestore() runtime hook failed; see the CloudWatch logs.",
  SnapStartNotReadyException: "Lambda is still initialising the function; invoke when its state is Active.",
  SnapStartRegenerationFailureException:
    "Regenerating the SnapStart snapshot failed; wait for Lambda to retry or change the configuration.",
  SnapStartTimeoutException: "The snapshot could not be restored within the limit.",
  SubnetIPAddressLimitReachedException: "A configured subnet has no free IP address for VPC access.",
  TooManyRequestsException:
    "The request throughput or concurrency limit was exceeded; Reason says which one.",
  UnsupportedMediaTypeException: "The content type of the request body is not JSON.",
  ValidationException: "A request value breaks a constraint of the model: pattern, enumeration or length.",
  AccessDeniedException: "The caller may not do this. The message may be null.",
  RequestEntityTooLargeException: "The body of the request is over the limit of the front end.",
  UnrecognizedClientException: "The access key or token is not valid.",
  InvalidClientTokenId: "The access key id is not known.",
  ExpiredTokenException: "The security token has expired.",
  InvalidSignatureException: "The signature does not match, or has expired because a clock is wrong.",
  IncompleteSignature: "The signature does not conform to what AWS expects.",
  MissingAuthenticationToken: "No access key or certificate in the request.",
  NotAuthorized: "No permission for the action.",
  OptInRequired: "The account needs a subscription for the service.",
  RequestExpired: "The request reached the service too late.",
  InternalFailure: "Unknown internal failure.",
  ServiceUnavailable: "Temporary failure of the server.",
  ThrottlingException: "The request was throttled.",
  InvalidAction: "The action is not one of the service; an error of query protocols.",
  InvalidParameterCombination: "Parameters were given that exclude each other; an error of query protocols.",
  InvalidParameterValue: "A parameter is out of range; an error of query protocols.",
  InvalidQueryParameter: "The query string is malformed; an error of query protocols.",
  MalformedQueryString: "The query string holds a syntax error; an error of query protocols.",
  MissingAction: "The request names no action; an error of query protocols.",
  MissingParameter: "A required parameter is missing; an error of query protocols.",
  Unknown: "A refusal without a name: the SDK calls it so, and the status is all that is known.",
} satisfies Readonly<Record<string, string>>;

/** The known names of the Lambda API's refusals. */
export type ServiceErrorName = keyof typeof meanings;

/** Meanings of the Lambda API's refusals, by name. */
export const SERVICE_MEANINGS: Readonly<Record<string, string>> = meanings;

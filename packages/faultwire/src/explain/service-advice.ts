import type { Advice } from "./advice-rule.ts";

/** Advice for refusals of the Lambda API and of other services. */
export const SERVICE_ADVICE: readonly Advice[] = [
  [
    /ReservedFunction\w{0,40}LimitExceeded/,
    "Raise the function's reserved concurrency, or send it fewer events at once.",
  ],
  [
    / \w*ConcurrentInvocationLimitExceeded/,
    "The account's concurrency in this region is used up: ask for a higher quota, or reserve concurrency for the functions that need it.",
  ],
  [
    /CallerRateLimitExceeded|InvocationRateLimitExceeded/,
    "Call less often at once: wait longer between tries, and spread calls out.",
  ],
  [
    /^(?:TooManyRequests|Throttl|EC2Throttled|RequestLimitExceeded|SlowDown|LimitExceeded|ProvisionedThroughput)/,
    "Try again later, with a wait that grows. If it repeats, compare the concurrency of the function and of the account with their quotas.",
  ],
  [
    /^(?:AccessDenied|NotAuthorized|EC2AccessDenied)/,
    "Allow the caller's role lambda:InvokeFunction on this function, with its version or alias, and check the function's resource policy. EC2AccessDenied is about the function's own role.",
  ],
  [
    /^(?:ExpiredToken|UnrecognizedClient|InvalidSignature|IncompleteSignature|InvalidClientToken|MissingAuthenticationToken|SignatureDoesNotMatch|OptInRequired)/,
    "Get new credentials for the right account, and check the time of this machine.",
  ],
  [/^ResourceNotFound/, "Check the name, the region, the account, and the version or alias of the function."],
  [
    /^(?:ResourceConflict|ResourceNotReady|CodeArtifactUserPending|ENINotReady|SnapStartNotReady)/,
    "Wait until the function's State is Active and LastUpdateStatus is Successful, then call again.",
  ],
  [
    /^KMS/,
    "Check the key of the function's environment variables: its state, its policy, and kms:Decrypt for the execution role.",
  ],
  [
    /^(?:EFS|S3Files)/,
    "Check the file system: its mount targets in the function's subnets, the security groups on port 2049, the access point, the execution role.",
  ],
  [
    /^(?:ENI|EC2|Subnet|InvalidSubnet|InvalidSecurityGroup)/,
    "Check the function's VPC: free addresses in its subnets, its security groups, and ec2:CreateNetworkInterface for the execution role.",
  ],
  [/^SnapStart/, "Look at the log of the version's initialisation, then publish a new version."],
  [
    /^RecursiveInvocation/,
    "Break the loop: the function writes to what invokes it. Or allow the loop with PutFunctionRecursionConfig.",
  ],
  [
    /^(?:RequestTooLarge|RequestEntityTooLarge|SerializedRequestEntityTooLarge)/,
    "Send less: put the data into S3 and send a link to it.",
  ],
  [
    /^(?:InvalidZipFile|InvalidRuntime|CodeArtifact|NoPublishedVersion|ModeNotSupported)/,
    "Deploy the function again with what the message asks for.",
  ],
  [
    /^(?:InvalidParameterValue|InvalidRequestContent|UnsupportedMediaType|Validation|DurableExecutionAlreadyStarted)/,
    "Correct the request: the message says which part.",
  ],
  [
    /^(?:Service|Internal)| 5\d\d$/,
    "Try again with a wait that grows, if running the function twice does no harm. If it lasts, look at the AWS Health Dashboard.",
  ],
  [/./, "Read the message: the service refused this request, and would refuse it again."],
];

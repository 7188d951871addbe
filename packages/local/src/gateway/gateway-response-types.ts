/** A gateway response as API Gateway makes it where nothing is customised. */
export interface BuiltIn {
  readonly status: number;
  /** The value of `x-amzn-ErrorType`; none where no capture shows one. */
  readonly errorType?: string;
  readonly message: string | null;
  /** Whether it comes of executing the request: those have a space after the colon of their body. */
  readonly isOfExecution?: boolean;
}

const INTERNAL = { errorType: "InternalServerErrorException", isOfExecution: true };
const BAD_REQUEST = { status: 400, errorType: "BadRequestException", isOfExecution: true };

/**
 * The gateway responses of a REST API, with statuses, types and texts as they were captured: see docs/fidelity.md.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export const GATEWAY_RESPONSES = {
  ACCESS_DENIED: {
    status: 403,
    errorType: "AccessDeniedException",
    message: "User is not authorized to access this resource with an explicit deny",
  },
  API_CONFIGURATION_ERROR: { ...INTERNAL, status: 500, message: "Internal server error" },
  AUTHORIZER_CONFIGURATION_ERROR: {
    status: 500,
    errorType: "AuthorizerConfigurationException",
    message: null,
  },
  AUTHORIZER_FAILURE: { status: 500, errorType: "AuthorizerFailureException", message: null },
  BAD_REQUEST_BODY: { ...BAD_REQUEST, message: "Invalid request body" },
  BAD_REQUEST_PARAMETERS: { ...BAD_REQUEST, message: "Missing required request parameters: []" },
  DEFAULT_4XX: { ...BAD_REQUEST, message: "Bad Request" },
  DEFAULT_5XX: { ...INTERNAL, status: 500, message: "Internal server error" },
  EXPIRED_TOKEN: {
    status: 403,
    errorType: "ExpiredTokenException",
    message: "The security token included in the request is expired",
  },
  // Documented as 504; functions that failed arrive as 502, refused invocations as 500.
  INTEGRATION_FAILURE: { ...INTERNAL, status: 502, message: "Internal server error" },
  INTEGRATION_TIMEOUT: { ...INTERNAL, status: 504, message: "Endpoint request timed out" },
  INVALID_API_KEY: { status: 403, errorType: "ForbiddenException", message: "Forbidden" },
  INVALID_SIGNATURE: {
    status: 403,
    errorType: "InvalidSignatureException",
    message:
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
  },
  MISSING_AUTHENTICATION_TOKEN: {
    status: 403,
    errorType: "MissingAuthenticationTokenException",
    message: "Missing Authentication Token",
  },
  QUOTA_EXCEEDED: { status: 429, errorType: "LimitExceededException", message: "Limit Exceeded" },
  REQUEST_TOO_LARGE: { status: 413, message: "Request Too Long" },
  RESOURCE_NOT_FOUND: { status: 404, message: null },
  THROTTLED: { status: 429, errorType: "TooManyRequestsException", message: "Too Many Requests" },
  UNAUTHORIZED: { status: 401, errorType: "UnauthorizedException", message: "Unauthorized" },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    errorType: "BadRequestException",
    message: "Unsupported Media Type",
  },
  WAF_FILTERED: { status: 403, errorType: "ForbiddenException", message: "Forbidden" },
} as const satisfies Readonly<Record<string, BuiltIn>>;

/** The type of a gateway response. */
export type GatewayResponseType = keyof typeof GATEWAY_RESPONSES;

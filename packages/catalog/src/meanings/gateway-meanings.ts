/**
 * The types that API Gateway gives to answers of its own.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export const GATEWAY_MEANINGS: Readonly<Record<string, string>> = {
  AccessDeniedException: "An authorizer or a policy of the API refuses the caller.",
  AuthorizerConfigurationException: "The authorizer failed, or answered with something that is not a policy.",
  AuthorizerFailureException: "The authorizer could not be asked.",
  BadRequestException:
    "The request does not fit what the API declares: its parameters, its body or its media type.",
  ExpiredTokenException: "The security token of the request has expired.",
  ForbiddenException:
    "The API key is missing or not valid, or the web application firewall refuses the request.",
  IncompleteSignatureException: "The signature of the request does not conform to what AWS expects.",
  InternalServerErrorException:
    "The integration failed, timed out, or answered with what the gateway cannot read.",
  InvalidSignatureException: "The signature does not match, or has expired because a clock is wrong.",
  LimitExceededException: "The quota of the usage plan is used up.",
  MissingAuthenticationTokenException: "The request is not signed, or a REST API has no such route.",
  TooManyRequestsException: "The request was throttled by the account, the stage or the usage plan.",
  UnauthorizedException: "The authorizer does not know the caller.",
};

/** The members of every Lambda authorizer. */
interface LambdaAuthorizerConfig {
  /** The function that authorizes; it may have a version or an alias. */
  readonly function: string;
}

/** A Lambda authorizer of a REST API that gets a token. */
export interface TokenAuthorizer extends LambdaAuthorizerConfig {
  readonly type: "token";
  /**
   * The header that has the token.
   *
   * @default "method.request.header.Authorization"
   */
  readonly identitySource?: string;
  /** A Java regular expression for the whole token; any other token is refused without a call of the function. */
  readonly identityValidationExpression?: string;
  /**
   * Seconds for which a policy is kept for its token, at most 3,600; 0 for none.
   *
   * @default 300
   */
  readonly authorizerResultTtlInSeconds?: number;
}

/** A Lambda authorizer of a REST API that gets the request. */
export interface RequestAuthorizer extends LambdaAuthorizerConfig {
  readonly type: "request";
  /**
   * The parts of a request that are the key of a kept policy, with commas between them:
   * `method.request.header.Authorization, method.request.querystring.tenant`, also `context.<name>`. A request without them is
   * refused, unless no policies are kept.
   */
  readonly identitySource?: string;
  /**
   * Seconds for which a policy is kept, at most 3,600; 0 for none.
   *
   * @default 300
   */
  readonly authorizerResultTtlInSeconds?: number;
}

/** A Lambda authorizer of an HTTP API. */
export interface HttpRequestAuthorizer extends LambdaAuthorizerConfig {
  readonly type: "request";
  /**
   * The parts of a request that must be there, with commas between them: `$request.header.Authorization`,
   * `$request.querystring.tenant`, `$context.routeKey`.
   *
   * @default none
   */
  readonly identitySource?: string;
  /**
   * The format of the function's event and of its answer.
   *
   * @default "2.0"
   */
  readonly authorizerPayloadFormatVersion?: "1.0" | "2.0";
  /**
   * Whether the function answers `{ isAuthorized, context }` and no policy; format 2.0 alone has that.
   *
   * @default false
   */
  readonly enableSimpleResponses?: boolean;
  /**
   * Seconds for which an answer is kept, at most 3,600; 0 for none.
   *
   * @default 0
   */
  readonly authorizerResultTtlInSeconds?: number;
}

/** A JWT authorizer of an HTTP API. */
export interface JwtAuthorizer {
  readonly type: "jwt";
  /** The URL of the issuer, which is the claim `iss` too; `testIssuer()` has one for tests. */
  readonly issuer: string;
  /** The audiences, one of which must be in the claim `aud`, or else in `client_id`. */
  readonly audience: readonly string[];
  /**
   * The header or the query parameter that has the token.
   *
   * @default "$request.header.Authorization"
   */
  readonly identitySource?: string;
}

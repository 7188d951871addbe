import type {
  HttpRequestAuthorizer,
  JwtAuthorizer,
  RequestAuthorizer,
  TokenAuthorizer,
} from "./authorizers/authorizer-config.ts";
import type { CorsConfig } from "./cors.ts";
import type { GatewayResponseType } from "./gateway-response-types.ts";
import type { RestIntegration } from "./rest-route-config.ts";

/** A customised gateway response; members that are left out stay as they are. */
export interface GatewayResponseConfig {
  readonly statusCode?: number;
  /** Headers by name: a text in single quotes, `method.request.header.<name>` and the like, or `context.<name>`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The body, in which variables like `$context.error.messageString` are replaced. */
  readonly template?: string;
}

/** The members of every front. */
interface Listener {
  /**
   * The port of the front, on 127.0.0.1.
   *
   * @default a free port
   */
  readonly port?: number;
}

/** The names of the members of every front. */
export const LISTENER: Record<keyof Listener, true> = { port: true };

/** A REST API. A route that names a function alone is a proxy integration. */
export interface RestApiConfig extends Listener {
  readonly type: "rest";
  /** By method and path: `GET /orders/{orderId}`, `ANY /{proxy+}`. */
  readonly routes: Readonly<Record<string, string | RestIntegration>>;
  /** Lambda authorizers by name; a route names the one that it has. */
  readonly authorizers?: Readonly<Record<string, TokenAuthorizer | RequestAuthorizer>>;
  /** Models by name: JSON schemas of draft 4. */
  readonly models?: Readonly<Record<string, object>>;
  /** The values of the API keys that clients may have. */
  readonly apiKeys?: readonly string[];
  /**
   * The place of a request's API key: the header `x-api-key`, or `usageIdentifierKey` of the authorizer's answer.
   *
   * @default "HEADER"
   */
  readonly apiKeySource?: "HEADER" | "AUTHORIZER";
  /** Customised gateway responses, by type; `DEFAULT_4XX` and `DEFAULT_5XX` are for all that are not named. */
  readonly gatewayResponses?: Readonly<Partial<Record<GatewayResponseType, GatewayResponseConfig>>>;
  /**
   * Media types such as `image/png`, `image/*` or `*&#47;*`. A request of such a type is base64 in the event; base64 in an
   * answer is decoded if the first type of the request's `Accept` is one of them.
   *
   * @default []
   */
  readonly binaryMediaTypes?: readonly string[];
  /**
   * The stage, which is then the first part of each path.
   *
   * @default "local", without a part of the path
   */
  readonly stage?: string;
  /**
   * The timeout of an integration, in milliseconds.
   *
   * @default 29000
   */
  readonly timeoutMs?: number;
}

/** A route of an HTTP API, and who may call it. */
export interface HttpRoute {
  readonly function: string;
  /** The name of one of the API's `authorizers`. */
  readonly authorizer?: string;
  /** Scopes, one of which a token must have; for JWT authorizers. */
  readonly authorizationScopes?: readonly string[];
  /** With `AWS_IAM` a request must be signed; local takes every signature. */
  readonly authorizationType?: "AWS_IAM";
}

/** An HTTP API. */
export interface HttpApiConfig extends Listener {
  readonly type: "http";
  /**
   * Functions by method and path: `GET /orders/{orderId}`; `$default` takes what no other route does. A function may have a
   * version or an alias: `orders:live`.
   */
  readonly routes: Readonly<Record<string, string | HttpRoute>>;
  /** Lambda and JWT authorizers by name; a route names the one that it has. */
  readonly authorizers?: Readonly<Record<string, HttpRequestAuthorizer | JwtAuthorizer>>;
  /**
   * The format of events and answers.
   *
   * @default "2.0"
   */
  readonly payloadFormatVersion?: "1.0" | "2.0";
  /** The answers to pages of other origins; preflights that no route takes are answered by the API itself. */
  readonly cors?: CorsConfig;
  /**
   * The stage, which is then the first part of each path.
   *
   * @default "$default", without a part of the path
   */
  readonly stage?: string;
  /**
   * The timeout of an integration, in milliseconds.
   *
   * @default 30000
   */
  readonly timeoutMs?: number;
}

/** A Function URL. */
export interface FunctionUrlConfig extends Listener {
  readonly type: "function-url";
  readonly function: string;
  /**
   * The mode of the response: whole, or as the function writes it.
   *
   * @default "BUFFERED"
   */
  readonly invokeMode?: "BUFFERED" | "RESPONSE_STREAM";
  /**
   * `AWS_IAM` takes requests that are signed with Signature Version 4; the signature is not checked.
   *
   * @default "NONE"
   */
  readonly authType?: "NONE" | "AWS_IAM";
  /** The answers to pages of other origins; preflights are answered by the Function URL itself. */
  readonly cors?: CorsConfig;
}

/** An Application Load Balancer with one target group that is a function. */
export interface AlbConfig extends Listener {
  readonly type: "alb";
  readonly function: string;
  /**
   * The target group's attribute `lambda.multi_value_headers.enabled`.
   *
   * @default false
   */
  readonly multiValueHeaders?: boolean;
}

/** The front of functions: an API, a Function URL or a load balancer. */
export type ApiConfig = RestApiConfig | HttpApiConfig | FunctionUrlConfig | AlbConfig;

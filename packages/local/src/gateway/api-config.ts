import type {
  HttpRequestAuthorizer,
  JwtAuthorizer,
  RequestAuthorizer,
  TokenAuthorizer,
} from "./authorizers/authorizer-config.ts";
import type { CorsConfig } from "./cors.ts";
import type { GatewayResponseType } from "./gateway-response-types.ts";

/** The response that a REST API makes of the result of a custom or mock integration. */
export interface IntegrationResponse {
  readonly statusCode: number;
  /**
   * A Java regular expression that the whole `errorMessage` of a function error must match, or the status of a mock; none, or
   * an empty one: the default response.
   */
  readonly selectionPattern?: string;
  /**
   * Headers by name: a text in single quotes, `integration.response.body.<JSONPath>`,
   * `integration.response.header.<name>` or `context.<name>`. In the body of a function error the JSON inside
   * `errorMessage` is read as JSON.
   */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Mapping templates for the body; of several the first type of the request's `Accept` chooses. Without one the
   * function's answer is the body.
   */
  readonly template?: TemplatesByType;
}

/** The conditions of a method of a REST API: who may call it, and what a request must have. */
export interface RestMethod {
  /** The name of one of the API's `authorizers`. */
  readonly authorizer?: string;
  /** With `AWS_IAM` a request must be signed; local takes every signature. */
  readonly authorizationType?: "AWS_IAM";
  /**
   * Whether a request needs one of the API's `apiKeys`.
   *
   * @default false
   */
  readonly apiKeyRequired?: boolean;
  /**
   * The parts of a request that are checked.
   *
   * @default nothing
   */
  readonly requestValidator?: RequestValidator;
  /** Parameters, and whether a request must have them: `{ "method.request.querystring.page": true }`. */
  readonly requestParameters?: Readonly<Record<string, boolean>>;
  /** The models of bodies by media type, or for all others by `$default`: `{ "application/json": "Order" }`. */
  readonly requestModels?: Readonly<Record<string, string>>;
}

/** The names of the members that make a method's guards. */
export const METHOD_MEMBERS: Record<keyof RestMethod, true> = {
  authorizer: true,
  authorizationType: true,
  apiKeyRequired: true,
  requestValidator: true,
  requestParameters: true,
  requestModels: true,
};

/** The parts of a request that API Gateway checks. */
export interface RequestValidator {
  /** @default false */
  readonly validateRequestBody?: boolean;
  /** @default false */
  readonly validateRequestParameters?: boolean;
}

/** A proxy integration with settings of its own: the request is the event, and the output the response. */
export interface ProxyIntegration extends RestMethod {
  readonly function: string;
  /**
   * The mode of the response: whole, or as the function writes it, after a prelude of status and headers.
   *
   * @default "BUFFERED"
   */
  readonly responseTransferMode?: "BUFFERED" | "STREAM";
  /**
   * The timeout of this integration, in milliseconds; that of a stream is for the whole of it.
   *
   * @default that of the API
   */
  readonly timeoutMs?: number;
}

/** Mapping templates by content type; a text alone is the template for `application/json`. */
export type TemplatesByType = string | Readonly<Record<string, string>>;

/** A method response: a status, and headers, that the method declares. */
export interface MethodResponse {
  readonly statusCode: number;
  /** @default [] */
  readonly headers?: readonly string[];
}

/** The members that custom and mock integrations share. */
interface MappedIntegration {
  /** Mapping templates for the request; without one for its content type, `passthroughBehavior` says what is done. */
  readonly template?: TemplatesByType;
  /**
   * The requests whose body is passed on as it is: those of content types without a template, all of them if there are no
   * templates, or none. Others are answered with 415.
   *
   * @default "WHEN_NO_MATCH"
   */
  readonly passthroughBehavior?: "WHEN_NO_MATCH" | "WHEN_NO_TEMPLATES" | "NEVER";
  readonly responses: readonly IntegrationResponse[];
  /**
   * The statuses and headers that the method declares; a number is a status without headers. A response with another status
   * is a 500; headers that are not declared are refused when local starts, as API Gateway refuses them.
   *
   * @default all of `responses`
   */
  readonly methodResponses?: readonly (number | MethodResponse)[];
}

/** A custom integration: the request becomes the event, and `responses` make the answer. */
export interface CustomIntegration extends MappedIntegration, RestMethod {
  readonly function: string;
}

/**
 * A mock integration, which calls nothing, such as one that answers preflights. Its request template renders
 * `{"statusCode": 200}`, a status that the selection patterns of `responses` are matched against.
 */
export interface MockIntegration extends RestMethod {
  readonly mock: MappedIntegration;
}

/** A route that API Gateway itself refuses, for instance as when it throttles. */
export interface RefusedRoute {
  readonly gatewayResponse: GatewayResponseType;
}

/** The integration of a route of a REST API. */
type RestIntegration = ProxyIntegration | CustomIntegration | MockIntegration | RefusedRoute;

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

import type { GatewayResponseType } from "./gateway-response-types.ts";

/** The response that a REST API makes of a function's result behind a custom integration. */
export interface IntegrationResponse {
  readonly statusCode: number;
  /**
   * A Java regular expression that the whole `errorMessage` of a function error must match; none, or an empty one: the
   * default response.
   */
  readonly selectionPattern?: string;
  /**
   * Headers by name: a text in single quotes, `integration.response.body.<JSONPath>`,
   * `integration.response.header.<name>` or `context.<name>`. In the body of a function error the JSON inside
   * `errorMessage` is read as JSON.
   */
  readonly headers?: Readonly<Record<string, string>>;
  /** A mapping template for the body; without one the function's answer is the body. */
  readonly template?: string;
}

/** A custom integration: the request becomes the event, and `responses` make the answer. */
export interface CustomIntegration {
  readonly function: string;
  /** A mapping template for the event; without one the request's JSON body is the event. */
  readonly template?: string;
  readonly responses: readonly IntegrationResponse[];
  /**
   * The statuses that the method declares; a response with another is a 500.
   *
   * @default all of `responses`
   */
  readonly methodResponses?: readonly number[];
}

/** A route that API Gateway itself refuses, for instance as when it throttles. */
export interface RefusedRoute {
  readonly gatewayResponse: GatewayResponseType;
}

/** A customised gateway response; members that are left out stay as they are. */
export interface GatewayResponseConfig {
  readonly statusCode?: number;
  /** Headers by name: a text in single quotes, `method.request.header.<name>` and the like, or `context.<name>`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The body, in which variables like `$context.error.messageString` are replaced. */
  readonly template?: string;
}

/** A REST API. A route that names a function alone is a proxy integration. */
export interface RestApiConfig {
  readonly type: "rest";
  /** By method and path: `GET /orders/{orderId}`, `ANY /{proxy+}`. */
  readonly routes: Readonly<Record<string, string | CustomIntegration | RefusedRoute>>;
  /** Customised gateway responses, by type; `DEFAULT_4XX` and `DEFAULT_5XX` are for all that are not named. */
  readonly gatewayResponses?: Readonly<Partial<Record<GatewayResponseType, GatewayResponseConfig>>>;
  /**
   * Media types of responses that are binary if the client accepts them.
   *
   * @default []
   */
  readonly binaryMediaTypes?: readonly string[];
  /**
   * The timeout of an integration, in milliseconds.
   *
   * @default 29000
   */
  readonly timeoutMs?: number;
}

/** An HTTP API with payload format 2.0. */
export interface HttpApiConfig {
  readonly type: "http";
  /** Functions by method and path: `GET /orders/{orderId}`; `$default` takes what no other route does. */
  readonly routes: Readonly<Record<string, string>>;
  /**
   * The timeout of an integration, in milliseconds.
   *
   * @default 30000
   */
  readonly timeoutMs?: number;
}

/** A Function URL without authorisation. */
export interface FunctionUrlConfig {
  readonly type: "function-url";
  readonly function: string;
}

/** An Application Load Balancer with one target group that is a function. */
export interface AlbConfig {
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

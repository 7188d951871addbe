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
  readonly routes: Readonly<Record<string, string | CustomIntegration | RefusedRoute>>;
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

/** An HTTP API. */
export interface HttpApiConfig extends Listener {
  readonly type: "http";
  /**
   * Functions by method and path: `GET /orders/{orderId}`; `$default` takes what no other route does. A function may have a
   * version or an alias: `orders:live`.
   */
  readonly routes: Readonly<Record<string, string>>;
  /**
   * The format of events and answers.
   *
   * @default "2.0"
   */
  readonly payloadFormatVersion?: "1.0" | "2.0";
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

/** A Function URL without authorisation. */
export interface FunctionUrlConfig extends Listener {
  readonly type: "function-url";
  readonly function: string;
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

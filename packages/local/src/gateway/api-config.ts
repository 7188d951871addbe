/** What a REST API makes of an answer of a function behind a custom integration. */
export interface IntegrationResponse {
  readonly statusCode: number;
  /** A Java regular expression that the whole `errorMessage` must match; none: the default response. */
  readonly selectionPattern?: string;
  /**
   * Headers by name: a text in single quotes, or `integration.response.body.<path>`. In the body of a function
   * error the JSON inside `errorMessage` is read as JSON.
   */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A custom integration: the request's JSON body is the event, and `responses` make the answer. */
export interface CustomIntegration {
  readonly function: string;
  readonly responses: readonly IntegrationResponse[];
}

/** A REST API. A route that names a function alone is a proxy integration. */
export interface RestApiConfig {
  readonly type: "rest";
  /** By method and path: `GET /orders/{orderId}`, `ANY /{proxy+}`. */
  readonly routes: Readonly<Record<string, string | CustomIntegration>>;
  /** Media types of responses that are binary where the client accepts them; none unless told. */
  readonly binaryMediaTypes?: readonly string[];
  /** How long an integration may take, in milliseconds; 29,000 unless told. */
  readonly timeoutMs?: number;
}

/** An HTTP API with payload format 2.0. */
export interface HttpApiConfig {
  readonly type: "http";
  /** Functions by method and path: `GET /orders/{orderId}`; `$default` takes what no other route does. */
  readonly routes: Readonly<Record<string, string>>;
  /** How long an integration may take, in milliseconds; 30,000 unless told. */
  readonly timeoutMs?: number;
}

/** A Function URL without authorisation. */
export interface FunctionUrlConfig {
  readonly type: "function-url";
  readonly function: string;
}

/** What stands in front of functions. */
export type ApiConfig = RestApiConfig | HttpApiConfig | FunctionUrlConfig;

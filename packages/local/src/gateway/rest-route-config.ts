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
export type RestIntegration = ProxyIntegration | CustomIntegration | MockIntegration | RefusedRoute;

import type { RestApiConfig } from "../../gateway/api-config.ts";
import type { GatewayResponseType } from "../../gateway/gateway-response-types.ts";

/* REST APIs as the control plane keeps them: members have the names of API Gateway's API, and are answered as they are. */

/** A response of an integration. */
export interface IntegrationResponseState {
  readonly statusCode: string;
  readonly selectionPattern?: string;
  readonly responseParameters?: Readonly<Record<string, string>>;
  /** Null where a template is empty: the answer is passed through. */
  readonly responseTemplates?: Readonly<Record<string, string | null>>;
  readonly contentHandling?: string;
}

/** The integration of a method. */
export interface IntegrationState {
  readonly type: "AWS" | "AWS_PROXY" | "MOCK";
  readonly httpMethod?: string;
  readonly uri?: string;
  readonly credentials?: string;
  readonly requestTemplates?: Readonly<Record<string, string>>;
  readonly passthroughBehavior: string;
  readonly contentHandling?: string;
  readonly timeoutInMillis: number;
  readonly responseTransferMode?: string;
  readonly cacheNamespace: string;
  readonly cacheKeyParameters: readonly string[];
  readonly integrationResponses: Map<string, IntegrationResponseState>;
}

/** A response that a method declares. */
export interface MethodResponseState {
  readonly statusCode: string;
  /** Whether each is required, by `method.response.header.<name>`. */
  readonly responseParameters?: Readonly<Record<string, boolean>>;
  readonly responseModels?: Readonly<Record<string, string>>;
}

/** A method of a resource. */
export interface MethodState {
  readonly httpMethod: string;
  readonly authorizationType: string;
  readonly apiKeyRequired: boolean;
  readonly operationName?: string;
  readonly requestParameters?: Readonly<Record<string, boolean>>;
  readonly requestModels?: Readonly<Record<string, string>>;
  readonly methodResponses: Map<string, MethodResponseState>;
  methodIntegration?: IntegrationState;
  /** The further members of a route of local's options, such as its authorizer; a deployment keeps them. */
  readonly further: Readonly<Record<string, unknown>>;
}

/** A resource: a path, with its methods. */
export interface ResourceState {
  readonly id: string;
  readonly parentId?: string;
  readonly pathPart?: string;
  readonly path: string;
  readonly methods: Map<string, MethodState>;
}

/** A customised gateway response. */
export interface GatewayResponseState {
  readonly statusCode?: string;
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

/** A deployment: what an API was at a time. */
export interface DeploymentState {
  readonly id: string;
  readonly description?: string;
  /** Seconds since 1970. */
  readonly createdDate: number;
  /** For any stage. */
  readonly config: RestApiConfig;
  /** The routes whose integration calls with a role of its own. */
  readonly withCredentials: ReadonlySet<string>;
}

/** A stage, which answers requests as its deployment does. */
export interface StageState {
  readonly stageName: string;
  readonly deploymentId: string;
  readonly description?: string;
  /** Seconds since 1970. */
  readonly createdDate: number;
  /** Seconds since 1970. */
  readonly lastUpdatedDate: number;
}

/** A REST API. */
export interface RestApiState {
  readonly id: string;
  name: string;
  description: string | undefined;
  /** Seconds since 1970. */
  readonly createdDate: number;
  binaryMediaTypes: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly rootResourceId: string;
  readonly resources: Map<string, ResourceState>;
  readonly gatewayResponses: Map<GatewayResponseType, GatewayResponseState>;
  readonly deployments: Map<string, DeploymentState>;
  readonly stages: Map<string, StageState>;
  /** The stage of an API of local's options, which requests on its port reach. */
  readonly ownStage: string | undefined;
  /** The further members of local's options, such as authorizers; a deployment keeps them. */
  readonly further: Readonly<Record<string, unknown>>;
}

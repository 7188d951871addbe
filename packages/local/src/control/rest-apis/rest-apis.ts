import type { Account } from "../../config/account.ts";
import { frontOf } from "../../gateway/api.ts";
import type { ApiConfig } from "../../gateway/api-config.ts";
import type { ApiService } from "../../gateway/api-service.ts";
import type { ApiHandler } from "../../gateway/integration.ts";
import { declaredApi } from "./declared-api.ts";
import { deployedConfig, routesWithCredentials } from "./deployed-config.ts";
import { invokePermission } from "./invoke-permission.ts";
import { newId, nowInSeconds } from "./new-id.ts";
import { badRequest, notFound } from "./rest-api-errors.ts";
import type { DeploymentState, RestApiState, StageState } from "./rest-api-state.ts";

/** The parts of the service that REST APIs need. */
export interface RestApisParts extends Pick<ApiService, "functions" | "injections" | "authorizerResults"> {
  /** Replaces what answers requests on the port of an API of local's options. */
  readonly replaceFront: (name: string, front: ApiHandler) => void;
}

/** The stage of a deployment that is wanted. */
export interface StageRequest {
  readonly stageName: string;
  readonly description?: string | undefined;
}

/** The REST APIs of one service, and what answers the requests of their stages. */
export class RestApis {
  readonly account: Account;
  readonly #parts: RestApisParts;
  readonly #declared: Readonly<Record<string, ApiConfig>>;
  readonly #fronts = new WeakMap<StageState, ApiHandler>();
  #byId: Map<string, RestApiState> | undefined;

  constructor(declared: Readonly<Record<string, ApiConfig>>, parts: RestApisParts) {
    this.account = parts.functions.account;
    this.#parts = parts;
    this.#declared = declared;
  }

  /** The APIs by id. Those of local's options are read by the first request, when their fronts have been checked. */
  get byId(): Map<string, RestApiState> {
    this.#byId ??= new Map(
      Object.entries(this.#declared).flatMap(([name, config]) =>
        config.type === "rest" ? [[name, declaredApi(name, config, this.account)] as const] : [],
      ),
    );
    return this.#byId;
  }

  /** The handler of requests that reach a stage through the endpoint; undefined where it is not there. */
  frontOf(id: string, stageName: string): ApiHandler | undefined {
    const api = this.byId.get(id);
    const stage = api?.stages.get(stageName);
    if (api === undefined || stage === undefined) return undefined;
    const front = this.#fronts.get(stage) ?? this.#makeFront(api, stage.deploymentId, stageName);
    this.#fronts.set(stage, front);
    return front;
  }

  /** The check of the calls of an API of local's options; fronts that are not REST APIs may call all functions. */
  permissionOf(name: string): ApiService["mayInvoke"] {
    let permission: ApiService["mayInvoke"] | undefined;
    return (target, invocation) => {
      permission ??= this.#permissionOf(name);
      return permission(target, invocation);
    };
  }

  #permissionOf(name: string): ApiService["mayInvoke"] {
    const api = this.byId.get(name);
    if (api?.ownStage === undefined) return () => true;
    return this.#permission(api, api.ownStage, new Set());
  }

  /** Makes a deployment of the present state. */
  deploy(api: RestApiState, description: string | undefined): DeploymentState {
    const id = newId(6);
    const deployment = {
      id,
      createdDate: nowInSeconds(),
      config: deployedConfig(api),
      withCredentials: routesWithCredentials(api),
      ...(description === undefined ? {} : { description }),
    };
    // Without a stage, too, a deployment that could not run is refused.
    this.#parse(api, deployment, { stageName: "", inPath: undefined });
    api.deployments.set(id, deployment);
    return deployment;
  }

  /** Lets a stage answer as a deployment does; makes the stage where it is not there. */
  setStage(api: RestApiState, deploymentId: string, { stageName, description }: StageRequest): StageState {
    const now = nowInSeconds();
    const earlier = api.stages.get(stageName);
    const stage: StageState = {
      stageName,
      createdDate: now,
      ...earlier,
      deploymentId,
      lastUpdatedDate: now,
      ...(description === undefined ? {} : { description }),
    };
    this.#fronts.set(stage, this.#makeFront(api, deploymentId, stageName));
    if (stageName === api.ownStage) {
      const { [api.id]: declared } = this.#declared;
      const inPath = declared !== undefined && "stage" in declared ? declared.stage : undefined;
      const deployment =
        api.deployments.get(deploymentId) ?? notFound("Invalid Deployment identifier specified");
      this.#parts.replaceFront(api.id, this.#parse(api, deployment, { stageName, inPath }));
    }
    api.stages.set(stageName, stage);
    return stage;
  }

  #makeFront(api: RestApiState, deploymentId: string, stageName: string): ApiHandler {
    const deployment =
      api.deployments.get(deploymentId) ?? notFound("Invalid Deployment identifier specified");
    return this.#parse(api, deployment, { stageName, inPath: stageName });
  }

  #parse(
    api: RestApiState,
    { config, withCredentials }: DeploymentState,
    { stageName, inPath }: { readonly stageName: string; readonly inPath: string | undefined },
  ): ApiHandler {
    const { functions, injections, authorizerResults } = this.#parts;
    const mayInvoke = this.#permission(api, stageName, withCredentials);
    const staged = inPath === undefined ? config : { ...config, stage: inPath };
    try {
      return frontOf(api.id, staged, {
        functions,
        injections,
        authorizerResults,
        mayInvoke,
        isDeployed: true,
      });
    } catch (wrong) {
      if (!(wrong instanceof TypeError)) throw wrong;
      return badRequest(`@faultwire/local: ${wrong.message}`);
    }
  }

  #permission(
    api: RestApiState,
    stage: string,
    withCredentials: ReadonlySet<string>,
  ): ApiService["mayInvoke"] {
    const isCreated = api.ownStage === undefined;
    return invokePermission({ account: this.account, apiId: api.id, stage, isCreated, withCredentials });
  }
}

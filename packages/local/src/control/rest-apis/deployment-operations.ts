import { pageOf } from "../list-page.ts";
import { type ControlCall, type Operation, operation } from "../operations.ts";
import { findApi } from "./find-state.ts";
import { invalidPath, patchOperations } from "./patch.ts";
import { badRequest, conflict, notFound } from "./rest-api-errors.ts";
import type { DeploymentState, StageState } from "./rest-api-state.ts";
import type { RestApis } from "./rest-apis.ts";

const DEPLOYMENTS = "/restapis/{restapi_id}/deployments";
const STAGES = "/restapis/{restapi_id}/stages";
const STAGE_NAME = /^[\w-]{1,128}$/;
const MOST_IN_LIST = 500;

/** Makes the operations on deployments and stages. */
export function deploymentOperations(apis: RestApis): readonly Operation[] {
  const findDeployment = ({ path }: ControlCall): DeploymentState =>
    findApi(apis, path).deployments.get(path.deployment_id ?? "") ??
    notFound("Invalid Deployment identifier specified");
  const findStage = ({ path }: ControlCall): StageState =>
    findApi(apis, path).stages.get(path.stage_name ?? "") ?? notFound("Invalid stage identifier specified");

  return [
    operation("CreateDeployment", `POST ${DEPLOYMENTS} 201`, ({ path, body }) => {
      const api = findApi(apis, path);
      const stageName = body.text("stageName");
      refuseVariables(body.has("variables"));
      if (stageName !== undefined && stageName !== "") checkStageName(stageName);
      const deployment = apis.deploy(api, body.text("description"));
      if (stageName)
        apis.setStage(api, deployment.id, { stageName, description: body.text("stageDescription") });
      return describeDeployment(deployment);
    }),
    operation("GetDeployments", `GET ${DEPLOYMENTS}`, ({ path, query }) => {
      const all = [...findApi(apis, path).deployments.values()].map(describeDeployment);
      const { items, next } = pageOf(all, {
        marker: query.get("position"),
        limit: query.get("limit"),
        most: MOST_IN_LIST,
      });
      return { position: next, item: items };
    }),
    operation("GetDeployment", `GET ${DEPLOYMENTS}/{deployment_id}`, (call) =>
      describeDeployment(findDeployment(call)),
    ),
    operation("DeleteDeployment", `DELETE ${DEPLOYMENTS}/{deployment_id} 202`, (call) => {
      const { id } = findDeployment(call);
      const { stages, deployments } = findApi(apis, call.path);
      if ([...stages.values()].some(({ deploymentId }) => deploymentId === id))
        badRequest("Active stages pointing to this deployment must be moved or deleted");
      deployments.delete(id);
    }),
    operation("CreateStage", `POST ${STAGES} 201`, ({ path, body }) => {
      const api = findApi(apis, path);
      const stageName = body.text("stageName") ?? "";
      refuseVariables(body.has("variables"));
      checkStageName(stageName);
      if (api.stages.has(stageName)) conflict("Stage already exists");
      const description = body.text("description");
      return describeStage(apis.setStage(api, body.text("deploymentId") ?? "", { stageName, description }));
    }),
    operation("GetStages", `GET ${STAGES}`, ({ path, query }) => {
      const wanted = query.get("deploymentId");
      const all = [...findApi(apis, path).stages.values()];
      return {
        item: all.filter((each) => wanted === null || each.deploymentId === wanted).map(describeStage),
      };
    }),
    operation("GetStage", `GET ${STAGES}/{stage_name}`, (call) => describeStage(findStage(call))),
    operation("UpdateStage", `PATCH ${STAGES}/{stage_name}`, (call) => {
      const { stageName, deploymentId } = findStage(call);
      const change: { deploymentId: string; description?: string } = { deploymentId };
      for (const patch of patchOperations("updateStageInput", call.body)) {
        if (patch.op === "replace" && patch.written === "/deploymentId") change.deploymentId = patch.value;
        else if (patch.op === "replace" && patch.written === "/description") change.description = patch.value;
        else invalidPath(patch);
      }
      const { description } = change;
      return describeStage(
        apis.setStage(findApi(apis, call.path), change.deploymentId, { stageName, description }),
      );
    }),
    operation("DeleteStage", `DELETE ${STAGES}/{stage_name} 202`, (call) => {
      const api = findApi(apis, call.path);
      const { stageName } = findStage(call);
      if (stageName === api.ownStage)
        badRequest("@faultwire/local: the stage of an API of local's options cannot be deleted");
      api.stages.delete(stageName);
    }),
  ];
}

function checkStageName(stageName: string): void {
  // The text is of public reports: github.com/aws/aws-cdk/issues/12342 (2021).
  if (!STAGE_NAME.test(stageName)) badRequest("Stage name only allows a-zA-Z0-9_");
}

function refuseVariables(isGiven: boolean): void {
  if (isGiven) badRequest("@faultwire/local has no stage variables; leave them out");
}

function describeDeployment({ config: _, ...deployment }: DeploymentState) {
  return deployment;
}

function describeStage(stage: StageState) {
  return {
    ...stage,
    cacheClusterEnabled: false,
    cacheClusterStatus: "NOT_AVAILABLE",
    methodSettings: {},
    tracingEnabled: false,
  };
}

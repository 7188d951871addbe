import { pageOf } from "../list-page.ts";
import { type Operation, operation } from "../operations.ts";
import { findApi } from "./find-state.ts";
import { newId, nowInSeconds } from "./new-id.ts";
import { invalidPath, type PatchOperation, patchOperations } from "./patch.ts";
import { badRequest } from "./rest-api-errors.ts";
import type { ResourceState, RestApiState } from "./rest-api-state.ts";
import type { RestApis } from "./rest-apis.ts";

const MOST_IN_LIST = 500;
/** Members of CreateRestApi that local would pass over in silence. */
const UNSERVED = ["policy", "cloneFrom", "minimumCompressionSize", "apiKeySource"];

/**
 * Makes the operations on REST APIs.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html
 */
export function restApiOperations(apis: RestApis): readonly Operation[] {
  return [
    operation("CreateRestApi", "POST /restapis 201", ({ body }) => {
      const unserved = UNSERVED.find((name) => body.has(name) && body.text(name) !== "HEADER");
      if (unserved !== undefined)
        badRequest(`@faultwire/local has no ${unserved} of REST APIs; leave it out`);
      if (body.text("description") === "") badRequest("Description cannot be an empty string");
      const root: ResourceState = { id: newId(10), path: "/", methods: new Map() };
      const api: RestApiState = {
        id: newId(10),
        name: body.text("name") || badRequest("Name cannot be empty"),
        description: body.text("description"),
        createdDate: nowInSeconds(),
        binaryMediaTypes: body.texts("binaryMediaTypes") ?? [],
        tags: body.textMap("tags") ?? {},
        rootResourceId: root.id,
        resources: new Map([[root.id, root]]),
        gatewayResponses: new Map(),
        deployments: new Map(),
        stages: new Map(),
        ownStage: undefined,
        further: {},
      };
      apis.byId.set(api.id, api);
      return describeApi(api);
    }),
    operation("GetRestApis", "GET /restapis", ({ query }) => {
      const { items, next } = pageOf([...apis.byId.values()], {
        marker: query.get("position"),
        limit: query.get("limit"),
        most: MOST_IN_LIST,
      });
      return { position: next, item: items.map(describeApi) };
    }),
    operation("GetRestApi", "GET /restapis/{restapi_id}", ({ path }) => describeApi(findApi(apis, path))),
    operation("UpdateRestApi", "PATCH /restapis/{restapi_id}", ({ path, body }) => {
      const api = findApi(apis, path);
      for (const each of patchOperations("updateRestApiInput", body)) patchApi(api, each);
      return describeApi(api);
    }),
    operation("DeleteRestApi", "DELETE /restapis/{restapi_id} 202", ({ path }) => {
      const api = findApi(apis, path);
      if (api.ownStage !== undefined)
        badRequest("@faultwire/local: an API of local's options cannot be deleted; leave it out there");
      apis.byId.delete(api.id);
    }),
  ];
}

function patchApi(api: RestApiState, patch: PatchOperation): void {
  const [member, type = ""] = patch.path;
  if (member === "name" && patch.op === "replace") api.name = patch.value;
  else if (member === "description" && patch.op === "replace") api.description = patch.value;
  else if (member === "binaryMediaTypes" && type !== "") {
    const others = api.binaryMediaTypes.filter((each) => each !== type);
    api.binaryMediaTypes =
      patch.op === "remove" ? others : [...others, patch.op === "add" ? type : patch.value];
  } else invalidPath(patch);
}

function describeApi({
  id,
  name,
  description,
  createdDate,
  binaryMediaTypes,
  tags,
  rootResourceId,
}: RestApiState) {
  return {
    id,
    name,
    description,
    createdDate,
    ...(binaryMediaTypes.length === 0 ? {} : { binaryMediaTypes }),
    apiKeySource: "HEADER",
    endpointConfiguration: { types: ["EDGE"], ipAddressType: "ipv4" },
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
    disableExecuteApiEndpoint: false,
    rootResourceId,
  };
}

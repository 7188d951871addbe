import { pageOf } from "../list-page.ts";
import { type Operation, operation } from "../operations.ts";
import { describeMethod } from "./describe-method.ts";
import { findApi, findResource } from "./find-state.ts";
import { newId } from "./new-id.ts";
import { badRequest, conflict, notFound } from "./rest-api-errors.ts";
import type { ResourceState, RestApiState } from "./rest-api-state.ts";
import type { RestApis } from "./rest-apis.ts";

const RESOURCE = "/restapis/{restapi_id}/resources/{resource_id}";
const MOST_IN_LIST = 500;
const PATH_PART = /^(?:[a-zA-Z0-9._:-]+|\{[a-zA-Z0-9._:-]+\+?\})$/;

/** Makes the operations on the resources of REST APIs. */
export function resourceOperations(apis: RestApis): readonly Operation[] {
  return [
    operation("GetResources", "GET /restapis/{restapi_id}/resources", ({ path, query }) => {
      const api = findApi(apis, path);
      const { items, next } = pageOf([...api.resources.values()], {
        marker: query.get("position"),
        limit: query.get("limit"),
        most: MOST_IN_LIST,
      });
      const embedded = query.getAll("embed").includes("methods");
      return { position: next, item: items.map((each) => describeResource(each, embedded)) };
    }),
    operation("GetResource", `GET ${RESOURCE}`, ({ path, query }) =>
      describeResource(findResource(apis, path), query.getAll("embed").includes("methods")),
    ),
    operation("CreateResource", `POST ${RESOURCE} 201`, ({ path, body }) => {
      const api = findApi(apis, path);
      const parent = findResource(apis, path);
      const pathPart = body.text("pathPart") ?? "";
      checkPathPart(api, parent, pathPart);
      const id = newId(6);
      const above = parent.path === "/" ? "" : parent.path;
      const resource = {
        id,
        parentId: parent.id,
        pathPart,
        path: `${above}/${pathPart}`,
        methods: new Map(),
      };
      api.resources.set(id, resource);
      return describeResource(resource, false);
    }),
    operation("DeleteResource", `DELETE ${RESOURCE} 202`, ({ path }) => {
      const api = findApi(apis, path);
      const resource = findResource(apis, path);
      // Documented, the text is not recorded.
      if (resource.id === api.rootResourceId) badRequest("Cannot delete root resource.");
      deleteResource(api, resource);
    }),
  ];
}

function checkPathPart(api: RestApiState, parent: ResourceState, pathPart: string): void {
  if (parent.pathPart?.endsWith("+}"))
    badRequest(`Cannot create a child of a resource with a greedy path variable: ${parent.pathPart}`);
  // The text is of public reports: github.com/hashicorp/terraform-provider-aws/issues/1143 (2017).
  if (!PATH_PART.test(pathPart))
    badRequest(
      "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
    );
  const siblings = [...api.resources.values()].filter(({ parentId }) => parentId === parent.id);
  if (siblings.some((each) => each.pathPart === pathPart))
    conflict(`Another resource with the same parent already has this name: ${pathPart}`);
  const variable = siblings.find((each) => each.pathPart?.startsWith("{"));
  if (variable !== undefined && pathPart.startsWith("{"))
    badRequest(
      `A sibling (${variable.pathPart}) of this resource already has a variable path part -- only one is allowed`,
    );
}

function deleteResource(api: RestApiState, { id }: ResourceState): void {
  if (!api.resources.delete(id)) notFound("Invalid Resource identifier specified");
  for (const child of [...api.resources.values()]) if (child.parentId === id) deleteResource(api, child);
}

function describeResource({ id, parentId, pathPart, path, methods }: ResourceState, isEmbedded: boolean) {
  return {
    id,
    parentId,
    pathPart,
    path,
    ...(methods.size === 0
      ? {}
      : {
          resourceMethods: Object.fromEntries(
            [...methods].map(([name, method]) => [name, isEmbedded ? describeMethod(method) : {}]),
          ),
        }),
  };
}

import type { StackResource } from "../cloudformation/stack-resource.ts";
import type { TemplateMembers } from "../document/values.ts";
import type { Project } from "../project.ts";
import { expandApi } from "./expand-api.ts";
import { usesImplicitApi } from "./expand-events.ts";
import { expandFunction } from "./expand-function.ts";
import { IMPLICIT_HTTP_API, IMPLICIT_REST_API } from "./implicit-apis.ts";
import { mergeGlobals } from "./merge-globals.ts";

/** Makes resources of CloudFormation of those of SAM, as SAM does when a template is deployed. */
export function expandSam({ Globals: globals }: TemplateMembers, project: Project): void {
  const { scope } = project;
  scope.define(
    mergeGlobals([...scope.resources, ...implicitApis(scope.resources)], globals, scope.positions),
  );
  // Functions first: their events look at the APIs as they are in the template.
  for (const resource of scope.resources)
    if (resource.type === "AWS::Serverless::Function") scope.define(expandFunction(resource, project));
  for (const resource of scope.resources)
    if (resource.type === "AWS::Serverless::Api" || resource.type === "AWS::Serverless::HttpApi")
      scope.define(expandApi(resource, project));
}

function implicitApis(resources: readonly StackResource[]): readonly StackResource[] {
  const functions = resources.filter(({ type }) => type === "AWS::Serverless::Function");
  const rest = functions.find((each) => usesImplicitApi(each, "Api"));
  const http = functions.find((each) => usesImplicitApi(each, "HttpApi"));
  return [
    ...(rest ? [implicit(rest, IMPLICIT_REST_API, "Api")] : []),
    ...(http ? [implicit(http, IMPLICIT_HTTP_API, "HttpApi")] : []),
  ];
}

function implicit({ position }: StackResource, id: string, kind: "Api" | "HttpApi"): StackResource {
  const properties = kind === "Api" ? { StageName: "Prod" } : {};
  return { id, type: `AWS::Serverless::${kind}`, properties, metadata: {}, position };
}

import type { StackResource } from "../cloudformation/stack-resource.ts";
import type { Project } from "../project.ts";
import { Properties } from "./properties.ts";
import { findFunction } from "./targets.ts";

/** Takes a target group of a load balancer whose target is a function. */
export function takeTargetGroup(resource: StackResource, project: Project): void {
  const properties = Properties.of(resource, project);
  if (properties.text("TargetType") !== "lambda")
    return void properties.gap("TargetType", "local's load balancers call functions");
  const [target] = properties.parts("Targets");
  const attributes = properties.parts("TargetGroupAttributes");
  const multiValueHeaders = attributes.some(
    (each) => each.text("Key") === "lambda.multi_value_headers.enabled" && each.flag("Value"),
  );
  const found = findFunction(project, target?.get("Id"));
  if ("why" in found) return void properties.gap("Targets", found.why);
  project.apis.set(resource.id, {
    type: "alb",
    function: found.qualifier === undefined ? found.name : `${found.name}:${found.qualifier}`,
    ...(multiValueHeaders ? { multiValueHeaders } : {}),
  });
}

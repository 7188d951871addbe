import type { StackResource } from "../cloudformation/resource.ts";
import type { Project } from "../project.ts";
import { Properties } from "./properties.ts";
import { findFunction } from "./targets.ts";

/** Takes a Function URL. */
export function takeFunctionUrl(resource: StackResource, project: Project): void {
  const properties = Properties.of(resource, project);
  const found = findFunction(project, properties.get("TargetFunctionArn"));
  const [auth, qualifier] = [properties.text("AuthType"), properties.text("Qualifier")];
  if ((properties.text("InvokeMode") ?? "BUFFERED") !== "BUFFERED")
    properties.gap("InvokeMode", "local's Function URLs are BUFFERED; a streamed answer is refused with 501");
  properties.finish();
  if ("why" in found) return void properties.gap("TargetFunctionArn", found.why);
  if (auth === "AWS_IAM")
    properties.gap("AuthType", "local checks no signatures: every request is let in", "different");
  const target = qualifier ?? found.qualifier;
  project.apis.set(resource.id, {
    type: "function-url",
    function: target === undefined ? found.name : `${found.name}:${target}`,
  });
}

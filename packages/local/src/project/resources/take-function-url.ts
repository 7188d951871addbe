import type { StackResource } from "../cloudformation/stack-resource.ts";
import type { Project } from "../project.ts";
import { takeCors } from "./cors.ts";
import { Properties } from "./properties.ts";
import { findFunction } from "./targets.ts";

/** Takes a Function URL. */
export function takeFunctionUrl(resource: StackResource, project: Project): void {
  const properties = Properties.of(resource, project);
  const found = findFunction(project, properties.get("TargetFunctionArn"));
  const [auth, qualifier] = [properties.text("AuthType"), properties.text("Qualifier")];
  const isStream = properties.text("InvokeMode") === "RESPONSE_STREAM";
  const cors = takeCors(properties, "Cors");
  properties.finish();
  if ("why" in found) return void properties.gap("TargetFunctionArn", found.why);
  if (auth === "AWS_IAM")
    properties.gap("AuthType", "a request must be signed, and every signature is taken", "different");
  const target = qualifier ?? found.qualifier;
  project.apis.set(resource.id, {
    type: "function-url",
    function: target === undefined ? found.name : `${found.name}:${target}`,
    ...(isStream ? { invokeMode: "RESPONSE_STREAM" } : {}),
    ...(auth === "AWS_IAM" ? { authType: auth } : {}),
    ...(cors === undefined ? {} : { cors }),
  });
}

import type { Alias } from "../../config/alias.ts";
import type { StackResource } from "../cloudformation/stack-resource.ts";
import { isMembers } from "../document/values.ts";
import type { Project } from "../project.ts";
import { Properties } from "./properties.ts";
import { findFunction } from "./targets.ts";

/** Takes a published version of a function. */
export function takeVersion(resource: StackResource, project: Project): void {
  const properties = Properties.of(resource, project);
  const found = findFunction(project, properties.get("FunctionName"));
  properties.finish([
    "CodeSha256",
    "Description",
    "ProvisionedConcurrencyConfig",
    "RuntimePolicy",
    "FunctionScalingConfig",
  ]);
  if ("why" in found) return void properties.gap("FunctionName", found.why);
  const config = project.functions.get(found.name);
  if (config !== undefined) config.versions = (config.versions ?? 0) + 1;
}

/** Takes an alias of a function, which may share its calls between two versions. */
export function takeAlias(resource: StackResource, project: Project): void {
  const properties = Properties.of(resource, project);
  const found = findFunction(project, properties.get("FunctionName"));
  const [alias, version] = [properties.text("Name"), properties.text("FunctionVersion")];
  const weights = properties.part("RoutingConfig").parts("AdditionalVersionWeights");
  properties.finish(["Description", "ProvisionedConcurrencyConfig"]);
  if ("why" in found) return void properties.gap("FunctionName", found.why);
  const config = project.functions.get(found.name);
  if (config === undefined || alias === undefined || version === undefined) return;
  const shares = weights.map((weight): [string, number] => [
    weight.text("FunctionVersion") ?? "",
    weight.number("FunctionWeight") ?? 0,
  ]);
  const target: Alias =
    shares.length === 0 ? version : { version, additionalVersionWeights: Object.fromEntries(shares) };
  config.aliases = { ...config.aliases, [alias]: target };
  // A version that the template only names by its number exists too.
  const named = isMembers(target) ? [version, ...shares.map(([number]) => number)] : [version];
  config.versions = Math.max(config.versions ?? 0, ...named.filter((each) => each !== "$LATEST").map(Number));
}

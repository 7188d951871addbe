import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { StateMachineConfig } from "../../states/state-machine-config.ts";
import type { StackResource } from "../cloudformation/stack-resource.ts";
import { parseTemplate } from "../document/parse-document.ts";
import { Positions } from "../document/positions.ts";
import { isMembers, isScalar } from "../document/values.ts";
import type { Project } from "../project.ts";
import { Properties } from "./properties.ts";

const WITHOUT_EFFECT = [
  "AutoPublishAlias",
  "DeploymentPreference",
  "EncryptionConfiguration",
  "Logging",
  "LoggingConfiguration",
  "PermissionsBoundary",
  "Policies",
  "PropagateTags",
  "Role",
  "RoleArn",
  "RolePath",
  "Tags",
  "Tracing",
  "TracingConfiguration",
];
const DEFINITIONS = ["Definition", "DefinitionString", "DefinitionUri"];

/** Takes a state machine of CloudFormation or SAM. Its definition is checked once all are known. */
export function takeStateMachine(resource: StackResource, project: Project): void {
  const properties = Properties.of(resource, project);
  properties.skip("Name", "StateMachineName");
  const type = properties.text("Type") ?? properties.text("StateMachineType") ?? "STANDARD";
  const substitutions = properties.part("DefinitionSubstitutions").values;
  const given = DEFINITIONS.find((name) => properties.has(name));
  const definition = given === undefined ? undefined : definitionOf(given, properties, project);
  properties.finish(WITHOUT_EFFECT);
  if (given === undefined || definition === undefined) return;
  const texts = Object.entries(substitutions).filter(([, value]) => isScalar(value));
  const config: StateMachineConfig = {
    definition,
    definitionSubstitutions: Object.fromEntries(texts.map(([name, value]) => [name, String(value)])),
    type: type === "EXPRESS" ? "EXPRESS" : "STANDARD",
  };
  project.stateMachines.set(project.scope.nameOf(resource), {
    config,
    definitionSubject: properties.subject(given),
  });
}

/** A definition is an object, its JSON, or a file beside the template. */
function definitionOf(
  name: string,
  properties: Properties,
  { folder }: Project,
): StateMachineConfig["definition"] | undefined {
  const value = properties.get(name);
  if (name !== "DefinitionUri") return typeof value === "string" || isMembers(value) ? value : undefined;
  const path = typeof value === "string" ? join(folder, value) : undefined;
  if (typeof value !== "string" || path === undefined || !isFile(path)) {
    properties.gap(name, `${isScalar(value) ? value : "it"} is not a file beside the template`);
    return undefined;
  }
  const parsed = parseTemplate(readFileSync(path, "utf8"), value, new Positions());
  if (isMembers(parsed)) return parsed;
  properties.gap(name, `${value} is not a definition`);
  return undefined;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

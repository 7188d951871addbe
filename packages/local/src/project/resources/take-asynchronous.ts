import type { AsynchronousConfig } from "../../config/asynchronous-config.ts";
import type { StackResource } from "../cloudformation/stack-resource.ts";
import type { Draft, Project } from "../project.ts";
import { Properties } from "./properties.ts";
import { findDestination, findFunction, findQueue } from "./targets.ts";

/** Takes what becomes of a function's asynchronous invocations: retries, age, destinations. */
export function takeEventInvokeConfig(resource: StackResource, project: Project): void {
  const properties = Properties.of(resource, project);
  const found = findFunction(project, properties.get("FunctionName"));
  const qualifier = properties.text("Qualifier");
  const [attempts, age] = [
    properties.number("MaximumRetryAttempts"),
    properties.number("MaximumEventAgeInSeconds"),
  ];
  const destinations = properties.part("DestinationConfig");
  const [onSuccess, onFailure] = [
    destinationOf(destinations, "OnSuccess", project),
    destinationOf(destinations, "OnFailure", project),
  ];
  destinations.finish();
  properties.finish();
  if ("why" in found) return void properties.gap("FunctionName", found.why);
  if (qualifier !== undefined && qualifier !== "$LATEST")
    properties.gap(
      "Qualifier",
      `it is for all versions of the function, not for ${qualifier} alone`,
      "different",
    );
  add(project, found.name, {
    ...(attempts === undefined ? {} : { maximumRetryAttempts: attempts }),
    ...(age === undefined ? {} : { maximumEventAgeInSeconds: age }),
    ...(onSuccess === undefined ? {} : { onSuccess }),
    ...(onFailure === undefined ? {} : { onFailure }),
  });
}

function destinationOf(
  destinations: Properties,
  name: "OnSuccess" | "OnFailure",
  project: Project,
): AsynchronousConfig["onSuccess"] {
  if (!destinations.has(name)) return undefined;
  const destination = destinations.part(name);
  const given = destination.get("Destination");
  // A destination that has no value here is a gap already.
  if (given === undefined) return undefined;
  const found = findDestination(project, given);
  if (!("why" in found)) return found;
  destination.gap("Destination", found.why);
  return undefined;
}

/** Takes the dead-letter queue of a function's asynchronous invocations. */
export function takeDeadLetters(resource: StackResource, project: Project): void {
  const properties = Properties.of(resource, project);
  // The second is SAM's name for it.
  const config = properties.part(properties.has("DeadLetterConfig") ? "DeadLetterConfig" : "DeadLetterQueue");
  const given = config.get("TargetArn");
  if (given === undefined) return;
  const found = String(given).includes(":sns:")
    ? { why: "local has no topics; a dead-letter queue is an SQS queue here" }
    : findQueue(project, given);
  const name = project.scope.nameOf(resource);
  if ("why" in found) config.gap("TargetArn", found.why);
  else if (project.functions.has(name)) add(project, name, { deadLetterQueue: found.name });
}

function add({ functions }: Project, name: string, more: Draft<AsynchronousConfig>): void {
  const config = functions.get(name);
  if (config !== undefined && Object.keys(more).length > 0)
    config.asynchronous = { ...config.asynchronous, ...more };
}

import type { StackResource } from "../cloudformation/stack-resource.ts";
import type { Project } from "../project.ts";
import { filtersOf } from "./filter-criteria.ts";
import { Properties } from "./properties.ts";
import { takeStreamSource } from "./stream-source.ts";
import { findFunction, findQueue } from "./targets.ts";

/** Further services that are event sources on AWS. */
const SERVICES: Readonly<Record<string, string>> = { kafka: "Kafka", mq: "Amazon MQ", rds: "DocumentDB" };

/** Takes the mapping of a queue or a stream to a function. */
export function takeEventSource(resource: StackResource, project: Project): void {
  const properties = Properties.of(resource, project);
  // The last two are SAM's names for it.
  const member = ["EventSourceArn", "Queue", "Stream"].find((name) => properties.has(name)) ?? "";
  const source = properties.text(member);
  if (source === undefined)
    return void properties.gap("", "its event source is not one that local has; it has queues and streams");
  const [, , service = ""] = source.split(":");
  if (service === "kinesis" || service === "dynamodb")
    return void takeStreamSource(properties, project, member);
  if (service !== "sqs")
    return void properties.gap(
      member,
      `local feeds functions from queues and streams, not from ${SERVICES[service] ?? service}`,
    );
  takeQueueSource(properties, project, member);
}

function takeQueueSource(properties: Properties, project: Project, member: string): void {
  const queue = findQueue(project, properties.get(member));
  const target = findFunction(project, properties.get("FunctionName"));
  const isEnabled = properties.flag("Enabled") ?? true;
  const [batchSize, responses] = [properties.number("BatchSize"), properties.list("FunctionResponseTypes")];
  const window = properties.number("MaximumBatchingWindowInSeconds");
  const filterCriteria = filtersOf(properties);
  properties.finish(["KmsKeyArn", "MetricsConfig", "ScalingConfig", "Tags"]);
  if ("why" in queue) return void properties.gap(member, queue.why);
  if ("why" in target) return void properties.gap("FunctionName", target.why);
  if (!isEnabled) return void properties.gap("Enabled", "it is disabled, as on AWS", "none");
  const config = project.queues.get(queue.name);
  if (config === undefined) return;
  if (config.function !== undefined)
    return void properties.gap("FunctionName", `the queue ${queue.name} feeds ${config.function} already`);
  config.function = target.qualifier === undefined ? target.name : `${target.name}:${target.qualifier}`;
  if (window !== undefined) config.maximumBatchingWindowInSeconds = window;
  if (filterCriteria !== undefined) config.filterCriteria = filterCriteria;
  if (batchSize !== undefined) config.batchSize = batchSize;
  if (responses.includes("ReportBatchItemFailures"))
    config.functionResponseTypes = ["ReportBatchItemFailures"];
}

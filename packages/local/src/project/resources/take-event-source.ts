import type { StackResource } from "../cloudformation/resource.ts";
import type { Project } from "../project.ts";
import { Properties } from "./properties.ts";
import { findFunction, findQueue } from "./targets.ts";

/** The services whose streams and topics are event sources on AWS. */
const SERVICES: Readonly<Record<string, string>> = {
  dynamodb: "DynamoDB streams",
  kafka: "Kafka",
  kinesis: "Kinesis streams",
  mq: "Amazon MQ",
  rds: "DocumentDB",
};

/** Takes the mapping of a queue to a function. */
export function takeEventSource(resource: StackResource, project: Project): void {
  const properties = Properties.of(resource, project);
  // The last two are SAM's names for it.
  const member = ["EventSourceArn", "Queue", "Stream"].find((name) => properties.has(name)) ?? "";
  const source = properties.text(member);
  if (source === undefined)
    return void properties.gap("", "its event source is not one that local has; it has queues");
  const [, , service = ""] = source.split(":");
  if (service !== "sqs")
    return void properties.gap(
      member,
      `local feeds functions from queues, not from ${SERVICES[service] ?? service}`,
    );
  takeQueueSource(properties, project, member);
}

function takeQueueSource(properties: Properties, project: Project, member: string): void {
  const queue = findQueue(project, properties.get(member));
  const target = findFunction(project, properties.get("FunctionName"));
  const isEnabled = properties.flag("Enabled") ?? true;
  const [batchSize, responses] = [properties.number("BatchSize"), properties.list("FunctionResponseTypes")];
  properties.finish(["KmsKeyArn", "MetricsConfig", "Tags"]);
  if ("why" in queue) return void properties.gap(member, queue.why);
  if ("why" in target) return void properties.gap("FunctionName", target.why);
  if (!isEnabled) return void properties.gap("Enabled", "it is disabled, as on AWS", "none");
  const config = project.queues.get(queue.name);
  if (config === undefined) return;
  if (config.function !== undefined)
    return void properties.gap("FunctionName", `the queue ${queue.name} feeds ${config.function} already`);
  config.function = target.name;
  if (target.qualifier !== undefined && target.qualifier !== "$LATEST")
    properties.gap("FunctionName", `its queue runs $LATEST, not ${target.qualifier}`, "different");
  if (batchSize !== undefined) config.batchSize = batchSize;
  if (responses.includes("ReportBatchItemFailures"))
    config.functionResponseTypes = ["ReportBatchItemFailures"];
}

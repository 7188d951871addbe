import type { QueueConfig } from "../../sqs/queue-config.ts";
import type { StackResource } from "../cloudformation/stack-resource.ts";
import { isMembers } from "../document/values.ts";
import type { Draft, Project } from "../project.ts";
import { Properties } from "./properties.ts";
import { findQueue } from "./targets.ts";

const WITHOUT_EFFECT = [
  "KmsDataKeyReusePeriodSeconds",
  "KmsMasterKeyId",
  "RedriveAllowPolicy",
  "SqsManagedSseEnabled",
  "Tags",
];

/** Takes a queue. */
export function takeQueue(resource: StackResource, project: Project): void {
  const properties = Properties.of(resource, project);
  properties.skip("QueueName", "FifoQueue", "RedrivePolicy");
  const config: Draft<QueueConfig> = {};
  const settings = {
    visibilityTimeout: properties.number("VisibilityTimeout"),
    delaySeconds: properties.number("DelaySeconds"),
    messageRetentionPeriod: properties.number("MessageRetentionPeriod"),
    receiveMessageWaitTimeSeconds: properties.number("ReceiveMessageWaitTimeSeconds"),
    maximumMessageSize: properties.number("MaximumMessageSize"),
    contentBasedDeduplication: properties.flag("ContentBasedDeduplication"),
    deduplicationScope: properties.text("DeduplicationScope"),
    fifoThroughputLimit: properties.text("FifoThroughputLimit"),
  };
  // The names and the values are AWS's own; local checks them.
  for (const [name, value] of Object.entries(settings))
    if (value !== undefined) Object.assign(config, { [name]: value });
  properties.finish(WITHOUT_EFFECT);
  project.queues.set(project.scope.nameOf(resource), config);
}

/** Takes the dead-letter queue of a queue, once all queues are known. */
export function takeRedrivePolicy(resource: StackResource, project: Project): void {
  const properties = Properties.of(resource, project);
  const config = project.queues.get(project.scope.nameOf(resource));
  const policy = policyOf(properties);
  if (config === undefined || policy === undefined) return;
  const given = policy.text("deadLetterTargetArn");
  const maxReceiveCount = policy.number("maxReceiveCount");
  policy.finish();
  if (given === undefined || maxReceiveCount === undefined) return;
  const found = findQueue(project, given);
  if ("why" in found) policy.gap("deadLetterTargetArn", found.why);
  else config.redrivePolicy = { deadLetterQueue: found.name, maxReceiveCount };
}

/** It is an object, or an object as JSON. */
function policyOf(properties: Properties): Properties | undefined {
  const policy = properties.get("RedrivePolicy");
  if (isMembers(policy)) return properties.part("RedrivePolicy");
  if (policy === undefined) return undefined;
  properties.gap("RedrivePolicy", "it is an object");
  return undefined;
}

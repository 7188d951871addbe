import type { StackResource } from "../cloudformation/stack-resource.ts";
import type { Project } from "../project.ts";
import { Properties } from "./properties.ts";

/** Takes a data stream of Kinesis. */
export function takeKinesisStream(resource: StackResource, project: Project): void {
  const properties = Properties.of(resource, project);
  const [shards, retentionPeriodHours] = [
    properties.number("ShardCount"),
    properties.number("RetentionPeriodHours"),
  ];
  properties.skip("Name");
  properties.finish(["DesiredShardLevelMetrics", "StreamEncryption", "StreamModeDetails", "Tags"]);
  project.streams.set(project.scope.nameOf(resource), {
    type: "kinesis",
    ...(shards === undefined ? {} : { shards }),
    ...(retentionPeriodHours === undefined ? {} : { retentionPeriodHours }),
  });
}

const VIEWS = ["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"] as const;

/** Takes the stream of a DynamoDB table; the table itself is a gap. */
export function takeTableStream(resource: StackResource, project: Project): void {
  const properties = Properties.of(resource, project);
  const stream = properties.part("StreamSpecification");
  const view = stream.text("StreamViewType");
  const streamViewType = VIEWS.find((each) => each === view);
  const also = streamViewType === undefined ? "" : "; its stream is here";
  project.gaps.add(
    { ...properties.subject(""), type: resource.type },
    `local has no ${resource.type}${also}`,
  );
  if (streamViewType === undefined) return;
  project.streams.set(project.scope.nameOf(resource), { type: "dynamodb", streamViewType });
}

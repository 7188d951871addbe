import type { StreamSourceConfig } from "../../streams/stream-config.ts";
import type { Draft, Project } from "../project.ts";
import { filtersOf } from "./filter-criteria.ts";
import type { Properties } from "./properties.ts";
import { findFunction, findQueue } from "./targets.ts";

/** The name of a stream or of a table in an ARN. */
const STREAM =
  /^arn:[\w-]+:(?:kinesis:[^:]*:\d*:stream\/([\w.-]+)|dynamodb:[^:]*:\d*:table\/([\w.-]+)\/stream\/.*)$/;

/** Takes the mapping of a stream to a function. */
export function takeStreamSource(properties: Properties, project: Project, member: string): void {
  const [, kinesis, table] = STREAM.exec(String(properties.get(member))) ?? [];
  const name = kinesis ?? table ?? "";
  const stream = project.streams.get(name);
  const target = findFunction(project, properties.get("FunctionName"));
  const isEnabled = properties.flag("Enabled") ?? true;
  const settings = settingsOf(properties, project);
  properties.finish(["KmsKeyArn", "MetricsConfig", "Tags"]);
  if (stream === undefined) return void properties.gap(member, `the stream ${name} is not in the template`);
  if ("why" in target) return void properties.gap("FunctionName", target.why);
  if (!isEnabled) return void properties.gap("Enabled", "it is disabled, as on AWS", "none");
  if (stream.function !== undefined)
    return void properties.gap("FunctionName", `the stream ${name} feeds ${stream.function} already`);
  Object.assign(stream, settings, {
    function: target.qualifier === undefined ? target.name : `${target.name}:${target.qualifier}`,
  });
}

function settingsOf(properties: Properties, project: Project): Partial<StreamSourceConfig> {
  const settings: Draft<StreamSourceConfig> = {};
  const numbers = {
    batchSize: properties.number("BatchSize"),
    maximumBatchingWindowInSeconds: properties.number("MaximumBatchingWindowInSeconds"),
    parallelizationFactor: properties.number("ParallelizationFactor"),
    maximumRetryAttempts: properties.number("MaximumRetryAttempts"),
    maximumRecordAgeInSeconds: properties.number("MaximumRecordAgeInSeconds"),
  };
  for (const [name, value] of Object.entries(numbers))
    if (value !== undefined) Object.assign(settings, { [name]: value });
  const position = properties.text("StartingPosition");
  if (position === "TRIM_HORIZON" || position === "LATEST" || position === "AT_TIMESTAMP")
    settings.startingPosition = position;
  const timestamp = properties.number("StartingPositionTimestamp");
  if (timestamp !== undefined) settings.startingPositionTimestamp = new Date(timestamp * 1000);
  if (properties.flag("BisectBatchOnFunctionError")) settings.bisectBatchOnFunctionError = true;
  if (properties.list("FunctionResponseTypes").includes("ReportBatchItemFailures"))
    settings.functionResponseTypes = ["ReportBatchItemFailures"];
  const filterCriteria = filtersOf(properties);
  if (filterCriteria !== undefined) settings.filterCriteria = filterCriteria;
  const onFailure = failureQueue(properties, project);
  if (onFailure !== undefined) settings.onFailure = { queue: onFailure };
  return settings;
}

function failureQueue(properties: Properties, project: Project): string | undefined {
  const destination = properties.part("DestinationConfig").part("OnFailure");
  const given = destination.get("Destination");
  if (given === undefined) return undefined;
  const found = findQueue(project, given);
  if (!("why" in found)) return found.name;
  destination.gap("Destination", found.why);
  return undefined;
}

import { randomUUID } from "node:crypto";
import type { FilterCriteria } from "../../event-sources/record-filter.ts";
import { parseFunctionName } from "../../lambda/function-name.ts";
import { conflict, invalidParameter, notFound } from "../../lambda/service-error.ts";
import { checkMapping } from "../../sqs/check-queues.ts";
import type { EventSourceMapping } from "../../sqs/event-source-mapping.ts";
import type { QueueConfig } from "../../sqs/queue-config.ts";
import { refuse } from "../control-error.ts";
import { pageOf } from "../list-page.ts";
import { Members } from "../members.ts";
import { type ControlCall, type Operation, operation } from "../operations.ts";
import { queueArn } from "./configuration.ts";
import { hasQualifier } from "./function-records.ts";
import type { LambdaService } from "./lambda-service.ts";

const MAPPINGS = "/2015-03-31/event-source-mappings";
const MOST_IN_LIST = 100;
const QUEUE_ARN =
  /^arn:aws[a-z-]*:sqs:(?<region>[a-z0-9-]+):(?<accountId>\d{12}):(?<name>[\w-]+(?:\.fifo)?)$/;
const WINDOW_NEEDED =
  "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10";
/** Members that would change what is delivered, and that local does not have for queues. */
const UNSERVED = ["ScalingConfig", "SourceAccessConfigurations", "KMSKeyArn", "ProvisionedPollerConfig"];

/** The members of a queue's configuration that say how a function is fed from it. */
type MappingConfig = Pick<
  QueueConfig,
  "batchSize" | "maximumBatchingWindowInSeconds" | "filterCriteria" | "functionResponseTypes"
> & { readonly function: string };

interface MappingState {
  readonly uuid: string;
  readonly queue: string;
  readonly config: MappingConfig;
  /** Undefined while the mapping is disabled. */
  readonly running: EventSourceMapping | undefined;
  /** Milliseconds. */
  readonly lastModified: number;
}

/**
 * Makes the operations on event source mappings of queues. The texts of errors are recorded in LocalStack's
 * test_event_source_mapping_exceptions and test_lambda_integration_sqs (2025-11).
 */
export function eventSourceOperations(service: LambdaService): readonly Operation[] {
  const mappings = new Map<string, MappingState>();
  for (const [queue, config, running] of service.events.queueMappings)
    add(mappings, { queue, config: { ...config, function: config.function ?? "" }, running });
  const find = ({ path }: ControlCall): MappingState =>
    mappings.get(path.UUID ?? "") ?? refuse(notFound("The resource you requested does not exist."));
  const answer = (mapping: MappingState, State: string) => describe(service, mapping, State);

  return [
    operation("CreateEventSourceMapping", `POST ${MAPPINGS} 202`, ({ body }) => {
      const queue = readQueue(service, body.text("EventSourceArn"));
      const target = readFunction(service, body.text("FunctionName") ?? "");
      const config = { ...readMapping(body, { function: target }), function: target };
      check(service, queue, config);
      const same = [...mappings.values()].find(
        (each) => each.queue === queue && each.config.function === target,
      );
      if (same !== undefined) refuse(alreadyMapped(service, same));
      const isEnabled = body.boolean("Enabled") ?? true;
      const running = isEnabled ? service.events.feed(queue, config) : undefined;
      return answer(add(mappings, { queue, config, running }), isEnabled ? "Creating" : "Disabled");
    }),
    operation("GetEventSourceMapping", `GET ${MAPPINGS}/{UUID}`, (call) => {
      const mapping = find(call);
      return answer(mapping, stateOf(mapping));
    }),
    operation("ListEventSourceMappings", `GET ${MAPPINGS}`, ({ query }) => {
      const source = query.get("EventSourceArn");
      const name = parseFunctionName(query.get("FunctionName") ?? "")?.name;
      const all = [...mappings.values()].filter(
        ({ queue, config }) =>
          (source === null || queueArn(service.functions.account, queue) === source) &&
          (name === undefined || parseFunctionName(config.function)?.name === name),
      );
      const { items, next } = pageOf(all, {
        marker: query.get("Marker"),
        limit: query.get("MaxItems"),
        most: MOST_IN_LIST,
      });
      return {
        EventSourceMappings: items.map((mapping) => answer(mapping, stateOf(mapping))),
        ...(next === undefined ? {} : { NextMarker: next }),
      };
    }),
    operation("UpdateEventSourceMapping", `PUT ${MAPPINGS}/{UUID} 202`, (call) => {
      const mapping = find(call);
      const { body } = call;
      const { uuid, queue } = mapping;
      const target = body.has("FunctionName")
        ? readFunction(service, body.text("FunctionName") ?? "")
        : mapping.config.function;
      const config = { ...readMapping(body, mapping.config), function: target };
      check(service, queue, config);
      const isEnabled = body.boolean("Enabled") ?? mapping.running !== undefined;
      if (mapping.running !== undefined) service.events.endFeed(mapping.running);
      const running = isEnabled ? service.events.feed(queue, config) : undefined;
      const updated = { uuid, queue, config, running, lastModified: Date.now() };
      mappings.set(uuid, updated);
      return answer(updated, isEnabled ? "Updating" : "Disabling");
    }),
    operation("DeleteEventSourceMapping", `DELETE ${MAPPINGS}/{UUID} 202`, (call) => {
      const mapping = find(call);
      if (mapping.running !== undefined) service.events.endFeed(mapping.running);
      mappings.delete(mapping.uuid);
      return answer(mapping, "Deleting");
    }),
  ];
}

function add(
  mappings: Map<string, MappingState>,
  given: Pick<MappingState, "queue" | "config" | "running">,
): MappingState {
  const mapping = { ...given, uuid: randomUUID(), lastModified: Date.now() };
  mappings.set(mapping.uuid, mapping);
  return mapping;
}

function stateOf({ running }: MappingState): string {
  return running === undefined ? "Disabled" : "Enabled";
}

function readQueue({ events, functions }: LambdaService, arn: string | undefined): string {
  const { region, accountId, name = "" } = QUEUE_ARN.exec(arn ?? "")?.groups ?? {};
  if (arn === undefined) return refuse(invalidParameter("Unrecognized event source."));
  if (name === "")
    return refuse(
      invalidParameter(
        `@faultwire/local makes event source mappings of queues; those of streams are in its options. EventSourceArn is ${arn}`,
      ),
    );
  const { account } = functions;
  const isHere =
    region === account.region && accountId === account.accountId && events.queues.byName.has(name);
  return isHere
    ? name
    : refuse(
        invalidParameter(
          "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.",
        ),
      );
}

function readFunction({ records, functions }: LambdaService, given: string): string {
  const { name, qualifier } = records.read(given);
  const found = functions.byName.get(name);
  if (found === undefined || !hasQualifier(found, qualifier ?? "$LATEST"))
    return refuse(invalidParameter("Function does not exist"));
  return qualifier === undefined ? name : `${name}:${qualifier}`;
}

function readMapping(body: Members, earlier: MappingConfig): MappingConfig {
  const unserved = UNSERVED.find((name) => body.has(name) && JSON.stringify(body.all[name]) !== "{}");
  if (unserved !== undefined) refuse(invalidParameter(`@faultwire/local has no ${unserved}; leave it out`));
  if (body.has("DestinationConfig"))
    refuse(invalidParameter("Unsupported DestinationConfig parameter for given event source mapping type."));
  const given = {
    batchSize: body.number("BatchSize"),
    maximumBatchingWindowInSeconds: body.number("MaximumBatchingWindowInSeconds"),
    filterCriteria: readFilters(body),
    // The cast: `checkMapping` checks it.
    functionResponseTypes: body.texts("FunctionResponseTypes") as MappingConfig["functionResponseTypes"],
  };
  return {
    ...earlier,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
}

function readFilters(body: Members): FilterCriteria | undefined {
  const criteria = body.object("FilterCriteria");
  const filters = criteria?.list("Filters") ?? [];
  return (
    criteria && { filters: filters.map((each) => ({ pattern: new Members(each).text("Pattern") ?? "" })) }
  );
}

/** Checks a mapping as that of a queue of local's options is checked; what is wrong is the caller's error. */
function check({ events, functions }: LambdaService, queue: string, config: MappingConfig): void {
  try {
    checkMapping(queue, config);
  } catch (wrong) {
    if (!(wrong instanceof TypeError)) throw wrong;
    const { batchSize = 10, maximumBatchingWindowInSeconds = 0 } = config;
    if (batchSize > 10 && maximumBatchingWindowInSeconds === 0) refuse(invalidParameter(WINDOW_NEEDED));
    if (wrong.message.includes("filterCriteria"))
      refuse(invalidParameter("Invalid filter pattern definition."));
    refuse(invalidParameter(`@faultwire/local: ${wrong.message}`));
  }
  const visibility = events.queues.byName.get(queue)?.settings.visibilityTimeout ?? 0;
  const timeout = functions.find(config.function)?.config.timeout ?? 0;
  if (visibility < timeout)
    refuse(
      invalidParameter(
        `Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${timeout} seconds`,
      ),
    );
}

function alreadyMapped({ functions }: LambdaService, { uuid, queue, config }: MappingState) {
  const arn = queueArn(functions.account, queue);
  return conflict(
    `An event source mapping with SQS arn (" ${arn} ") and function (" ${config.function} ") already exists. Please update or delete the existing mapping with UUID ${uuid}`,
  );
}

function describe(
  { functions }: LambdaService,
  { uuid, queue, config, lastModified }: MappingState,
  State: string,
) {
  const {
    batchSize = 10,
    maximumBatchingWindowInSeconds = 0,
    filterCriteria,
    functionResponseTypes = [],
  } = config;
  const { account } = functions;
  const [name = "", qualifier] = config.function.split(":");
  const filters = filterCriteria?.filters.map(({ pattern }) => ({
    Pattern: typeof pattern === "string" ? pattern : JSON.stringify(pattern),
  }));
  return {
    UUID: uuid,
    EventSourceMappingArn: `arn:aws:lambda:${account.region}:${account.accountId}:event-source-mapping:${uuid}`,
    EventSourceArn: queueArn(account, queue),
    FunctionArn: qualifier === undefined ? functions.arn(name) : `${functions.arn(name)}:${qualifier}`,
    BatchSize: batchSize,
    MaximumBatchingWindowInSeconds: maximumBatchingWindowInSeconds,
    FunctionResponseTypes: functionResponseTypes,
    ...(filters === undefined ? {} : { FilterCriteria: { Filters: filters } }),
    // Seconds, as all times of this protocol in JSON.
    LastModified: lastModified / 1000,
    State,
    StateTransitionReason: "USER_INITIATED",
  };
}

import type { AsynchronousConfig, DestinationConfig } from "../../config/asynchronous-config.ts";
import { invalidParameter, notFound } from "../../lambda/service-error.ts";
import { refuse } from "../control-error.ts";
import { pageOf } from "../list-page.ts";
import type { Members } from "../members.ts";
import { type ControlCall, type Operation, operation } from "../operations.ts";
import { queueArn } from "./configuration.ts";
import { checkRange } from "./function-names.ts";
import type { FunctionRecord } from "./function-record.ts";
import { hasQualifier } from "./function-records.ts";
import type { LambdaService } from "./lambda-service.ts";

const CONFIG = "/2019-09-25/functions/{FunctionName}/event-invoke-config";
const MOST_IN_LIST = 50;
const ARN =
  /^arn:aws[a-z-]*:(?<service>sqs|lambda|sns|events|s3):(?<region>[a-z0-9-]*):(?<account>\d{12})?:(?<rest>.+)$/;

/** One EventInvokeConfig. */
interface Handling {
  readonly record: FunctionRecord;
  readonly qualifier: string;
}

/**
 * Makes the operations on EventInvokeConfigs: retries, age and destinations of asynchronous invocations. The texts of
 * errors are recorded in LocalStack's TestLambdaEventInvokeConfig (2025-11).
 */
export function invokeConfigOperations(service: LambdaService): readonly Operation[] {
  return [
    operation("PutFunctionEventInvokeConfig", `PUT ${CONFIG}`, (call) => {
      const handling = findFunction(service, call);
      return set(service, handling, readHandling(service, call.body, handling));
    }),
    operation("UpdateFunctionEventInvokeConfig", `POST ${CONFIG}`, (call) => {
      const handling = findConfig(service, call);
      const present = handling.record.function.asynchronous.get(handling.qualifier);
      return set(service, handling, { ...present, ...readHandling(service, call.body, handling) });
    }),
    operation("GetFunctionEventInvokeConfig", `GET ${CONFIG}`, (call) =>
      describe(service, findConfig(service, call)),
    ),
    operation("ListFunctionEventInvokeConfigs", `GET ${CONFIG}/list`, ({ path, query }) => {
      const { record } = service.records.find(path.FunctionName ?? "");
      const all = [...record.function.asynchronous.keys()].map((qualifier) =>
        describe(service, { record, qualifier }),
      );
      const { items, next } = pageOf(all, {
        marker: query.get("Marker"),
        limit: query.get("MaxItems"),
        most: MOST_IN_LIST,
      });
      return { FunctionEventInvokeConfigs: items, ...(next === undefined ? {} : { NextMarker: next }) };
    }),
    operation("DeleteFunctionEventInvokeConfig", `DELETE ${CONFIG} 204`, (call) => {
      const { record, qualifier } = findConfig(service, call);
      record.function.asynchronous.delete(qualifier);
    }),
  ];
}

function findFunction({ records, functions }: LambdaService, { path, query }: ControlCall): Handling {
  const { name, qualifier = "$LATEST" } = records.read(path.FunctionName ?? "", query.get("Qualifier"));
  const found = functions.byName.get(name);
  if (found === undefined || !hasQualifier(found, qualifier))
    return refuse(notFound("The function doesn't exist."));
  return { record: records.of(found), qualifier };
}

function findConfig({ records, functions }: LambdaService, { path, query }: ControlCall): Handling {
  const { name, arn, qualifier = "$LATEST" } = records.read(path.FunctionName ?? "", query.get("Qualifier"));
  const found = functions.byName.get(name);
  if (found === undefined || !found.asynchronous.has(qualifier))
    return refuse(notFound(`The function ${arn}:${qualifier} doesn't have an EventInvokeConfig`));
  return { record: records.of(found), qualifier };
}

function readHandling(service: LambdaService, body: Members, { record }: Handling): AsynchronousConfig {
  const maximumRetryAttempts = body.number("MaximumRetryAttempts");
  const maximumEventAgeInSeconds = body.number("MaximumEventAgeInSeconds");
  checkRange("maximumRetryAttempts", maximumRetryAttempts, [0, 2]);
  checkRange("maximumEventAgeInSeconds", maximumEventAgeInSeconds, [60, 21_600]);
  const destinations = body.object("DestinationConfig");
  if (
    maximumRetryAttempts === undefined &&
    maximumEventAgeInSeconds === undefined &&
    destinations === undefined
  )
    return refuse(
      invalidParameter("You must specify at least one of error handling or destination setting."),
    );
  const onSuccess = destination(service, destinations?.object("OnSuccess"), record);
  const onFailure = destination(service, destinations?.object("OnFailure"), record);
  return {
    ...(maximumRetryAttempts === undefined ? {} : { maximumRetryAttempts }),
    ...(maximumEventAgeInSeconds === undefined ? {} : { maximumEventAgeInSeconds }),
    ...(onSuccess === undefined ? {} : { onSuccess }),
    ...(onFailure === undefined ? {} : { onFailure }),
  };
}

function destination(
  { functions, events }: LambdaService,
  given: Members | undefined,
  { function: { name: owner } }: FunctionRecord,
): DestinationConfig | undefined {
  const arn = given?.text("Destination");
  if (arn === undefined || arn === "") return undefined;
  const { service, rest = "" } = ARN.exec(arn)?.groups ?? {};
  if (service === "sqs" && events.queues.byName.has(rest)) return { queue: rest };
  const name = rest.replace(/^function:/, "").split(":")[0] ?? "";
  if (service === "lambda" && name === owner)
    return refuse(invalidParameter("You can't specify the function as a destination for itself."));
  if (service === "lambda" && functions.byName.has(name)) return { function: name };
  if (service === "lambda" || service === "sqs")
    return refuse(invalidParameter(`The destination ARN ${arn} is invalid.`));
  return refuse(
    invalidParameter(
      `@faultwire/local has functions and queues as destinations, and no others; the destination is ${arn}`,
    ),
  );
}

function set(service: LambdaService, handling: Handling, config: AsynchronousConfig): unknown {
  const { record, qualifier } = handling;
  record.function.asynchronous.set(qualifier, config);
  record.handledSince.set(qualifier, Date.now());
  return describe(service, handling);
}

function describe({ functions }: LambdaService, { record, qualifier }: Handling): unknown {
  const config = record.function.asynchronous.get(qualifier) ?? {};
  const { maximumRetryAttempts, maximumEventAgeInSeconds, onSuccess, onFailure } = config;
  const describeDestination = (given: DestinationConfig | undefined) => {
    if (given === undefined) return {};
    return {
      Destination:
        "queue" in given ? queueArn(functions.account, given.queue) : functions.arn(given.function),
    };
  };
  return {
    // Seconds, as all times of this protocol in JSON.
    LastModified: (record.handledSince.get(qualifier) ?? record.latest.lastModified) / 1000,
    FunctionArn: `${record.function.arn}:${qualifier}`,
    MaximumRetryAttempts: maximumRetryAttempts,
    MaximumEventAgeInSeconds: maximumEventAgeInSeconds,
    DestinationConfig: {
      OnSuccess: describeDestination(onSuccess),
      OnFailure: describeDestination(onFailure),
    },
  };
}

import type { Catalog } from "@faultwire/catalog";
import type { FaultDescription } from "../description/describe-catalog.ts";
import { type AlarmsForOptions, type AlarmsPlan, planAlarms } from "./alarms-options.ts";
import { faultQueries } from "./fault-queries.ts";
import { filterPattern } from "./filter-pattern.ts";

/** The properties of a metric filter, as `CfnMetricFilter` of `aws-cdk-lib/aws-logs` has them. */
export interface MetricFilterProps {
  readonly logGroupName: string;
  readonly filterPattern: string;
  readonly metricTransformations: {
    readonly metricNamespace: string;
    readonly metricName: string;
    readonly metricValue: string;
    readonly defaultValue: number;
    readonly unit: string;
  }[];
}

/** The properties of an alarm, as `CfnAlarm` of `aws-cdk-lib/aws-cloudwatch` has them. */
export interface AlarmProps {
  readonly alarmDescription: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions?: { readonly name: string; readonly value: string }[];
  readonly statistic: string;
  /** Seconds. */
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly threshold: number;
  readonly comparisonOperator: string;
  readonly treatMissingData: string;
  readonly alarmActions?: string[];
}

/** The properties of a query, as `CfnQueryDefinition` of `aws-cdk-lib/aws-logs` has them. */
export interface QueryProps {
  readonly name: string;
  readonly logGroupNames: string[];
  readonly queryString: string;
}

/** The properties of resources by their ids. */
export interface AlarmParts {
  readonly metricFilters: Readonly<Record<string, MetricFilterProps>>;
  readonly alarms: Readonly<Record<string, AlarmProps>>;
  readonly queries: Readonly<Record<string, QueryProps>>;
}

/**
 * Makes an alarm for each fault of the server's, with what counts it, and queries of Logs Insights that group a log by
 * fault. A fault with a status below 500 has an alarm only where you ask for it: answered over HTTP it writes no line, so that
 * metric filters do not count it there, and metrics of a hook (`dimensions`) do.
 *
 * @throws TypeError for a value that is not a catalog, and for a wrong option.
 * @example
 * const { metricFilters, alarms } = alarmsFor(Orders, { namespace: "Shop", logGroups: [logGroup.logGroupName] });
 * for (const [id, props] of Object.entries(metricFilters)) new CfnMetricFilter(this, id, props);
 * for (const [id, props] of Object.entries(alarms)) new CfnAlarm(this, id, props);
 */
export function alarmsFor(catalog: Catalog, options: AlarmsForOptions): AlarmParts {
  const plan = planAlarms("alarmsFor()", catalog, options);
  const ids = idsOf(plan.faults);
  const filters = plan.dimensions === undefined ? plan.faults : [];
  return {
    metricFilters: Object.fromEntries(
      filters.flatMap((fault) => {
        const id = `${ids.get(fault)}Filter`;
        return plan.logGroups.map((logGroupName, index) => [
          index === 0 ? id : `${id}${index + 1}`,
          metricFilter(fault, logGroupName, plan),
        ]);
      }),
    ),
    alarms: Object.fromEntries(plan.faults.map((fault) => [`${ids.get(fault)}Alarm`, alarm(fault, plan)])),
    queries: plan.logGroups.length === 0 ? {} : queriesOf(plan),
  };
}

/** Ids of resources are letters and digits; two names that are the same without the rest have a number. */
function idsOf(faults: readonly FaultDescription[]): ReadonlyMap<FaultDescription, string> {
  const ids = new Map<FaultDescription, string>();
  for (const fault of faults) {
    const plain = fault.errorType.replace(/[^A-Za-z0-9]/g, "") || "Fault";
    const taken = [...ids.values()];
    let id = plain;
    for (let count = 2; taken.includes(id); count++) id = `${plain}No${count}`;
    ids.set(fault, id);
  }
  return ids;
}

function metricFilter(
  { errorType }: FaultDescription,
  logGroupName: string,
  { namespace }: AlarmsPlan,
): MetricFilterProps {
  const metric = { metricNamespace: namespace, metricName: errorType };
  return {
    logGroupName,
    filterPattern: filterPattern(errorType),
    metricTransformations: [{ ...metric, metricValue: "1", defaultValue: 0, unit: "Count" }],
  };
}

function alarm(fault: FaultDescription, plan: AlarmsPlan): AlarmProps {
  const { errorType, status, retryable } = fault;
  const { namespace, dimensions, actions, period, thresholds } = plan;
  const isServers = status >= 500;
  const metric =
    dimensions === undefined
      ? { metricName: errorType }
      : {
          metricName: "Faults",
          dimensions: Object.entries({ ...dimensions, ErrorType: errorType }).map(([name, value]) => ({
            name,
            value,
          })),
        };
  return {
    alarmDescription: describeAlarm(fault, plan),
    namespace,
    ...metric,
    statistic: "Sum",
    period,
    // A fault that may pass by itself has to last.
    evaluationPeriods: isServers && !retryable ? 1 : 3,
    threshold: thresholds[errorType] ?? (isServers ? 1 : 10),
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    treatMissingData: "notBreaching",
    ...(actions.length > 0 && { alarmActions: [...actions] }),
  };
}

function describeAlarm({ errorType, status }: FaultDescription, { catalog, dimensions }: AlarmsPlan): string {
  const what = `${errorType} (status ${status}) of the catalog ${catalog}`;
  if (dimensions !== undefined || status >= 500) return what;
  return `${what}, where it is thrown at the runtime; answered over HTTP it writes no line, and is not counted`;
}

/** Makes queries for all faults of the catalog, also those without alarms. */
function queriesOf({ catalog, names, logGroups }: AlarmsPlan): AlarmParts["queries"] {
  const { byFault, byHour, latest } = faultQueries(names);
  const query = (name: string, queryString: string) => ({
    name: `${catalog}/${name}`,
    logGroupNames: [...logGroups],
    queryString,
  });
  return {
    FaultsByType: query("faults by type", byFault),
    FaultsByHour: query("faults by hour", byHour),
    LatestFaults: query("latest faults", latest),
  };
}

import type { Catalog } from "@faultwire/catalog";
import { alarmsFor } from "./alarms-for.ts";
import type { AlarmsForOptions } from "./alarms-options.ts";

/** A template of CloudFormation. */
export interface AlarmTemplate {
  readonly AWSTemplateFormatVersion: "2010-09-09";
  readonly Description: string;
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: object }>>;
}

/**
 * Makes what {@link alarmsFor} makes as a template of CloudFormation. In log groups, dimensions, actions and the namespace
 * `${Name}` is replaced as by `Fn::Sub`.
 *
 * @throws TypeError for a value that is not a catalog, and for a wrong option.
 */
export function alarmTemplateFor(catalog: Catalog, options: AlarmsForOptions): AlarmTemplate {
  const { metricFilters, alarms, queries } = alarmsFor(catalog, options);
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: `Alarms and queries for the errors of ${catalog.name}`,
    Resources: {
      ...resources("AWS::Logs::MetricFilter", metricFilters),
      ...resources("AWS::CloudWatch::Alarm", alarms),
      ...resources("AWS::Logs::QueryDefinition", queries),
    },
  };
}

/** Members whose texts an author may have written with variables. */
const REPLACED = ["LogGroupName", "LogGroupNames", "MetricNamespace", "Namespace", "AlarmActions", "Value"];

function resources(Type: string, parts: Readonly<Record<string, object>>): AlarmTemplate["Resources"] {
  const all = Object.entries(parts).map(([id, props]) => [id, { Type, Properties: members(props) }] as const);
  return Object.fromEntries(all);
}

/** Writes members as CloudFormation names them. */
function members(props: object): object {
  return Object.fromEntries(
    Object.entries(props).map(([name, value]) => {
      const key = name.charAt(0).toUpperCase() + name.slice(1);
      return [key, property(value, REPLACED.includes(key))];
    }),
  );
}

function property(value: unknown, isReplaced: boolean): unknown {
  if (Array.isArray(value)) return value.map((each) => property(each, isReplaced));
  if (typeof value === "string" && isReplaced && value.includes("${")) return { "Fn::Sub": value };
  return typeof value === "object" && value !== null ? members(value) : value;
}

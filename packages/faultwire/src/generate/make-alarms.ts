import type { Catalog } from "@faultwire/catalog";
import { alarmTemplateFor } from "@faultwire/infra";
import { UsageError } from "../usage-error.ts";
import { readPairs } from "./read-pairs.ts";
import type { GenerateOutput, TargetValues } from "./target.ts";
import { writeYaml } from "./write-yaml.ts";

/** The needs of the filters, and the faults that they cannot count. */
const ABOUT_FILTERS = `# The functions of the log groups need the JSON format of logs (LoggingConfig, LogFormat: JSON): in the text format nothing
# is counted. A fault with a status below 500 writes no line where it is answered over HTTP, and is not counted there.
`;

/**
 * Makes a template of alarms, of what counts the faults, and of queries.
 *
 * @throws UsageError for an option that cannot be read.
 */
export function makeAlarms(catalog: Catalog, values: TargetValues): GenerateOutput {
  const { namespace, faults = "server", period, dimension, threshold } = values;
  if (namespace === undefined)
    throw new UsageError("generate: alarms needs --namespace, CloudWatch's namespace of the metrics");
  const template = alarmTemplateFor(catalog, {
    namespace,
    logGroups: values["log-group"],
    dimensions: dimension && readPairs("--dimension", dimension),
    faults: faults === "server" || faults === "all" ? faults : faults.split(","),
    actions: values.action,
    period: period === undefined ? undefined : Number(period),
    thresholds: numbersIn(readPairs("--threshold", threshold ?? [])),
  });
  const about = dimension === undefined ? ABOUT_FILTERS : "";
  return { comment: (note) => `# ${note}`, text: about + writeYaml(template) };
}

function numbersIn(pairs: Readonly<Record<string, string>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(pairs).map(([name, value]) => [name, Number(value)]));
}

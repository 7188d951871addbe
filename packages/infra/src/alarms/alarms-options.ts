import type { Catalog } from "@faultwire/catalog";
import { checkOptions, describe } from "@faultwire/catalog/internal";
import { describeCatalog, type FaultDescription } from "../description/describe-catalog.ts";
import { handlerErrors } from "../description/handler-errors.ts";

/** The options of {@link alarmsFor}. */
export interface AlarmsForOptions {
  /** CloudWatch's namespace of the metrics, such as `Shop`. */
  readonly namespace: string;
  /**
   * The names of the functions' log groups. Without `dimensions` each of them gets metric filters; their functions need the JSON
   * format of logs.
   */
  readonly logGroups?: readonly string[] | undefined;
  /**
   * The dimensions of the metric `Faults` that a hook writes in this namespace, besides `ErrorType`: `FunctionName` and
   * those of the option for `emfMetrics()`, `service` and the default dimensions for `powertoolsMetrics()`. The alarms are put on this metric, and
   * there are no metric filters.
   */
  readonly dimensions?: Readonly<Record<string, string>> | undefined;
  /**
   * The faults that have alarms: those with a status from 500, all of them, or those of these names. The wrapper's own
   * errors, such as `InternalFailure`, belong to them.
   *
   * @default "server"
   */
  readonly faults?: "server" | "all" | readonly string[] | undefined;
  /** The ARNs of what is done when an alarm goes off, such as that of a topic of SNS. */
  readonly actions?: readonly string[] | undefined;
  /**
   * The length of a period in seconds: 10, 20, 30, or a multiple of 60.
   *
   * @default 300
   */
  readonly period?: number | undefined;
  /**
   * The number of faults in a period from which on their alarm goes off, by the names of the faults.
   *
   * @default 1 for a fault with a status from 500, and 10 for others
   */
  readonly thresholds?: Readonly<Record<string, number>> | undefined;
}

/** Everything that alarms are made of. */
export interface AlarmsPlan extends Required<Pick<AlarmsForOptions, "namespace">> {
  readonly catalog: string;
  /** The names of all faults of the catalog, and of the wrapper's own errors. */
  readonly names: readonly string[];
  /** The faults that have alarms. */
  readonly faults: readonly FaultDescription[];
  readonly logGroups: readonly string[];
  readonly dimensions: Readonly<Record<string, string>> | undefined;
  readonly actions: readonly string[];
  readonly period: number;
  readonly thresholds: Readonly<Record<string, number>>;
}

const OPTIONS = ["namespace", "logGroups", "dimensions", "faults", "actions", "period", "thresholds"];
const NAMESPACE = /^[A-Za-z0-9._/#-][A-Za-z0-9._/#: -]{0,254}$/;
/** Values that only a deployment has: of CloudFormation's `Fn::Sub`, and tokens of the CDK. */
const VARIABLE = /\$\{[^{}]*\}/g;
/** The number of metric filters that a log group takes. */
const FILTER_LIMIT = 100;

/**
 * Reads the options.
 *
 * @throws TypeError naming the option and what to do.
 */
export function planAlarms(where: string, catalog: Catalog, options: AlarmsForOptions): AlarmsPlan {
  checkOptions(where, options, OPTIONS);
  const { namespace, logGroups = [], dimensions, actions = [], period = 300, thresholds = {} } = options;
  const all = [...describeCatalog(catalog).faults, ...handlerErrors()];
  const faults = choose(where, all, options.faults ?? "server");
  checkNamespace(where, namespace);
  checkTexts(where, "logGroups", logGroups);
  checkTexts(where, "actions", actions);
  if (dimensions !== undefined) checkTexts(where, "dimensions", Object.values(Object(dimensions)));
  if (logGroups.length === 0 && dimensions === undefined)
    throw new TypeError(
      `${where}: name the logGroups in which the lines of faults are counted, or the dimensions of the metric that a hook writes`,
    );
  if (dimensions === undefined && faults.length > FILTER_LIMIT)
    throw new TypeError(
      `${where}: a log group takes ${FILTER_LIMIT} metric filters, and there are ${faults.length} faults; choose some with faults`,
    );
  if (![10, 20, 30].includes(period) && !(Number.isSafeInteger(period) && period > 0 && period % 60 === 0))
    throw new TypeError(
      `${where}: period is 10, 20, 30 or a multiple of 60 seconds; it is ${describe(period)}`,
    );
  checkThresholds(where, thresholds, faults);
  return {
    ...{ namespace, logGroups, dimensions, faults, actions, period, thresholds },
    catalog: catalog.name,
    names: all.map(({ errorType }) => errorType),
  };
}

function choose(
  where: string,
  all: readonly FaultDescription[],
  given: unknown,
): readonly FaultDescription[] {
  if (given === "all") return all;
  if (given === "server") return all.filter(({ status }) => status >= 500);
  if (!Array.isArray(given))
    throw new TypeError(`${where}: faults is "server", "all" or a list of names; it is ${describe(given)}`);
  for (const name of given) checkKnown(`${where}: faults`, name, all);
  return all.filter(({ errorType }) => given.includes(errorType));
}

function checkKnown(option: string, name: unknown, faults: readonly FaultDescription[]): void {
  const names = faults.map(({ errorType }) => errorType);
  if (names.some((each) => each === name)) return;
  throw new TypeError(`${option} has ${describe(name)}; the faults are ${names.join(", ") || "none"}`);
}

function checkNamespace(where: string, namespace: unknown): void {
  const text = typeof namespace === "string" ? namespace.replace(VARIABLE, "x") : "";
  if (NAMESPACE.test(text) && !text.startsWith("AWS/")) return;
  throw new TypeError(
    `${where}: namespace is 1 to 255 of the letters, digits and " ._/#:-", not beginning with "AWS/" or ":"; it is ${describe(namespace)}`,
  );
}

function checkTexts(where: string, option: string, texts: unknown): void {
  if (Array.isArray(texts) && texts.every((text) => typeof text === "string" && text !== "")) return;
  throw new TypeError(`${where}: ${option} has texts that are not empty; it is ${describe(texts)}`);
}

function checkThresholds(where: string, thresholds: object, faults: readonly FaultDescription[]): void {
  for (const [name, threshold] of Object.entries(thresholds)) {
    checkKnown(`${where}: thresholds`, name, faults);
    if (typeof threshold !== "number" || !(threshold > 0))
      throw new TypeError(`${where}: thresholds has numbers above 0; ${name} is ${describe(threshold)}`);
  }
}

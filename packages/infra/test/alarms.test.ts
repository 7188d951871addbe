import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineCatalog, fault } from "@faultwire/catalog";
import { type AlarmsForOptions, alarmsFor, alarmTemplateFor } from "@faultwire/infra";
import { describe, expect, test } from "vitest";

/* The resources themselves; e2e runs filters and queries over real logs. */

class Down extends fault("Down", { status: 500, message: "down" }) {}
class Busy extends fault("Busy", { status: 503, message: "busy" }) {}
class NotFound extends fault("Not.Found", { status: 404, message: "not found" }) {}
class NotFoundToo extends fault("NotFound", { status: 404, message: "not found" }) {}
const Orders = defineCatalog("orders", { Down, Busy, "Not.Found": NotFound, NotFound: NotFoundToo });

const OWN = ["FunctionTimedOut", "ResultTooLarge", "InternalFailure", "DependencyFailed"];
const log = { namespace: "Shop", logGroups: ["/aws/lambda/a", "/aws/lambda/b"] };
const hook = { namespace: "Shop", dimensions: { FunctionName: "get-order" } };

test("faults of the server's have alarms, those of the client's only where they are asked for", () => {
  const namesOf = (faults?: AlarmsForOptions["faults"]) =>
    Object.values(alarmsFor(Orders, { ...log, faults }).alarms).map(({ metricName }) => metricName);
  expect(namesOf()).toEqual(["Down", "Busy", ...OWN]);
  expect(namesOf("all")).toEqual(
    expect.arrayContaining(["Not.Found", "NotFound", "ValidationFailed", ...namesOf()]),
  );
  expect(namesOf(["NotFound", "InternalFailure"])).toEqual(["NotFound", "InternalFailure"]);
});

test("an alarm of what may pass by itself waits, one of the client's takes more, and both state what they count", () => {
  const faults = ["Down", "Busy", "NotFound"];
  const { alarms } = alarmsFor(Orders, {
    ...log,
    faults,
    thresholds: { Busy: 5 },
    period: 60,
    actions: ["arn"],
  });
  expect(alarms).toEqual({
    DownAlarm: alarm(
      "Down",
      { evaluationPeriods: 1, threshold: 1 },
      "Down (status 500) of the catalog orders",
    ),
    BusyAlarm: alarm(
      "Busy",
      { evaluationPeriods: 3, threshold: 5 },
      "Busy (status 503) of the catalog orders",
    ),
    NotFoundAlarm: alarm(
      "NotFound",
      { evaluationPeriods: 3, threshold: 10 },
      "NotFound (status 404) of the catalog orders, where it is thrown at the runtime; answered over HTTP it writes no line, and is not counted",
    ),
  });
});

function alarm(metricName: string, when: object, alarmDescription: string): object {
  const rest = { comparisonOperator: "GreaterThanOrEqualToThreshold", treatMissingData: "notBreaching" };
  return {
    ...{
      alarmDescription,
      metricName,
      namespace: "Shop",
      statistic: "Sum",
      period: 60,
      alarmActions: ["arn"],
    },
    ...{ ...when, ...rest },
  };
}

test("each log group has a filter for each fault, into one metric; ids are distinct", () => {
  const { metricFilters, queries } = alarmsFor(Orders, { ...log, faults: ["Not.Found", "NotFound"] });
  const filters = Object.entries(metricFilters).map(([id, { logGroupName, metricTransformations }]) => [
    id,
    logGroupName,
    metricTransformations[0]?.metricName,
  ]);
  expect(filters).toEqual([
    ["NotFoundFilter", "/aws/lambda/a", "Not.Found"],
    ["NotFoundFilter2", "/aws/lambda/b", "Not.Found"],
    ["NotFoundNo2Filter", "/aws/lambda/a", "NotFound"],
    ["NotFoundNo2Filter2", "/aws/lambda/b", "NotFound"],
  ]);
  for (const query of Object.values(queries)) expect(query.logGroupNames).toEqual(log.logGroups);
});

test("alarms on the metric of a hook count faults of the client's too, and nothing is counted a second time", () => {
  const { metricFilters, alarms, queries } = alarmsFor(Orders, { ...hook, faults: ["NotFound"] });
  expect([metricFilters, queries]).toEqual([{}, {}]);
  expect(alarms.NotFoundAlarm).toMatchObject({
    alarmDescription: "NotFound (status 404) of the catalog orders",
    metricName: "Faults",
    dimensions: [
      { name: "FunctionName", value: "get-order" },
      { name: "ErrorType", value: "NotFound" },
    ],
  });
  const both = alarmsFor(Orders, { ...log, ...hook });
  expect([Object.keys(both.metricFilters), Object.keys(both.queries)]).toEqual([[], expect.any(Array)]);
  expect(Object.keys(both.queries)).toHaveLength(3);
});

const variable = (name: string) => `\${${name}}`;

test("a template has variables where a deployment knows the names", () => {
  const { Resources } = alarmTemplateFor(Orders, {
    namespace: variable("AWS::StackName"),
    logGroups: [`/aws/lambda/${variable("GetOrder")}`],
    actions: [variable("AlarmTopic"), "arn:aws:sns:us-east-1:123456789012:alarms"],
    faults: ["Down"],
  });
  expect(Resources.DownFilter).toEqual({
    Type: "AWS::Logs::MetricFilter",
    Properties: {
      LogGroupName: { "Fn::Sub": `/aws/lambda/${variable("GetOrder")}` },
      FilterPattern: expect.stringContaining('"Down"'),
      MetricTransformations: [
        {
          ...{
            MetricNamespace: { "Fn::Sub": variable("AWS::StackName") },
            MetricName: "Down",
            MetricValue: "1",
          },
          ...{ DefaultValue: 0, Unit: "Count" },
        },
      ],
    },
  });
  expect(Resources.DownAlarm?.Properties).toMatchObject({
    Namespace: { "Fn::Sub": variable("AWS::StackName") },
    AlarmActions: [{ "Fn::Sub": variable("AlarmTopic") }, "arn:aws:sns:us-east-1:123456789012:alarms"],
  });
});

// A process of Python, which takes seconds.
const canLint = process.env.FAULTWIRE_TESTS === "all" && spawnSync("which", ["cfn-lint"]).status === 0;
test.skipIf(!canLint)("cfn-lint finds nothing in the templates", () => {
  const folder = mkdtempSync(join(tmpdir(), "faultwire-alarms-"));
  const files = [log, hook].map((options, index) => {
    const file = join(folder, `${index}.json`);
    writeFileSync(file, JSON.stringify(alarmTemplateFor(Orders, { ...options, faults: "all" })));
    return file;
  });
  const { stdout, status } = spawnSync("cfn-lint", ["--", ...files], { encoding: "utf8" });
  rmSync(folder, { recursive: true });
  expect([stdout, status]).toEqual(["", 0]);
});

const LONG = "A".repeat(128);
class Long extends fault(LONG, { status: 500, message: "m" }) {}
const many = Object.fromEntries(
  Array.from({ length: 101 }, (_, index) => {
    const name = `Fault${index}`;
    return [name, class extends fault(name, { status: 500, message: "m" }) {}] as const;
  }),
);

describe("what cannot work is refused with what to do", () => {
  test.each<[string, object]>([
    ["name the logGroups in which the lines of faults are counted", { namespace: "Shop" }],
    ["name the logGroups in which the lines of faults are counted", { namespace: "Shop", logGroups: [] }],
    ['namespace is 1 to 255 of the letters, digits and " ._/#:-"', { ...log, namespace: "AWS/Lambda" }],
    ["namespace is 1 to 255", { ...log, namespace: "a*b" }],
    ["logGroups has texts that are not empty", { ...log, logGroups: [""] }],
    ["dimensions has texts that are not empty", { ...hook, dimensions: { FunctionName: "" } }],
    ['faults is "server", "all" or a list of names; it is "client"', { ...log, faults: "client" }],
    ['faults has "Gone"; the faults are Down, Busy, Not.Found', { ...log, faults: ["Gone"] }],
    ['thresholds has "NotFound"; the faults are Down, Busy', { ...log, thresholds: { NotFound: 1 } }],
    ["thresholds has numbers above 0; Down is 0", { ...log, thresholds: { Down: 0 } }],
    ["period is 10, 20, 30 or a multiple of 60 seconds; it is 90", { ...log, period: 90 }],
    ["period is 10, 20, 30 or a multiple of 60 seconds; it is NaN", { ...log, period: Number.NaN }],
    ["functions", { ...log, functions: [] }],
  ])("%s", (message, options) => {
    expect(() => alarmsFor(Orders, options as never)).toThrow(message);
  });

  test("more faults than a log group has filters", () => {
    const Many = defineCatalog("many", many);
    expect(() => alarmsFor(Many, log)).toThrow("a log group takes 100 metric filters, and there are 105");
    expect(Object.keys(alarmsFor(Many, hook).alarms)).toHaveLength(105);
  });
});

test("the pattern of the longest name has no more than CloudWatch's 1024 characters", () => {
  const { metricFilters } = alarmsFor(defineCatalog("long", { [LONG]: Long }), log);
  expect(metricFilters[`${LONG}Filter`]?.filterPattern.length).toBeLessThanOrEqual(1024);
});

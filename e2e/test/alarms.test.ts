import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { alarmsFor } from "@faultwire/infra";
import { type Local, local } from "@faultwire/local";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compilePattern } from "./filter-pattern.ts";
import { DONE, Shops, THROWN, WAYS } from "./functions/alarming.ts";

/*
 * The generated filters and queries over the lines that functions really logged under AWS's runtime clients: each fault
 * is counted once on every way, and nothing else is, whatever text a user wrote.
 */

const { metricFilters, queries } = alarmsFor(Shops, { namespace: "Shop", logGroups: ["g"], faults: "all" });
const FILTERS = Object.values(metricFilters).map(({ filterPattern, metricTransformations: [metric] }) => ({
  name: metric?.metricName ?? "",
  matches: compilePattern(filterPattern),
}));
/** The expressions of a query, which are those of Java and of JavaScript alike. */
const EXPRESSIONS = Array.from(
  queries.FaultsByType?.queryString.matchAll(/^\| parse @message \/(.*)\/$/gm) ?? [],
  ([, expression = ""]) => new RegExp(expression),
);

const root = mkdtempSync(join(tmpdir(), "faultwire-alarms-"));
beforeAll(() =>
  build({
    entryPoints: [`${import.meta.dirname}/functions/alarming.ts`],
    ...{ bundle: true, platform: "node", format: "esm", outdir: root, outExtension: { ".js": ".mjs" } },
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    conditions: ["@faultwire/source"],
    logLevel: "error",
  }),
);
afterAll(() => rmSync(root, { recursive: true }));

/** The ways on which everything happens; on the others a choice of it does. */
const MAIN = ["direct", "http", "http with Powertools' Logger"];
const CHOICE = [
  "Busy",
  "Busy, with a cause",
  "BusyToday, text 3",
  "NotFound",
  "NotFound, with a cause",
  "undeclared",
];
const CALLS = Object.keys({ ...WAYS, stream: [] }).flatMap((way) =>
  (MAIN.includes(way) ? Object.keys({ ...THROWN, ...DONE }) : [...CHOICE, "logs texts"]).map((does) => ({
    way,
    does,
  })),
);

/** The ways on which the runtime gets the fault itself, and those on which an undeclared error is concealed. */
const THROWING = /^(?:direct|concealed|stream)/;
const CONCEALING = /^(?:http|custom|concealed|resolver|trigger|edge|authorizer)/;

/** The fault that is to be counted, once. */
function countedIn({ way, does }: (typeof CALLS)[number]): readonly string[] {
  if (way === "past its deadline") return ["FunctionTimedOut"];
  if (does in DONE) return [];
  if (/^(?:undeclared|text$|mapped wrongly)/.test(does))
    return CONCEALING.test(way) ? ["InternalFailure"] : [];
  const [name = ""] = does.split(",");
  if (name === "NotFound" && !does.includes("cause") && !THROWING.test(way)) return [];
  return [name === "mapped" ? "Busy" : name];
}

const filtered = (line: string) => FILTERS.filter(({ matches }) => matches(line)).map(({ name }) => name);
const queried = (line: string) =>
  EXPRESSIONS.flatMap((expression) => Object.values(expression.exec(line)?.groups ?? {}));

/** An event of a log may have several lines: the runtime's begins with the time and the id of the request. */
const eventsOf = (log: string) => log.split(/\n(?=\S+\t[\da-f-]{36}\t|\{|START |END |REPORT )/);

describe.each([
  { runtime: "nodejs24.x", format: "JSON" },
  { runtime: "nodejs22.x", format: "JSON" },
  { runtime: "nodejs24.x", format: "Text" },
  { runtime: "nodejs22.x", format: "Text" },
] as const)("in the log of $runtime in the format $format", ({ runtime, format }) => {
  let lambda: Local;
  const logs = new Map<object, readonly string[]>();

  beforeAll(async () => {
    const environment = { AWS_LAMBDA_LOG_FORMAT: format };
    const each = { runtime, environment, timeout: 30 };
    lambda = await local({
      root,
      functions: { f: { handler: "alarming.handler", ...each }, s: { handler: "alarming.stream", ...each } },
    });
    for (const call of CALLS) {
      const name = call.way === "stream" ? "s" : "f";
      const path = call.way === "stream" ? "response-streaming-invocations" : "invocations";
      const date = call.way === "stream" ? "2021-11-15" : "2015-03-31";
      const body = JSON.stringify(call);
      const response = await fetch(`${lambda.endpoint}/${date}/functions/${name}/${path}`, {
        method: "POST",
        body,
      });
      await response.arrayBuffer();
      logs.set(call, eventsOf(lambda.runs(name).at(-1)?.log ?? ""));
    }
  });
  afterAll(() => lambda.close());

  const each = (find: (line: string) => readonly unknown[]) =>
    CALLS.map((call) => ({ ...call, found: logs.get(call)?.flatMap(find) }));
  const expected = CALLS.map((call) => ({ ...call, found: countedIn(call) }));

  test("queries group each fault once", () => {
    expect(each(queried)).toEqual(expected);
  });

  test("each fault is counted by its own filter, once; in the text format only the lines of Powertools' Logger are", () => {
    const isSeen = ({ way }: (typeof CALLS)[number]) =>
      format === "JSON" || way === "http with Powertools' Logger";
    expect(each(filtered)).toEqual(
      expected.map((call) => ({ ...call, found: isSeen(call) ? call.found : [] })),
    );
  });

  test("lines of both metric hooks are among those", () => {
    const call = CALLS.find(({ way, does }) => way === "direct with metrics" && does === "Busy");
    const written = (call && logs.get(call)?.filter((line) => line.includes("CloudWatchMetrics"))) ?? [];
    // One of EMF, and one for each metric of Powertools.
    expect(written).toHaveLength(3);
  });
});

/** Examples of AWS's page, with what it states about them. */
const AWS_EVENT = {
  ...{ eventType: "UpdateTrail", sourceIPAddress: "111.111.111.111", arrayKey: ["value", "another value"] },
  objectList: [
    { name: "a", id: 1 },
    { name: "b", id: 2 },
  ],
  ...{ SomeObject: null, ThisFlag: true, latency: 500 },
  user: { id: 1, email: "John.Stiles@example.com" },
  users: [{ id: 2, email: "John.Doe@example.com" }],
  ...{ actions: ["GET", "PUT", "DELETE"], coordinates: [[0, 1, 2]] },
};

test.each([
  ['{ $.eventType = "UpdateTrail" }', true],
  ["{ $.sourceIPAddress != 123.123.* }", true],
  ['{ $.arrayKey[0] = "value" }', true],
  ["{ $.objectList[1].id = 2 }", true],
  ["{ $.SomeObject IS NULL }", true],
  ["{ $.SomeOtherObject IS NULL }", false],
  ["{ $.SomeOtherObject NOT EXISTS }", true],
  ["{ $.ThisFlag IS TRUE }", true],
  ["{ $.ThisFlag IS FALSE }", false],
  ["{ $.latency >= 500 }", true],
  ["{ $.latency < 10e1 }", false],
  ['{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }', true],
  ['{ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET" }', false],
  [
    '{ $.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch && $.actions[2] = nomatch }',
    true,
  ],
  [
    '{ ($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch) && $.actions[2] = nomatch }',
    false,
  ],
  ["{ $.users = 1 }", false],
  ["{ $.users != 1 }", false],
  ['{ $.eventType = "*Trail" }', true],
  ['{ $.eventType = "Up*Trail" }', false],
])("the interpreter reads AWS's example %s: %j", (pattern, expected) => {
  expect(compilePattern(pattern)(JSON.stringify(AWS_EVENT))).toBe(expected);
});

test.each(["ERROR", "{ $.a }", "{ $.a == b }", "{ $.a = b", "{ $.a = b ) }", "{ a = b }", "{ $.a IS NOT }"])(
  "the interpreter refuses %s",
  (pattern) => {
    expect(() => compilePattern(pattern)).toThrow(SyntaxError);
  },
);

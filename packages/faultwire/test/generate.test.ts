import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  alarmTemplateFor,
  apiGatewayCommandsFor,
  apiGatewayMethodFor,
  apiGatewayOperationFor,
} from "@faultwire/infra";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { GENERATE_USAGE, TARGET_NAMES } from "../src/command/generate-usage.ts";
import { runCommand } from "../src/command/run-command.ts";
import { VERBS } from "../src/command/verbs.ts";
import { TARGET_OPTIONS } from "../src/generate/target.ts";
import { TARGETS } from "../src/generate/targets.ts";

/* Projects as users have them, each in a folder of its own below this package, so that its packages are found. */

const HERE = join(import.meta.dirname, "..");
const IMPORTS = 'import { defineCatalog, fault } from "@faultwire/catalog"; import { z } from "zod";';
const FILES: Readonly<Record<string, string>> = {
  "package.json": '{ "type": "module" }',
  "tsconfig.json": '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
  "src/kinds.ts": "export enum Kind { Lost = 'lost' }",
  "src/parts/index.ts": `${IMPORTS}
    export class Lost extends fault("Lost", { status: 404, details: z.object({ id: z.string() }), message: "m" }) {}`,
  "src/faults.ts": `${IMPORTS}
    import { Kind } from "./kinds";
    import { Lost } from "./parts";
    import { Kind as Same } from "./kinds.js";
    import { Lost as Again } from "@/parts";
    import type { Nothing } from "nothing-at-all";
    if (Kind !== Same || Lost !== Again) throw new Error("loaded twice");
    console.log("a greeting");
    setInterval(() => undefined, 1000).unref();
    export const Orders = defineCatalog("orders", { Lost });
    export default Orders;`,
  "src/several.ts": `${IMPORTS}
    export { Orders } from "./faults.ts";
    export const Others = defineCatalog("others", {});`,
  "src/none.ts": "export const Orders = { name: 'orders', faults: { Lost: class {} } };",
  "src/throws.ts": "export const one = 1;\nthrow new Error('no database');",
  "src/missing.ts": 'import "./not-there"; export {};',
  "src/varying.ts": `${IMPORTS}
    class Lost extends fault("Lost", { details: z.object({ id: z.string() }), message: ({ id }) => id }) {}
    export const Varying = defineCatalog("varying", { Lost });`,
  "src/wrong.ts": "export const a: = 1;",
  "src/vali.ts": `${IMPORTS} import * as v from "valibot";
    class Closed extends fault("Closed", { details: v.object({ on: v.date() }), message: "m" }) {}
    export const Vali = defineCatalog("vali", { Closed });`,
  "dist/faults.mjs": `${IMPORTS}
    export class Gone extends fault("Gone", { status: 410, message: "gone" }) {}
    export const Compiled = defineCatalog("compiled", { Gone });`,
  "dist/faults.cjs": `const { defineCatalog, fault } = require("@faultwire/catalog");
    class Gone extends fault("Gone", { status: 410, message: "gone" }) {}
    module.exports = { Common: defineCatalog("common", { Gone }) };`,
  "node_modules/shared-faults/package.json": '{ "name": "shared-faults", "main": "../../dist/faults.cjs" }',
};

let folder: string;
const print = { stdout: "", stderr: "" };
const before = process.cwd();

beforeAll(() => {
  folder = mkdtempSync(join(HERE, ".cache-generate-"));
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(join(folder, file, ".."), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => {
  Object.assign(print, { stdout: "", stderr: "" });
  const into = (name: "stdout" | "stderr") => (text: string | Uint8Array) => {
    print[name] += text;
    return true;
  };
  vi.spyOn(process.stdout, "write").mockImplementation(into("stdout"));
  vi.spyOn(process.stderr, "write").mockImplementation(into("stderr"));
  vi.spyOn(console, "error").mockImplementation((text) => {
    print.stderr += `${text}\n`;
  });
});
afterEach(() => vi.restoreAllMocks());

const generate = (...parameters: string[]) => runCommand(["generate", ...parameters]);
const read = (file: string) => readFileSync(join(folder, file), "utf8");

describe("a catalog is loaded", () => {
  test.each([
    ["from TypeScript, whatever its imports look like", "./src/faults.ts", "orders"],
    ["from a compiled module", "dist/faults.mjs", "compiled"],
    ["from a compiled CommonJS module", "dist/faults.cjs", "common"],
    ["from a package", "shared-faults", "common"],
  ])("%s", async (_, file, name) => {
    expect([await generate("json-schema", file), print.stderr.replace("a greeting\n", "")]).toEqual([0, ""]);
    expect(JSON.parse(print.stdout).title).toBe(name);
  });

  test("by its export where a file has several", async () => {
    expect(await generate("json-schema", "src/several.ts")).toBe(2);
    expect(print.stderr).toContain(
      "src/several.ts exports 2 catalogs; choose one with --export Orders, or --export Others",
    );
    expect(await generate("json-schema", "src/several.ts", "--export", "Others")).toBe(0);
    expect(JSON.parse(print.stdout).title).toBe("others");
    expect(await generate("json-schema", "src/several.ts", "--export", "Other")).toBe(2);
    expect(print.stderr).toContain("src/several.ts has no catalog Other; it exports Orders, Others");
  });

  test("and schemas of valibot are described by its package, which is found in the project", async () => {
    expect(await generate("json-schema", "src/vali.ts")).toBe(0);
    expect(JSON.parse(print.stdout).$defs.ClosedDetails.properties.on.format).toBe("date-time");
  });
});

test.each([
  ["src/none.ts", "src/none.ts exports no catalog; export one"],
  ["src/nothing.ts", "there is no file src/nothing.ts"],
  ["src/throws.ts", /src\/throws\.ts cannot be loaded: no database at .*src\/throws\.ts:2/],
  ["src/missing.ts", /cannot be loaded: Cannot find module '\.\/not-there', imported by .*missing\.ts/],
  ["src/wrong.ts", /cannot be loaded: ParseError: .*src\/wrong\.ts:1/s],
  ["not-a-package", "not-a-package cannot be loaded: Cannot find module 'not-a-package'; is it installed?"],
])("a catalog in %s is refused with 2 and what to do", async (file, message) => {
  expect([await generate("json-schema", file), print.stdout]).toEqual([2, ""]);
  expect(print.stderr).toMatch(message);
});

test.each([
  [["json-schema"], "name a target and the file of the catalog"],
  [["json-schma", "a.ts"], "there is no target json-schma; the targets are apigw, json-schema"],
  [["toString", "a.ts"], "there is no target toString"],
  [["json-schema", "a.ts", "b.ts"], "b.ts is one argument too many"],
  [["json-schema", "src/faults.ts", "--check"], "--check needs --out"],
  [["json-schema", "src/faults.ts", "--ot", "x"], "Unknown option '--ot'"],
  [["json-schema", "src/faults.ts", "--body", "xml"], "--body is problem-details or problem-details="],
])("%j ends with 2 and what to do", async (parameters, message) => {
  expect([await generate(...parameters), print.stdout]).toEqual([2, ""]);
  expect(print.stderr).toContain(message);
});

test("each target and each option is in the help and in the completion", () => {
  const options = ["export", "out", "check", ...Object.keys(TARGET_OPTIONS), "help"].map(
    (name) => `--${name}`,
  );
  expect([...(VERBS.generate?.options ?? [])].sort()).toEqual(options.sort());
  for (const option of options) expect(GENERATE_USAGE).toContain(`\n  ${option}`);
  expect(Object.keys(TARGETS)).toEqual(TARGET_NAMES);
  for (const [name, { summary }] of Object.entries(TARGETS))
    expect(GENERATE_USAGE).toMatch(new RegExp(`^  ${name} +${summary}`, "m"));
});

describe("the target asl", () => {
  const states = ["--next", "Lost=Search,Last=Search"];
  test.each([
    [[], {}],
    [["--next", "Failed"], { Catch: [{ ErrorEquals: ["Lost"], ResultPath: "$.error", Next: "Failed" }] }],
    [
      ["--next", "Lost=Search", "--others", "Alarm", "--jsonata"],
      {
        Catch: [
          { ErrorEquals: ["Lost"], Next: "Search", Output: expect.stringContaining("$states.errorOutput") },
          { ErrorEquals: ["States.ALL"], Next: "Alarm", Output: expect.stringContaining("$states.input") },
        ],
      },
    ],
    [
      ["--others", "Alarm"],
      { Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Alarm" }] },
    ],
    [["--idempotent", "false"], { Retry: [{ ErrorEquals: ["Lambda.TooManyRequestsException"] }] }],
  ])("%j", async (given, expected) => {
    expect(await generate("asl", "src/faults.ts", ...given)).toBe(0);
    const made = JSON.parse(print.stdout);
    expect(made).toMatchObject({ Retry: expect.any(Array), ...expected });
    expect(made.Comment).toContain(
      ["asl src/faults.ts", ...given.filter((each) => each === "--jsonata")].join(" "),
    );
    expect("Catch" in made).toBe("Catch" in expected);
  });

  test("refuses what is not a fault, a state, or true and false", async () => {
    expect(await generate("asl", "src/faults.ts", ...states)).toBe(2);
    expect(print.stderr).toContain("next has the fault Last; the faults are Lost");
    expect(await generate("asl", "src/faults.ts", "--idempotent", "yes")).toBe(2);
    expect(print.stderr).toContain("--idempotent is true or false; it is yes");
    expect(await generate("asl", "src/faults.ts", "--body", "problem-details")).toBe(2);
    expect(print.stderr).toContain("asl has no option --body");
  });
});

describe("a generated file", () => {
  const command = ["json-schema", "src/faults.ts", "--export", "Orders", "--out"] as const;

  test("begins with the command that makes it again, and is the same each time", async () => {
    expect(await generate(...command, "made/a b.json")).toBe(0);
    const [first] = read("made/a b.json").split("\n");
    expect(first).toBe(
      `{ "$comment": "Made by: npx faultwire generate json-schema src/faults.ts --export Orders --out 'made/a b.json'",`,
    );
    expect(JSON.parse(read("made/a b.json"))).toMatchObject({ title: "orders" });
    const made = read("made/a b.json");
    expect(await generate("--out", "made/a b.json", "--export=Orders", "json-schema", "src/faults.ts")).toBe(
      0,
    );
    expect(read("made/a b.json")).toBe(made);
  });

  test("is up to date in any layout, and out of date once the catalog has changed", async () => {
    await generate(...command, "b.json");
    expect(await generate(...command, "b.json", "--check")).toBe(0);
    writeFileSync("b.json", JSON.stringify(JSON.parse(read("b.json")), undefined, "\t"));
    expect(await generate(...command, "b.json", "--check")).toBe(0);
    const formatted = read("b.json");
    writeFileSync("b.json", formatted.replace('"Lost"', '"Last"'));
    expect(await generate(...command, "b.json", "--check")).toBe(1);
    expect(print.stderr).toContain("b.json is out of date; run the same command without --check");
    expect(read("b.json")).not.toBe(formatted);
    expect(await generate(...command, "missing.json", "--check")).toBe(1);
    expect(print.stderr).toContain("missing.json does not exist");
    expect(await generate(...command, "b.json")).toBe(0);
  });

  test("never takes the place of a file that was not generated", async () => {
    expect(await generate(...command, "src/kinds.ts")).toBe(2);
    expect(print.stderr).toContain("src/kinds.ts was not made by this command and would be lost");
    expect(read("src/kinds.ts")).toBe(FILES["src/kinds.ts"]);
    expect(await generate(...command, "tsconfig.json/x.json")).toBe(2);
    expect(print.stderr).toContain("tsconfig.json/x.json cannot be written");
  });
});

describe("generate apigw", () => {
  test("writes the properties of a method, an operation, or commands, each with the command that makes it again", async () => {
    const options = { function: "Pay" };
    const { Compiled } = await import(`${folder}/dist/faults.mjs`);
    const parsed = async (...more: string[]) => {
      Object.assign(print, { stdout: "" });
      expect(await generate("apigw", "dist/faults.mjs", ...more)).toBe(0);
      expect(print.stdout.split("\n")[0]).toBe(
        ["# Made by: npx faultwire generate apigw dist/faults.mjs", ...more].join(" "),
      );
      return print.stdout;
    };
    expect(parse(await parsed())).toEqual(apiGatewayMethodFor(Compiled));
    expect(parse(await parsed("--format", "openapi", "--function", "Pay", "--wire", "standard"))).toEqual(
      apiGatewayOperationFor(Compiled, { ...options, wire: "standard" }),
    );
    const headers = { "X-A": "a=b", "X-B": "" };
    expect(parse(await parsed("--header", "X-A=a=b", "--header", "X-B=", "--success-status", "201"))).toEqual(
      apiGatewayMethodFor(Compiled, { headers, successStatus: 201 }),
    );
    expect(await parsed("--format", "commands")).toContain(apiGatewayCommandsFor(Compiled).join("\n"));
  });

  test.each([
    [["--format", "json"], "--format is cloudformation, openapi or commands"],
    [["--wire", "proxy"], "--wire is custom or standard"],
    [["--format", "commands", "--function", "Pay"], "they take no --function"],
    [["--function", "Pay-Order"], "function is the logical id"],
    [["--body", "problem-details"], "apigw has no option --body"],
    [["--header", "X-A"], "--header is NAME=VALUE; it is X-A"],
    [["--header", "X-A=it's"], "headers are texts of printable ASCII without single quotes"],
    [["--success-status", "no"], "successStatus is from 200 to 399; it is NaN"],
  ])("refuses %j", async (options, reason) => {
    expect(await generate("apigw", "dist/faults.mjs", ...options)).toBe(2);
    expect(print.stderr).toContain(reason);
  });

  test("refuses messages that no pattern can match, with the reason", async () => {
    expect(await generate("apigw", "src/varying.ts", "--wire", "standard")).toBe(2);
    expect(print.stderr).toContain("the messages of Lost are made of details");
  });
});

describe("generate alarms", () => {
  const log = ["--namespace", "Shop", "--log-group", "/aws/lambda/a"];

  test("writes a template, with what it needs and what it cannot count", async () => {
    const { Compiled } = await import(`${folder}/dist/faults.mjs`);
    const more = ["--log-group", "b", "--faults", "Gone,InternalFailure", "--threshold", "Gone=5"];
    expect(
      await generate("alarms", "dist/faults.mjs", ...log, ...more, "--period", "60", "--action", "arn"),
    ).toBe(0);
    expect(print.stdout.split("\n")[0]).toBe(
      "# Made by: npx faultwire generate alarms dist/faults.mjs --action arn --faults Gone,InternalFailure " +
        "--log-group /aws/lambda/a --log-group b --namespace Shop --period 60 --threshold Gone=5",
    );
    expect(print.stdout).toContain("in the text format nothing\n# is counted");
    expect(parse(print.stdout)).toEqual(
      alarmTemplateFor(Compiled, {
        ...{ namespace: "Shop", logGroups: ["/aws/lambda/a", "b"], period: 60, actions: ["arn"] },
        ...{ faults: ["Gone", "InternalFailure"], thresholds: { Gone: 5 } },
      }),
    );
  });

  test("puts alarms on the metric of a hook, which counts every fault", async () => {
    const { Compiled } = await import(`${folder}/dist/faults.mjs`);
    const given = ["--namespace", "Shop", "--dimension", "FunctionName=get", "--dimension", "Stage=prod"];
    expect(await generate("alarms", "dist/faults.mjs", ...given, "--faults", "all")).toBe(0);
    expect(print.stdout).not.toContain("is not counted");
    const dimensions = { FunctionName: "get", Stage: "prod" };
    expect(parse(print.stdout)).toEqual(
      alarmTemplateFor(Compiled, { namespace: "Shop", dimensions, faults: "all" }),
    );
  });

  test.each([
    [[], "alarms needs --namespace"],
    [["--namespace", "Shop"], "name the logGroups in which the lines of faults are counted"],
    [["--namespace", "Shop", "--dimension", "get"], "--dimension is NAME=VALUE; it is get"],
    [[...log, "--faults", "Gone,Lost"], 'faults has "Lost"; the faults are Gone'],
    [[...log, "--period", "soon"], "period is 10, 20, 30 or a multiple of 60 seconds"],
    [
      [...log, "--threshold", "InternalFailure=many"],
      "thresholds has numbers above 0; InternalFailure is NaN",
    ],
    [[...log, "--wire", "custom"], "alarms has no option --wire"],
  ])("refuses %j", async (options, reason) => {
    expect(await generate("alarms", "dist/faults.mjs", ...options)).toBe(2);
    expect(print.stderr).toContain(reason);
  });
});

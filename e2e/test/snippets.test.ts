import { execFile } from "node:child_process";
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { SFNClient, StartSyncExecutionCommand } from "@aws-sdk/client-sfn";
import { type Local, local } from "@faultwire/local";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { isWholeRun } from "./is-whole-run.ts";
import { codeDocuments } from "./structure/documents.ts";
import { headingsOf } from "./structure/headings.ts";
import { repository } from "./structure/sources.ts";

/*
 * The code in the documents runs with the built packages on the supported versions of Node.js and prints what they show.
 * The types are removed and nothing else is changed, so that syntax which a Node.js lacks fails. The README's function
 * is deployed as get-order, for callers that need one.
 */

const folder = join(import.meta.dirname, "../.cache/snippets");
const NODES: readonly (readonly [version: string, path: string])[] = [
  ["Node.js 24", process.execPath],
  ["Node.js 22", join(import.meta.dirname, "../toolchains/node_modules/node-22/bin/node")],
];

const isSkill = (path: string) => path.endsWith("SKILL.md");
/** Pages whose examples change nothing that is global: they and the skills run in one process, which saves time. */
const SHARED = ["docs/catching.md", "docs/declaring.md", "docs/http.md", "docs/step-functions.md"];
const isShared = (path: string) => isSkill(path) || SHARED.includes(path);

/** On the older Node.js the first pages that a user reads, and in a whole run all. */
const runs = codeDocuments
  .filter(({ path }) => !isShared(path))
  .flatMap(({ path, outputs }) =>
    outputs.flatMap(([file, prints]) =>
      NODES.slice(0, isWholeRun || path.endsWith("README.md") ? 2 : 1).map(
        ([version, node]) => [path, file, version, { node, prints }] as const,
      ),
    ),
  );

/** A function as people write it without Faultwire, of which the README shows what arrives. */
const UNWRAPPED = `
class OrderNotFound extends Error {
  constructor(orderId) {
    super("Order " + orderId + " was not found");
    this.orderId = orderId;
  }
}
export const handler = async () => {
  throw new OrderNotFound("o-2");
};
`;

let lambda: Local;

beforeAll(async () => {
  for (const { path, files } of codeDocuments) {
    const home = join(folder, path);
    mkdirSync(home, { recursive: true });
    for (const [file, text] of files) {
      writeFileSync(join(home, file), text);
      if (file.endsWith("ts")) writeFileSync(join(home, toJavaScript(file)), withoutTypes(file, text));
    }
  }
  writeFileSync(join(folder, "README.md/unwrapped.mjs"), UNWRAPPED);
  lambda = await local({
    root: join(folder, "README.md"),
    functions: {
      "get-order": {
        handler: "get-order.handler",
        environment: { NODE_OPTIONS: "--no-warnings" },
      },
      "get-order-logs": {
        handler: "get-order.handler",
        environment: { AWS_LAMBDA_LOG_FORMAT: "JSON" },
      },
      unwrapped: "unwrapped.handler",
    },
    apis: {
      rest: { type: "rest", routes: { "GET /": "unwrapped" } },
      http: { type: "http", routes: { "GET /": "unwrapped" } },
    },
    stateMachines: {
      orders: {
        type: "EXPRESS",
        definition: {
          StartAt: "Get",
          States: {
            Get: {
              Type: "Task",
              Resource: "arn:aws:states:::lambda:invoke",
              Parameters: { FunctionName: "unwrapped" },
              Catch: [{ ErrorEquals: ["OrderNotFound"], Next: "Missing" }],
              End: true,
            },
            Missing: { Type: "Succeed" },
          },
        },
      },
    },
  });
});

afterAll(async () => {
  await lambda[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

function toJavaScript(file: string): string {
  return file.replace(/\.([mc]?)ts$/, ".$1js");
}

function withoutTypes(fileName: string, text: string): string {
  return ts.transpileModule(text, {
    fileName,
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    },
  }).outputText;
}

describe("the code in the documents runs and prints what they show", () => {
  test("on two versions of Node.js", async () => {
    const versions = NODES.map(async ([, node]) => (await promisify(execFile)(node, ["--version"])).stdout);
    expect((await Promise.all(versions)).map((version) => version.split(".")[0])).toEqual(["v24", "v22"]);
    expect(runs.flatMap(([path, , version]) => (version === "Node.js 22" ? [path] : []))).toContain(
      "packages/local/README.md",
    );
  });

  test.each(runs)("%s: %s on %s", async (document, file, _version, { node, prints }) => {
    const path = join(folder, document, toJavaScript(file));
    const { stdout } = await promisify(execFile)(node, ["--no-warnings", path], {
      cwd: dirname(path),
      env: environment(),
    });
    expect(stdout).toBe(prints);
  });
});

describe("the first screen of the README", () => {
  const readme = readFileSync(join(repository, "README.md"), "utf8");

  test("shows what arrives of an error today, byte for byte", async () => {
    const client = new LambdaClient(lambda.client);
    const output = await client.send(new InvokeCommand({ FunctionName: "unwrapped" }));
    const [payload] = output.Payload?.transformToString().split(',"trace":') ?? [];
    expect(readme).toContain(
      `status ${output.StatusCode}, \`FunctionError: "${output.FunctionError}"\`, \`${payload},`,
    );

    for (const api of ["rest", "http"]) {
      const response = await fetch(lambda.url(api, "/"));
      expect(readme).toContain(`\`${response.status} ${await response.text()}\``);
    }

    const states = new SFNClient({ ...lambda.client, disableHostPrefix: true });
    const stateMachineArn = "arn:aws:states:us-east-1:000000000000:stateMachine:orders";
    const { status, error } = await states.send(new StartSyncExecutionCommand({ stateMachineArn }));
    expect([status, readme]).toEqual([
      "FAILED",
      expect.stringContaining(`the error \`${error}\`: a \`Catch\``),
    ]);
    client.destroy();
    states.destroy();
  });
});

test("the fields of the log queries in docs/telemetry.md are in the line that a function logs", async () => {
  const page = readFileSync(join(repository, "docs/telemetry.md"), "utf8");
  const fields = new Set(page.match(/\bmessage\.[\w.]+\w/g));
  expect(fields.size).toBeGreaterThan(5);
  const client = new LambdaClient(lambda.client);
  // Behind an API and without an order id: the details do not fit, which is a mistake of the function.
  const Payload = JSON.stringify({ version: "2.0", requestContext: { http: { method: "GET" } } });
  await client.send(new InvokeCommand({ FunctionName: "get-order-logs", Payload }));
  client.destroy();
  const line = lambda.logs("get-order-logs").find((text) => text.includes('"faultwire":')) ?? "{}";
  const read = (path: string) =>
    path.split(".").reduce<unknown>((value, name) => Object(value)[name], JSON.parse(line));
  expect([...fields].filter((path) => read(path) === undefined)).toEqual(["message.errorType"]);
});

/** The environment of an example: a client of Lambda finds the function of the README. */
function environment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "a",
    AWS_SECRET_ACCESS_KEY: "b",
    AWS_ENDPOINT_URL_LAMBDA: lambda.endpoint,
  };
}

test("the skills for coding agents, and some pages, print what they show, all in one process", async () => {
  const shared = codeDocuments.filter(({ path }) => isShared(path));
  expect(shared.map(({ path }) => path)).toEqual(expect.arrayContaining(SHARED));
  const parts = shared.flatMap(({ path, outputs }) =>
    outputs.map(([file, prints]) => ({ file: join(path, toJavaScript(file)), prints })),
  );
  const script = parts.map(({ file }) => `console.log("== ${file}");\nawait import("./${file}");\n`).join("");
  writeFileSync(join(folder, "shared.mjs"), script);
  const options = { cwd: folder, env: environment() };
  const { stdout } = await promisify(execFile)(process.execPath, ["--no-warnings", "shared.mjs"], options);
  expect(stdout).toBe(parts.map(({ file, prints }) => `== ${file}\n${prints}`).join(""));
});

describe("the skills for coding agents", () => {
  const packages = globSync("packages/*/package.json", { cwd: repository }).map((path) => dirname(path));

  test.each(packages)("%s has one, which is packed and has valid front matter", (path) => {
    const { name, files, license } = JSON.parse(readFileSync(join(repository, path, "package.json"), "utf8"));
    expect(files).toContain("skills");
    const skill = name.replace("@", "").replace("/", "-");
    const text = readFileSync(join(repository, path, "skills", skill, "SKILL.md"), "utf8");
    const [, frontMatter = ""] = /^---\n([\s\S]*?)\n---\n/.exec(text) ?? [];
    expect(parse(frontMatter)).toEqual({ name: skill, description: expect.any(String), license });
    // The limits of https://agentskills.io/specification.
    expect(skill).toMatch(/^(?=.{1,64}$)[a-z0-9]+(?:-[a-z0-9]+)*$/);
    expect(parse(frontMatter).description.length).toBeLessThanOrEqual(1024);
    expect(parse(frontMatter).description).toContain(" Use ");
    expect(text.split("\n").length).toBeLessThan(200);
  });
});

/** Pages whose blocks are tests of Vitest, and the number of their tests. */
const testPages = codeDocuments.flatMap(({ path, files, outputs }) =>
  files
    .filter(([file]) => file.endsWith(".test.ts") && !outputs.some(([run]) => run === file))
    .map(([file, text]) => [join(path, file), text.match(/^test\(/gm)?.length ?? 0] as const),
);

test("the tests in the documents pass, each in the folder of its page", async () => {
  writeFileSync(join(folder, "enter.js"), ENTER);
  const include = JSON.stringify(testPages.map(([file]) => toJavaScript(file)));
  const config = `{ include: ${include}, setupFiles: "./enter.js", pool: "forks", maxWorkers: 1, isolate: false }`;
  writeFileSync(join(folder, "vitest.config.js"), `export default { test: ${config} };`);
  const vitest = join(import.meta.dirname, "../node_modules/vitest/vitest.mjs");
  const args = [vitest, "run", "--root", folder, "--reporter=json", "--outputFile=tests.json"];
  const env = { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE };
  await promisify(execFile)(process.execPath, args, { cwd: folder, env });
  const { success, testResults } = JSON.parse(readFileSync(join(folder, "tests.json"), "utf8"));
  expect(success).toBe(true);
  expect(
    testResults
      .map(({ name, assertionResults }: { name: string; assertionResults: unknown[] }) => [
        relative(folder, name),
        assertionResults.length,
      ])
      .sort(),
  ).toEqual(testPages.map(([file, count]) => [toJavaScript(file), count]).sort());
});

/** Files of the documents that are tests of Node.js' own test runner, and the number of their tests. */
const nodeTests = codeDocuments.flatMap(({ path, files }) =>
  files
    .filter(([, text]) => /(?:from |require\()"node:test"/.test(text))
    .map(([file, text]) => [path, file, text.match(/^test\(/gm)?.length ?? 0] as const),
);

test.each(nodeTests)("%s: the tests of %s pass under node --test", async (path, file, count) => {
  const args = ["--test", "--test-reporter=tap", toJavaScript(file)];
  const env = { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE };
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: join(folder, path), env });
  expect(stdout).toContain(`\n# pass ${count}\n`);
});

/** Runs before each file of tests, in a process of its own. */
const ENTER = `
import { dirname } from "node:path";
import { expect } from "vitest";
process.chdir(dirname(expect.getState().testPath));
`;

/** Addresses of files of this repository: npm shows a package's README away from it. */
const OWN_ADDRESS =
  /^https:\/\/(?:github\.com\/faultwire\/faultwire\/(?:blob|tree)|raw\.githubusercontent\.com\/faultwire\/faultwire)\/main\//;
const LINK = /(?:\]\(|(?:src|srcset|href)=")([^)"\s]+)/g;

const pages = globSync(
  [
    "*.md",
    "{packages,apps,examples}/*/README.md",
    "packages/*/skills/*/SKILL.md",
    "examples/*.md",
    "docs/**/*.md",
  ],
  { cwd: repository },
);

test.each(pages)("each link in %s leads to a file, and to a heading in it", (name) => {
  const links = [...readFileSync(join(repository, name), "utf8").matchAll(LINK)].map(([, link = ""]) => link);
  const broken = links.filter((link) => {
    const isOwn = OWN_ADDRESS.test(link);
    if (!isOwn && /^https?:/.test(link)) return false;
    // A package's README and its skill are read where no other file of the repository is beside them.
    if (!isOwn && !link.startsWith("#") && name.startsWith("packages/")) return true;
    const [file = "", heading] = link.replace(OWN_ADDRESS, "").split("#");
    const path = file === "" ? name : isOwn ? file : join(dirname(name), file);
    if (!existsSync(join(repository, path))) return true;
    return heading !== undefined && !headingsOf(readFileSync(join(repository, path), "utf8")).has(heading);
  });
  expect(broken).toEqual([]);
});

test.each(pages)("each table in %s begins with its head, and its cells have single spaces", (name) => {
  const lines = readFileSync(join(repository, name), "utf8")
    .replace(/^```[\s\S]*?^```/gm, "")
    .split("\n");
  const isRow = (line: string | undefined) => line?.startsWith("|") ?? false;
  const headless = lines.filter(
    (line, at) => isRow(line) && !isRow(lines[at - 1]) && !/^\|[ :|-]+$/.test(lines[at + 1] ?? ""),
  );
  expect(headless).toEqual([]);
  // The formatter keeps a run of spaces in a cell.
  expect(lines.filter((line) => isRow(line) && /[^\s|] {2,}[^\s|]/.test(line))).toEqual([]);
});

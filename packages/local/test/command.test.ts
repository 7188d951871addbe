import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, describe, expect, test, vi } from "vitest";

const COMMAND = join(import.meta.dirname, "../src/command/main.ts");
const NODE = ["--conditions=@faultwire/source", "--no-warnings", COMMAND];
const functions = join(import.meta.dirname, "functions");
const folder = mkdtempSync(join(tmpdir(), "faultwire-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Running extends AsyncDisposable {
  readonly process: ChildProcess;
  readonly said: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Starts the command and returns when it has said how to reach it. */
async function run(...parameters: string[]): Promise<Running> {
  const child = spawn(process.execPath, [...NODE, ...parameters], { cwd: functions });
  let said = "";
  for await (const chunk of child.stdout) {
    said += chunk;
    if (said.includes("Ctrl-C")) break;
  }
  const variables = [...said.matchAll(/^export (\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]);
  return {
    process: child,
    said,
    variables: Object.fromEntries(variables),
    [Symbol.asyncDispose]: async () => void child.kill("SIGKILL"),
  };
}

const hasAws = spawnSync("aws", ["--version"]).status === 0;

describe("faultwire-local", () => {
  test("prints what the SDK needs, shows the functions' logs, and ends when it is interrupted", async () => {
    await using command = await run("--function", "f=scripted.handler");
    expect(command.said).toMatch(/^Lambda listens on http:\/\/127\.0\.0\.1:\d+ \(f\)$/m);
    for (const [name, value] of Object.entries(command.variables)) vi.stubEnv(name, value);
    const client = new LambdaClient();
    let shown = "";
    command.process.stderr?.on("data", (chunk) => {
      shown += chunk;
    });
    try {
      const { Payload } = await client.send(
        new InvokeCommand({ FunctionName: "f", Payload: '{"log":"hello","return":1}' }),
      );
      expect(Payload?.transformToString()).toBe("1");
    } finally {
      client.destroy();
      vi.unstubAllEnvs();
    }
    await expect.poll(() => shown).toMatch(/^START .*\n.*\tINFO\thello\nEND .*\nREPORT /);
    command.process.kill("SIGINT");
    expect(await once(command.process, "exit")).toEqual([0, null]);
    await expect(fetch(command.variables.AWS_ENDPOINT_URL_LAMBDA ?? "")).rejects.toThrow();
  });

  test("prints a region for the command line of AWS too, which reads it elsewhere", async () => {
    await using command = await run("--function", "f=scripted.handler");
    expect(command.variables).toMatchObject({ AWS_REGION: "us-east-1", AWS_DEFAULT_REGION: "us-east-1" });
  });

  test("prints the endpoint for older versions of the AWS CLI, which would call AWS itself", async () => {
    await using command = await run("--function", "f=scripted.handler");
    const { AWS_ENDPOINT_URL_LAMBDA } = command.variables;
    expect(command.said).toContain(
      `The AWS CLI reads these from 2.13 and 1.29 on. Older ones, and aws sqs of version 1, call AWS itself: give them --endpoint-url ${AWS_ENDPOINT_URL_LAMBDA}\n`,
    );
  });

  test("watches files and opens debuggers where it is asked to", async () => {
    writeFileSync(join(folder, "changing.mjs"), 'export const handler = async () => "first";');
    await using command = await run("-f", `f=${join(folder, "changing.handler")}`, "--watch", "--debug");
    let shown = "";
    command.process.stderr?.on("data", (chunk) => {
      shown += chunk;
    });
    const url = `${command.variables.AWS_ENDPOINT_URL_LAMBDA}/2015-03-31/functions/f/invocations`;
    const answer = async () => (await fetch(url, { method: "POST" })).json();
    expect(await answer()).toBe("first");
    expect(shown).toMatch(/^local: a debugger can attach to f on ws:\/\/127\.0\.0\.1:\d+\//m);
    writeFileSync(join(folder, "changing.mjs"), 'export const handler = async () => "second";');
    expect(await answer()).toBe("second");
  });

  test.skipIf(!hasAws)("serves the command line of AWS with what it prints", async () => {
    await using command = await run("--function", "f=scripted.handler");
    const answer = join(folder, "answer.json");
    const aws = (...parameters: string[]) =>
      promisify(execFile)("aws", ["lambda", "invoke", "--function-name", ...parameters, answer], {
        env: { PATH: process.env.PATH, HOME: folder, ...command.variables },
      }).then(
        ({ stdout }) => JSON.parse(stdout),
        ({ stderr }) => stderr.trim(),
      );
    const payload = ["--payload", `fileb://${join(folder, "event.json")}`];
    writeFileSync(join(folder, "event.json"), '{"return":1}');
    expect(await aws("f", ...payload)).toEqual({ StatusCode: 200, ExecutedVersion: "$LATEST" });
    expect(readFileSync(answer, "utf8")).toBe("1");
    // The AWS CLI sends this after the server's 100 Continue, if it waits for one.
    writeFileSync(join(folder, "event.json"), JSON.stringify({ return: 2, pad: "x".repeat(5_000_000) }));
    expect(await aws("f", ...payload)).toMatchObject({ StatusCode: 200 });
    expect(readFileSync(answer, "utf8")).toBe("2");
    expect(await aws("nobody")).toMatch(
      /\(ResourceNotFoundException\).*: Function not found: arn:aws:lambda:/,
    );
  });

  test("lets time pass: a throttled event is tried again a second later", async () => {
    writeFileSync(
      join(folder, "reserved.json"),
      JSON.stringify({
        root: functions,
        functions: { f: { handler: "scripted.handler", reservedConcurrency: 1 } },
      }),
    );
    await using command = await run("--config", join(folder, "reserved.json"));
    let shown = "";
    command.process.stderr?.on("data", (chunk) => {
      shown += chunk;
    });
    const send = () =>
      fetch(`${command.variables.AWS_ENDPOINT_URL_LAMBDA}/2015-03-31/functions/f/invocations`, {
        method: "POST",
        headers: { "x-amz-invocation-type": "Event" },
        body: '{"sleep":200}',
      });
    expect([(await send()).status, (await send()).status]).toEqual([202, 202]);
    const runs = () => shown.match(/^START /gm)?.length;
    await expect.poll(runs).toBe(1);
    await expect.poll(runs).toBe(2);
  });

  test("reads a configuration, its handlers relative to it, and listens on its port", async () => {
    const config = {
      root: functions,
      functions: { f: "scripted.handler" },
      apis: { shop: { type: "rest", routes: { "GET /": "f" } } },
    };
    writeFileSync(join(folder, "local.json"), JSON.stringify(config));
    writeFileSync(join(folder, "local.mjs"), `export default ${JSON.stringify(config)};`);
    const port = await freePort();
    for (const file of ["local.json", "local.mjs"]) {
      await using command = await run("--config", join(folder, file), "--port", String(port));
      expect(command.variables.AWS_ENDPOINT_URL_LAMBDA).toBe(`http://127.0.0.1:${port}`);
      const [, shop = ""] = /^API shop listens on (\S+)$/m.exec(command.said) ?? [];
      expect((await fetch(shop)).status).toBe(502);
      command.process.kill("SIGTERM");
      await once(command.process, "exit");
    }
  });

  test("reads a project's template, and lists what it does not take", async () => {
    const template = join(import.meta.dirname, "projects/serverless/serverless.yml");
    await using command = await run("--template", template, "--stage", "prod", "--environment", "SECRET=s");
    let shown = "";
    command.process.stderr?.on("data", (chunk) => {
      shown += chunk;
    });
    const [, api = ""] = /^API HttpApi listens on (\S+)$/m.exec(command.said) ?? [];
    const response = await fetch(`${api}/orders/1`);
    expect(await response.json()).toMatchObject({
      env: { TABLE: "shop-prod-orders", LIMIT: "500", SECRET: "s" },
    });
    expect(shown).toContain(
      "serverless.yml:45: orders.events.schedule: not taken: local has no schedule events",
    );
  });

  test.each([
    [[], "there is no function to run; name one with --function, --config or --template"],
    [
      ["--function", "orders.handler"],
      "--function orders.handler: write NAME=HANDLER, for example orders=orders.handler",
    ],
    [["--function", "f=nope.handler"], "function f: no module "],
    [["-f", "f=scripted.handler", "-f", "f=batch.handler"], "--function f: it is given twice"],
    [["-f", "f=scripted.handler", "--port", "http"], "--port http: a port is a whole number from 1 to 65535"],
    [["--config", "nowhere.json"], "--config nowhere.json: ENOENT"],
    [["--config", "scripted.mjs"], '--config scripted.mjs: it holds an object with "functions"'],
    [["--template", "nowhere.yaml"], "nowhere.yaml: there is no such file"],
    [
      ["--template", "a.yaml", "--config", "b.json"],
      "--config and --template each are a whole configuration",
    ],
    [["--parameter", "a=b"], "--parameter is for a template; name it with --template"],
    [["-t", "../projects/sam", "--parameter", "Tier"], "--parameter Tier: write NAME=VALUE"],
    [["-t", "../projects/sam", "--parameter", "Tier=none"], "parameter Tier is one of free, paid"],
    [["--functions", "f=g"], "Unknown option '--functions'"],
  ])("refuses %j and says what to do", (parameters, message) => {
    const { status, stderr, stdout } = spawnSync(process.execPath, [...NODE, ...parameters], {
      cwd: functions,
      encoding: "utf8",
    });
    expect(stderr).toMatch(/^faultwire-local: /);
    expect(stderr).toContain(message);
    expect([status, stdout]).toEqual([2, ""]);
  });

  test("refuses a port that is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    const child = spawn(process.execPath, [...NODE, "-f", "f=scripted.handler", "-p", String(port)], {
      cwd: functions,
    });
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
    });
    expect(await once(child, "close")).toEqual([2, null]);
    expect(said).toBe(
      `faultwire-local: port ${port}: another program listens there; choose another, or leave it out\n`,
    );
    server.close();
  });

  test("explains itself", () => {
    const { status, stdout } = spawnSync(process.execPath, [...NODE, "--help"], { encoding: "utf8" });
    expect(status).toBe(0);
    expect(stdout).toContain("faultwire-local --function NAME=HANDLER");
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

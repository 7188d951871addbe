import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { type Candidate, compareInTurn, type Samples, timeCall } from "../measuring/compare.ts";

/* The local Lambda service against a server that does nothing, each in a process of its own. */

const COMMAND = join(
  dirname(createRequire(import.meta.url).resolve("@faultwire/local/package.json")),
  "dist/command.js",
);
const EMPTY_SERVER = `
  const server = require("node:http").createServer((request, response) =>
    request.on("data", () => undefined).on("end", () => response.end("{}")));
  server.listen(0, "127.0.0.1", () => console.log("listens on http://127.0.0.1:" + server.address().port));
`;
const CALLS = { turns: 1500, blocks: 30 };
const STARTS = { turns: 40, blocks: 40 };
const PAYLOAD = '{"a":1}';

/** Times warm calls: by a bare client, and by the SDK. */
export async function compareLocal(): Promise<Samples[][]> {
  const local = await start(COMMAND, "--function", `echo=${join(import.meta.dirname, "echo.handler")}`);
  const empty = await start("-e", EMPTY_SERVER);
  const agent = new Agent({ keepAlive: true });
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const [toEmpty, toLocal] = [empty, local].map(
    ({ endpoint }) => new LambdaClient({ endpoint, region: "us-east-1", credentials }),
  );
  const raw: Candidate[] = [
    { name: "`node:http` to an empty server", run: () => post(empty.endpoint, "echo", agent) },
    { name: "`node:http` to local", run: () => post(local.endpoint, "echo", agent) },
  ];
  const sdk: Candidate[] = [
    { name: "the SDK to an empty server", run: () => toEmpty?.send(invoke()) },
    { name: "the SDK to local", run: () => toLocal?.send(invoke()) },
  ];
  const all = await compareInTurn([...raw, ...sdk], CALLS, timeCall);
  for (const each of [toEmpty, toLocal, agent]) each?.destroy();
  for (const { process } of [local, empty]) process.kill();
  return [all.slice(0, raw.length), all.slice(raw.length)];
}

/** Times Node.js from its start to its end, and a function's process that has started, got an event and ended. */
export async function compareColdStart(): Promise<Samples[]> {
  const local = await start(COMMAND, "--function", `exit=${join(import.meta.dirname, "exit.handler")}`);
  const agent = new Agent({ keepAlive: true });
  const candidates: Candidate[] = [
    { name: "`node -e 0`, to its end", run: () => once(spawn(process.execPath, ["-e", "0"]), "exit") },
    {
      name: "a function's process: it starts, gets an event, and ends by it",
      run: () => post(local.endpoint, "exit", agent),
    },
  ];
  const samples = await compareInTurn(candidates, STARTS, timeStart);
  agent.destroy();
  local.process.kill();
  return samples;
}

/** Times one start, in milliseconds. */
const timeStart = async (candidate: Candidate): Promise<number> => (await timeCall(candidate)) / 1000;

interface Server {
  readonly endpoint: string;
  readonly process: ChildProcess;
}

/** Starts a server that prints its address. */
async function start(...parameters: string[]): Promise<Server> {
  const child = spawn(process.execPath, parameters, { stdio: ["ignore", "pipe", "ignore"] });
  for await (const line of child.stdout) {
    const [, endpoint] = /listens on (http:\/\/[\d.:]+)/.exec(String(line)) ?? [];
    if (endpoint !== undefined) return { endpoint, process: child };
  }
  throw new Error(`no server: ${parameters[0]}`);
}

function post(endpoint: string, functionName: string, agent: Agent): Promise<void> {
  const headers = { "content-type": "application/json", "content-length": PAYLOAD.length };
  return new Promise((resolve, reject) => {
    request(
      `${endpoint}/2015-03-31/functions/${functionName}/invocations`,
      { method: "POST", agent, headers },
      (response) => response.resume().on("end", resolve),
    )
      .on("error", reject)
      .end(PAYLOAD);
  });
}

const invoke = () => new InvokeCommand({ FunctionName: "echo", Payload: PAYLOAD });

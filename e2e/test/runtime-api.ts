import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { sourceEnvironment } from "../../source-environment.ts";

/** The runtime client's post for one event; all members are undefined if its process ended instead. */
export interface Post {
  readonly path?: string;
  readonly headers?: IncomingHttpHeaders;
  readonly body?: Buffer;
  /** The names in lower case. */
  readonly trailers?: NodeJS.Dict<string>;
}

/** A function under AWS's runtime client, at a Runtime API that keeps all that is posted. */
export interface RunningFunction {
  invoke(event: unknown): Promise<Post>;
  /** Returns the output of the function's process so far. */
  log(): string;
  [Symbol.asyncDispose](): Promise<void>;
}

/** AWS's runtime clients: that of Node.js 24, that of Node.js 22. */
export const RUNTIME_CLIENTS = ["4.0.2", "3.3.0"] as const;
export type RuntimeClient = (typeof RUNTIME_CLIENTS)[number];
const RUNTIMES = join(import.meta.dirname, "../../packages/local/runtime");
const POST = /\/invocation\/[^/]+\/(response|error)$/;

/** Starts a function of the folder beside this file. */
export async function runFunction(
  handler: string,
  version: RuntimeClient = "4.0.2",
): Promise<RunningFunction> {
  let next: ServerResponse | undefined;
  let events: string[] = [];
  let posted: (post: Post) => void = () => undefined;
  let log = "";

  const deliver = () => {
    const [event, ...rest] = events;
    if (next === undefined || event === undefined) return;
    events = rest;
    next.writeHead(200, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(event),
      "lambda-runtime-aws-request-id": "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
      "lambda-runtime-deadline-ms": String(Date.now() + 3000),
      "lambda-runtime-invoked-function-arn": "arn:aws:lambda:us-east-1:123456789012:function:f",
      "lambda-runtime-trace-id": "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0",
    });
    next.end(event);
    next = undefined;
  };

  // Like Lambda's, it closes no connection however long a function works.
  const server = createServer(
    { maxHeaderSize: 16 * 1024 * 1024, keepAliveTimeout: 0 },
    async (request, response) => {
      const path = request.url ?? "";
      if (path.endsWith("/next")) {
        next = response;
        return deliver();
      }
      // A connection that is cut brings nothing more.
      const body = await buffer(request).catch(() => undefined);
      if (body && POST.test(path))
        posted({ path, headers: request.headers, body, trailers: request.trailers });
      response.writeHead(202, { "content-length": 2 }).end("{}");
    },
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  const functions = join(import.meta.dirname, "functions");
  const child = spawn(process.execPath, [join(RUNTIMES, `aws-lambda-ric-${version}.mjs`)], {
    cwd: functions,
    env: {
      PATH: process.env.PATH,
      ...sourceEnvironment,
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_LAMBDA_FUNCTION_NAME: "f",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "128",
      AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/f",
      AWS_LAMBDA_LOG_STREAM_NAME: "s",
      AWS_REGION: "us-east-1",
      LAMBDA_TASK_ROOT: functions,
      _HANDLER: handler,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding("utf8").on("data", (text: string) => {
      log += text;
    });
  }
  const exited = once(child, "exit");
  exited.then(() => posted({}));

  return {
    invoke: (event) =>
      new Promise<Post>((resolve) => {
        posted = resolve;
        if (child.exitCode !== null || child.signalCode !== null) return resolve({});
        events.push(JSON.stringify(event));
        deliver();
      }),
    log: () => log,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL");
      await exited;
      server.closeAllConnections();
      server.close();
    },
  };
}

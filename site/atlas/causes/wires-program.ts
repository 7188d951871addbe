import { join } from "node:path";
import type { RecordedResponse } from "../http-text.ts";
import { type InvokeProgram, writeInvokeProgram } from "./invoke-program.ts";
import { normalise, runFiles, showResponse } from "./run-cause.ts";
import { RUNTIME_PROGRAMS } from "./runtime-causes.ts";
import { WRAPPER_PROGRAMS } from "./wrapper-causes.ts";

/** The bytes of an error on a wire, as local made them. */
export interface WireBytes {
  /** The wire in words: `the response of a REST API`. */
  readonly wire: string;
  readonly text: string;
  readonly language: "json" | "http" | "text";
}

/** The programs whose functions fail on all wires, by the name of the error. A stream has no other wires. */
export const WIRES_PROGRAMS: Readonly<Record<string, InvokeProgram>> = Object.fromEntries(
  Object.entries({ ...RUNTIME_PROGRAMS, ...WRAPPER_PROGRAMS }).filter(([, { call }]) => call === undefined),
);

interface Printed {
  readonly log: string;
  readonly destination?: unknown;
  readonly "step-functions": unknown;
  readonly rest: RecordedResponse;
  readonly http: RecordedResponse;
  readonly url: RecordedResponse;
  readonly alb: RecordedResponse;
}

/** Lets the function of a program fail on other wires, and returns the bytes of each. */
export async function runOnWires(program: InvokeProgram, folder: string): Promise<readonly WireBytes[]> {
  const stdout = await runFiles(writeWiresProgram(program), folder, [join(folder, "wires.mjs")]);
  // The program below printed it.
  const printed = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Printed;
  const { log, destination, rest, http, url, alb } = printed;
  const json = (wire: string, value: unknown): WireBytes => ({
    ...{ wire, text: normalise(JSON.stringify(value), folder), language: "json" },
  });
  const response = (wire: string, value: RecordedResponse): WireBytes => ({
    ...{ wire, text: showResponse(value, folder), language: "http" },
  });
  return [
    { wire: "a line of the function's log", text: normalise(lineOf(log), folder), language: "text" },
    json("the Error and Cause of Step Functions", printed["step-functions"]),
    ...(destination === undefined ? [] : [json("a record of an on-failure destination", destination)]),
    response("the response of a REST API", rest),
    response("the response of an HTTP API", http),
    response("the response of a Function URL", url),
    response("the response of a load balancer", alb),
  ];
}

/** The line that the runtime wrote of the error, else the report, whose numbers differ from run to run. */
function lineOf(log: string): string {
  const lines = log.split("\n");
  const report = lines.find((line) => line.startsWith("REPORT"))?.replace(/[\d.]+ (ms|MB)/g, "… $1");
  return lines.find((line) => line.includes("\tERROR\t")) ?? report?.trimEnd() ?? "";
}

/**
 * Writes the files of a program that lets the same function fail on other wires: `wires.mjs` prints a line of JSON with what
 * each wire brought.
 */
function writeWiresProgram(program: InvokeProgram): Record<string, string> {
  const { config = '"orders.handler"' } = program;
  const { "orders.mjs": handler = "" } = writeInvokeProgram(program);
  return { "orders.mjs": handler, "wires.mjs": WIRES.replace("CONFIG", config) };
}

const WIRES = `import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { GetExecutionHistoryCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { local } from "@faultwire/local";

const config = CONFIG;
const asynchronous = { maximumRetryAttempts: 0, onFailure: { queue: "failed" } };
const orders = { ...(typeof config === "string" ? { handler: config } : config), asynchronous };
const states = {
  Orders: {
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke",
    Parameters: { FunctionName: "orders", "Payload.$": "$" },
    End: true,
  },
};
const lambda = await local({
  root: import.meta.dirname,
  functions: { orders },
  queues: { failed: {} },
  stateMachines: { shop: { definition: { StartAt: "Orders", States: states } } },
  apis: {
    rest: { type: "rest", routes: { "GET /orders": "orders" } },
    http: { type: "http", routes: { "GET /orders": "orders" } },
    url: { type: "function-url", function: "orders" },
    alb: { type: "alb", function: "orders" },
  },
});

async function request(api, path) {
  const response = await fetch(lambda.url(api, path));
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}

async function execute() {
  const client = new SFNClient(lambda.client);
  const stateMachineArn = "arn:aws:states:us-east-1:000000000000:stateMachine:shop";
  const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn, input: "{}" }));
  await lambda.settled();
  const { events } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
  const { error, cause } = events.map((event) => event.executionFailedEventDetails).find(Boolean) ?? {};
  return { Error: error, Cause: cause };
}

const client = new LambdaClient(lambda.client);
await client.send(new InvokeCommand({ FunctionName: "orders", InvocationType: "Event", Payload: "{}" }));
await lambda.settled();
await lambda.clock.advance({ minutes: 1 });
const [failed] = lambda.queue("failed").messages;
const log = lambda.runs("orders")[0]?.log ?? lambda.logs("orders").join("\\n");
const wires = {
  log,
  destination: failed === undefined ? undefined : JSON.parse(failed.Body),
  "step-functions": await execute(),
  rest: await request("rest", "/orders"),
  http: await request("http", "/orders"),
  url: await request("url", "/"),
  alb: await request("alb", "/orders"),
};
console.log(JSON.stringify(wires));
client.destroy();
await lambda.close();
`;

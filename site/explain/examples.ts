import { type RecordedResponse, writeResponse } from "../atlas/http-text.ts";
import { readCases } from "../atlas/read-cases.ts";

/** A recorded payload to click. */
export interface Example {
  readonly title: string;
  readonly text: string;
}

/** Recorded payloads of AWS, one for each thing that people paste. */
export const examples: readonly Example[] = [
  { title: "Module not found", text: functionError("node24-module-dep-missing-cjs") },
  { title: "Killed process", text: functionError("exit-signal-killed-word2md") },
  { title: "Python result that is not JSON", text: functionError("python38-docs-marshal-error") },
  { title: "Line of a log", text: logOf("throw-custom-fields") },
  { title: "502 of API Gateway", text: httpError("gw-internal-error-502") },
  { title: "403 of API Gateway", text: httpError("gw-forbidden-api-key") },
  { title: "503 of a load balancer", text: httpError("alb-503") },
  { title: "Step Functions", text: asyncError("sfn-runtime-exit") },
  { title: "Dead letter", text: asyncError("dlq-python") },
  { title: "On-failure destination", text: asyncError("dest-python-retries-0") },
  { title: "Failed batch of a stream", text: asyncError("stream-kinesis-sns") },
  { title: "AppSync", text: asyncError("appsync-unhandled-issue-209") },
];

function functionError(id: string): string {
  return find<{ id: string; payload: string }>("function-errors", id).payload;
}

function httpError(id: string): string {
  return writeResponse(find<{ id: string; response: RecordedResponse }>("http-errors", id).response);
}

function asyncError(id: string): string {
  return JSON.stringify(find<{ id: string; input: unknown }>("async-errors", id).input, undefined, 2);
}

function logOf(name: string): string {
  const { cases } = readCases<{ cases: readonly { name: string; stdout: string }[] }>(
    "node-ric-observations",
  );
  return cases.find((each) => each.name === name)?.stdout ?? missing(name);
}

function find<Case extends { id: string }>(file: string, id: string): Case {
  return readCases<readonly Case[]>(file).find((each) => each.id === id) ?? missing(id);
}

function missing(id: string): never {
  throw new Error(`${id} is not among the recorded cases`);
}

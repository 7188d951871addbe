import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { AwsRequest } from "../aws-api/aws-request.ts";
import type { ServiceError } from "../lambda/service-error.ts";
import { ControlError, refuseType } from "./control-error.ts";
import { Members } from "./members.ts";

/** A call of an operation, with what its path and body hold. */
export interface ControlCall {
  /** The labels of the path, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Members;
}

/** An operation of an API with a REST protocol. */
export interface Operation {
  readonly name: string;
  readonly method: string;
  readonly pattern: RegExp;
  /** The status of a success. */
  readonly status: number;
  readonly run: (call: ControlCall) => unknown;
}

/**
 * Makes an operation; `route` is its method and path as in AWS's model, with labels in braces, and the status of a
 * success where it is not 200.
 */
export function operation(name: string, route: string, run: Operation["run"]): Operation {
  const [method = "", path = "", status = "200"] = route.split(" ");
  const pattern = path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)");
  return { name, method, pattern: new RegExp(`^${pattern}/?$`), status: Number(status), run };
}

/** Finds the operation of a request. */
export function findOperation(
  operations: readonly Operation[],
  { method, path }: AwsRequest,
): Operation | undefined {
  return operations.find((each) => each.method === method && each.pattern.test(path));
}

/** Runs an operation and sends what it returns, or the error that it threw. */
export async function answerOperation(
  { pattern, status, run }: Operation,
  request: AwsRequest,
  response: ServerResponse,
): Promise<void> {
  try {
    const labels = Object.entries(pattern.exec(request.path)?.groups ?? {});
    const result = await run({
      path: Object.fromEntries(labels.map(([name, value]) => [name, decode(value)])),
      query: new URLSearchParams(request.query),
      body: readJson(request.body),
    });
    send(response, { status, body: result });
  } catch (failure) {
    if (!(failure instanceof ControlError)) throw failure;
    sendError(response, failure.error);
  }
}

/** Sends an error of the service. */
export function sendError(response: ServerResponse, { name, status, body, headers }: ServiceError): void {
  send(response, { status, body, headers: { "x-amzn-errortype": name, ...headers } });
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  const text = body === undefined || status === 204 ? "" : JSON.stringify(body);
  response.writeHead(status, {
    "x-amzn-requestid": randomUUID(),
    ...(status === 204
      ? {}
      : { "content-type": "application/json", "content-length": Buffer.byteLength(text) }),
    ...headers,
  });
  response.end(text);
}

function readJson(body: Buffer): Members {
  if (body.length === 0) return new Members({});
  try {
    return new Members(JSON.parse(body.toString("utf8")));
  } catch (failure) {
    if (failure instanceof ControlError) throw failure;
    return refuseType("the body", "JSON");
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign: the name is refused, or not found.
    return text;
  }
}

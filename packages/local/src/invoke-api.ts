import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Functions } from "./functions.ts";
import { jsonProblem } from "./json-check.ts";
import type { Answer, LambdaFunction } from "./lambda-function.ts";
import { readBody } from "./loopback-server.ts";
import {
  concurrencyExceeded,
  functionNotFound,
  invalidJson,
  invalidParameter,
  requestTooLarge,
  type ServiceError,
  unknownOperation,
} from "./service-error.ts";

const PATH = /^\/2015-03-31\/functions\/([^/?]+)\/invocations$/;
/** 6 MB for a synchronous call, 1 MB for an asynchronous one: the Invoke API's documentation. */
const SYNCHRONOUS_LIMIT_BYTES = 6 * 1024 * 1024;
/** The end of the log that `X-Amz-Log-Result` carries. */
const LOG_TAIL_BYTES = 4096;

/**
 * Answers requests of the Lambda API's Invoke.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export async function answerInvoke(
  functions: Functions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = "", url = "/" } = request;
  const { pathname } = new URL(url, "http://127.0.0.1");
  const name = PATH.exec(pathname)?.[1];
  const payload = await readBody(request);
  if (method !== "POST" || name === undefined) return refuse(response, unknownOperation(method, pathname));
  const found = functions.find(decodeURIComponent(name));
  const type = request.headers["x-amz-invocation-type"] ?? "RequestResponse";
  const refusal = found === undefined ? functionNotFound(functions.arn(name)) : check(found, type, payload);
  if (found === undefined || refusal !== undefined)
    return refuse(response, refusal ?? functionNotFound(name));
  if (type === "DryRun") return void response.writeHead(204, { "x-amzn-requestid": randomUUID() }).end();
  const answer = await found.invoke(
    payload.length === 0 ? Buffer.from("{}") : payload,
    clientContext(request),
  );
  send(response, answer, request.headers["x-amz-log-type"] === "Tail");
}

/** In AWS's order: size, then JSON, then concurrency. */
function check(found: LambdaFunction, type: unknown, payload: Buffer): ServiceError | undefined {
  if (type !== "RequestResponse" && type !== "DryRun") {
    return invalidParameter(`@faultwire/local has no invocation type ${type} yet`);
  }
  if (payload.length > SYNCHRONOUS_LIMIT_BYTES)
    return requestTooLarge(payload.length, SYNCHRONOUS_LIMIT_BYTES);
  const problem = payload.length === 0 ? undefined : jsonProblem(payload);
  if (problem !== undefined) return invalidJson(problem);
  return type === "RequestResponse" && found.isThrottled ? concurrencyExceeded(found.pool.reason) : undefined;
}

function clientContext(request: IncomingMessage): string | undefined {
  const encoded = request.headers["x-amz-client-context"];
  return typeof encoded === "string" ? Buffer.from(encoded, "base64").toString("utf8") : undefined;
}

function send(response: ServerResponse, answer: Answer, withLog: boolean): void {
  const log = Buffer.from(withLog ? answer.log : "");
  response.writeHead(200, {
    "content-type": "application/json",
    "content-length": answer.body.length,
    "x-amzn-requestid": answer.requestId,
    "x-amz-executed-version": "$LATEST",
    ...(answer.failed ? { "x-amz-function-error": "Unhandled" } : {}),
    ...(withLog ? { "x-amz-log-result": log.subarray(-LOG_TAIL_BYTES).toString("base64") } : {}),
  });
  response.end(answer.body);
}

function refuse(response: ServerResponse, { name, status, body }: ServiceError): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": bytes.length,
    "x-amzn-requestid": randomUUID(),
    "x-amzn-errortype": name,
  });
  response.end(bytes);
}

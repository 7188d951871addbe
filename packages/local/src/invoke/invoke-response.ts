import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { InvocationResult } from "../lambda/environment/environment.ts";
import type { InvocationLog } from "../lambda/invocation-log.ts";
import type { ServiceError } from "../lambda/service-error.ts";
import { TRACE_HEADER, type Trace, traceText } from "../trace.ts";

/** An answer of the Lambda API, ready to be sent. */
export interface InvokeResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The part of a result that an answer carries; a call that did not run has no log. */
export type InvokeResult = Pick<InvocationResult, "body" | "failed"> & {
  readonly log?: InvocationLog | undefined;
};

/** The details of a response, beside the function's result. */
export interface ResponseDetails {
  readonly requestId: string;
  readonly trace: Trace;
  readonly version: string;
  readonly withLog: boolean;
}

/** The end of the log that `X-Amz-Log-Result` carries. */
const LOG_TAIL_BYTES = 4096;
const NOTHING = Buffer.alloc(0);

/** Makes the answer of a synchronous Invoke. The body is the function's, byte for byte. */
export function invokeResponse(
  { body, failed, log }: InvokeResult,
  { requestId, trace, version, withLog }: ResponseDetails,
): InvokeResponse {
  return {
    status: 200,
    headers: {
      "content-type": "application/json",
      "x-amzn-requestid": requestId,
      [TRACE_HEADER]: traceText(trace),
      "x-amz-executed-version": version,
      ...(failed && { "x-amz-function-error": "Unhandled" }),
      ...(withLog && { "x-amz-log-result": logTail(log) }),
    },
    body,
  };
}

/** Makes the headers of a stream; the outcome is in its events. */
export function streamHead({ requestId, trace, version }: ResponseDetails): InvokeResponse["headers"] {
  return {
    "content-type": "application/vnd.amazon.eventstream",
    "x-amzn-requestid": requestId,
    [TRACE_HEADER]: traceText(trace),
    "x-amz-executed-version": version,
  };
}

/** The last 4 KB of a log, in base64. */
export function logTail(log: InvocationLog | undefined): string {
  return log?.tail(LOG_TAIL_BYTES).toString("base64") ?? "";
}

/** An answer without a body: 204 to a dry run, 202 to an event. */
export function emptyResponse(
  status: number,
  { requestId = randomUUID(), trace }: Partial<ResponseDetails> = {},
): InvokeResponse {
  const headers = { "x-amzn-requestid": requestId, ...(trace && { [TRACE_HEADER]: traceText(trace) }) };
  return { status, headers, body: NOTHING };
}

/** An error of the service. */
export function errorResponse({ name, status, body, headers }: ServiceError): InvokeResponse {
  return {
    status,
    headers: {
      "content-type": "application/json",
      "x-amzn-requestid": randomUUID(),
      "x-amzn-errortype": name,
      ...headers,
    },
    body: Buffer.from(JSON.stringify(body)),
  };
}

/** Sends a response of the Lambda API. */
export function sendResponse({ status, headers, body }: InvokeResponse, response: ServerResponse): void {
  const length = status === 204 ? {} : { "content-length": body.length };
  response.writeHead(status, { ...headers, ...length });
  // As text, one character for each byte: node:http writes a text together with the head, and bytes by themselves.
  response.end(body.toString("latin1"), "latin1");
}

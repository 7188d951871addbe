import { type HttpResponse, headerReader } from "../http/header-reader.ts";
import { decodeTraceId, TRACE_HEADER } from "../trace-id.ts";
import type { WireError } from "../wire-error.ts";
import { decodeServiceError } from "./service-error.ts";

/** An Invoke response, as the SDK gives it: all its six fields, and the request id. */
export interface InvokeAnswer {
  readonly StatusCode: number;
  readonly FunctionError?: string | undefined;
  /** The end of the log, base64. */
  readonly LogResult?: string | undefined;
  readonly Payload?: string | undefined;
  readonly ExecutedVersion?: string | undefined;
  readonly DurableExecutionArn?: string | undefined;
  readonly $metadata?: { readonly requestId?: string | undefined };
}

const HEADERS = {
  FunctionError: "X-Amz-Function-Error",
  LogResult: "X-Amz-Log-Result",
  ExecutedVersion: "X-Amz-Executed-Version",
  DurableExecutionArn: "X-Amz-Durable-Execution-Arn",
} as const;
const REQUEST_ID = "x-amzn-RequestId";

/**
 * Reads the raw response of the Lambda API's Invoke, for those who call it without the SDK: an invocation, or the
 * service's refusal where the status is not one of success.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_ResponseSyntax
 */
export function decodeInvocation(
  status: number,
  headers: HttpResponse["headers"],
  body: string,
):
  | { readonly invocation: InvokeAnswer; readonly traceId: string | undefined }
  | { readonly refusal: WireError } {
  if (status < 200 || status >= 300) return { refusal: decodeServiceError({ status, headers, body }) };
  const header = headerReader(headers);
  const fields = Object.entries(HEADERS).map(([field, name]) => [field, header(name)] as const);
  const present = Object.fromEntries(fields.filter(([, value]) => value !== undefined));
  const requestId = header(REQUEST_ID);
  return {
    traceId: decodeTraceId(header(TRACE_HEADER)),
    invocation: {
      StatusCode: status,
      ...present,
      Payload: body,
      ...(requestId !== undefined && { $metadata: { requestId } }),
    },
  };
}

/** Writes an Invoke response as it is on the wire. */
export function encodeInvocation(
  invocation: InvokeAnswer,
): HttpResponse & { readonly headers: Readonly<Record<string, string>> } {
  const headers: Record<string, string> = {};
  for (const [field, name] of Object.entries(HEADERS)) {
    // Object.entries widens its keys.
    const value = invocation[field as keyof typeof HEADERS];
    if (value !== undefined) headers[name] = value;
  }
  const requestId = invocation.$metadata?.requestId;
  if (requestId !== undefined) headers[REQUEST_ID] = requestId;
  return { status: invocation.StatusCode, headers, body: invocation.Payload ?? "" };
}

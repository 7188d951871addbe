import type { AwsRequest } from "../aws-api/aws-request.ts";
import { TRACE_HEADER } from "../trace.ts";

/** A request of Invoke, InvokeAsync or InvokeWithResponseStream, read and not yet checked. */
export interface InvokeRequest {
  readonly operation: "Invoke" | "InvokeWithResponseStream";
  /** Name, partial ARN or ARN, as it was sent. */
  readonly functionName: string;
  readonly qualifier: string | undefined;
  readonly invocationType: string;
  readonly logType: string;
  /** In base64. */
  readonly clientContext: string | undefined;
  readonly tenantId: string | undefined;
  readonly durableExecutionName: string | undefined;
  readonly traceHeader: string | undefined;
  /** Bytes of JSON; `{}` where none were sent. */
  readonly payload: Buffer;
}

const INVOKE = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;
const STREAM = /^\/2021-11-15\/functions\/([^/]+)\/response-streaming-invocations$/;
/** Deprecated, and the same as Invoke with an event. */
const ASYNC = /^\/2014-11-13\/functions\/([^/]+)\/invoke-async\/?$/;
const NO_PAYLOAD = Buffer.from("{}");

/** Reads a request; undefined where it is of another operation. */
export function readInvokeRequest(request: AwsRequest): InvokeRequest | undefined {
  const { path, query, body } = request;
  const streamed = STREAM.exec(path)?.[1];
  const asynchronous = ASYNC.exec(path)?.[1];
  const name = streamed ?? asynchronous ?? INVOKE.exec(path)?.[1];
  if (request.method !== "POST" || name === undefined) return undefined;
  const header = (wanted: string) => request.headers[wanted]?.toString();
  return {
    operation: streamed === undefined ? "Invoke" : "InvokeWithResponseStream",
    functionName: decode(name),
    qualifier: new URLSearchParams(query).get("Qualifier") ?? undefined,
    invocationType: asynchronous ? "Event" : (header("x-amz-invocation-type") ?? "RequestResponse"),
    logType: header("x-amz-log-type") ?? "None",
    clientContext: header("x-amz-client-context"),
    tenantId: header("x-amz-tenant-id"),
    durableExecutionName: header("x-amz-durable-execution-name"),
    traceHeader: header(TRACE_HEADER),
    payload: body.length === 0 ? NO_PAYLOAD : body,
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign: the name is refused for its pattern.
    return text;
  }
}

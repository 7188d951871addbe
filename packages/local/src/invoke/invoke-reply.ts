import type { ServerResponse } from "node:http";
import { invokeComplete, payloadChunk } from "./event-stream.ts";
import {
  emptyResponse,
  type InvokeResult,
  invokeResponse,
  logTail,
  type ResponseDetails,
  sendResponse,
  streamHead,
} from "./invoke-response.ts";

/** The reply to one call of Invoke. */
export interface InvokeReply {
  /** Passes on what a streaming handler writes; only streamed replies can. */
  readonly onChunk?: (chunk: Buffer) => void;
  /** Sends the answer, or the end of it. */
  finish(content: InvokeResult): void;
  /** Sends half of the answer, or of a stream all but its end, and closes the connection. */
  cut(content: InvokeResult): void;
}

/** Makes the reply of Invoke: the whole result at once. */
export function bufferedReply(response: ServerResponse, details: ResponseDetails): InvokeReply {
  return {
    finish: (content) => sendResponse(invokeResponse(content, details), response),
    cut: (content) => {
      const { status, headers, body } = invokeResponse(content, details);
      response.writeHead(status, { ...headers, "content-length": body.length });
      closeAfter(response, body.subarray(0, body.length / 2));
    },
  };
}

/** Makes the reply to an asynchronous invocation: 202. The caller never learns the outcome. */
export function acceptedReply(
  response: ServerResponse,
  details: Pick<ResponseDetails, "requestId" | "trace">,
): InvokeReply {
  return {
    finish: () => sendResponse(emptyResponse(202, details), response),
    // There is no body to cut: what breaks off is the head.
    cut: () => void response.socket?.destroy(),
  };
}

/**
 * Makes the reply of InvokeWithResponseStream: chunks as they come, and the end of the stream, which alone carries
 * a function error. That its ErrorCode is `Unhandled` and its ErrorDetails the payload was not recorded from AWS.
 */
export function streamedReply(response: ServerResponse, details: ResponseDetails): InvokeReply {
  let hasStreamed = false;
  const started = () => (response.headersSent ? response : response.writeHead(200, streamHead(details)));
  const onChunk = (chunk: Buffer) => {
    hasStreamed = true;
    if (chunk.length > 0) started().write(payloadChunk(chunk));
  };
  /** Sends a result that was returned and not streamed as one chunk. */
  const sendWhole = ({ body, failed }: InvokeResult) => {
    if (!failed && !hasStreamed && body.length > 0) onChunk(body);
  };
  return {
    onChunk,
    finish: (content) => {
      sendWhole(content);
      started().end(endOfStream(content, details));
    },
    cut: (content) => {
      sendWhole(content);
      const end = endOfStream(content, details);
      closeAfter(started(), end.subarray(0, end.length / 2));
    },
  };
}

function endOfStream({ body, failed, log }: InvokeResult, { withLog }: ResponseDetails): Buffer {
  return invokeComplete({
    ErrorCode: failed ? "Unhandled" : undefined,
    ErrorDetails: failed ? body.toString("utf8") : undefined,
    LogResult: withLog ? logTail(log) : undefined,
  });
}

/** Ends the connection once the bytes have left. */
function closeAfter(response: ServerResponse, bytes: Buffer): void {
  response.write(bytes, () => response.socket?.destroy());
}

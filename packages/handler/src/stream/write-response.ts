import type { ProxyResponse } from "@faultwire/wire";
import type { ResponseStream } from "./response-stream.ts";

const CONTENT_TYPE = "application/vnd.awslambda.http-integration-response";
const DELIMITER = "\0\0\0\0\0\0\0\0";

/**
 * Writes a whole HTTP answer to a stream without any bytes yet, replacing a status that the handler chose for it.
 *
 * @param writeAll writes the bytes of the answer and ends the stream
 * @see https://docs.aws.amazon.com/lambda/latest/dg/response-streaming-tutorial.html
 */
export function writeResponse(
  stream: ResponseStream,
  writeAll: (response: string) => void,
  { statusCode, headers, body }: ProxyResponse,
): void {
  // The runtime's HttpResponseStream.from() keeps the status and headers there until the first write.
  Object.assign(stream, { _onBeforeFirstWrite: undefined });
  stream.setContentType(CONTENT_TYPE);
  writeAll(JSON.stringify({ statusCode, headers }) + DELIMITER + body);
}

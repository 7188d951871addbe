import { Unproven } from "../../unproven.ts";
import { isRecord, parseOutput } from "../function-output.ts";
import type { ApiResponse } from "../http-message.ts";
import { takePrelude } from "../stream-prelude.ts";
import type { StreamedAnswer } from "../streamed-invocation.ts";
import { httpResponse } from "./http-response.ts";

/** The type of a stream that begins with its status and headers: `HttpResponseStream.from()` of the runtime. */
const WITH_PRELUDE = "application/vnd.awslambda.http-integration-response";
/** The type of a body whose prelude names none. */
const DEFAULT_TYPE = "application/octet-stream";
/** The stream has its own length and connection. */
const NOT_PASSED_ON = /^(?:connection|content-length|keep-alive|transfer-encoding)$/;

/**
 * Makes the response of a Function URL that streams: with the status, headers and cookies of its prelude, or 200 and the
 * stream's own type.
 *
 * @throws Unproven for a prelude that the runtime never writes.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
 */
export async function streamedResponse({ contentType, body }: StreamedAnswer): Promise<ApiResponse> {
  if (contentType !== WITH_PRELUDE) return { status: 200, headers: [["content-type", contentType]], body };
  const parts = await takePrelude(body);
  const response = parts && preludeResponse(parts.prelude);
  if (parts === undefined || response === undefined)
    throw new Unproven(
      "a stream that has no prelude of status and headers before its body, or one that is not right",
    );
  return { ...response, body: parts.body };
}

function preludeResponse(text: string): ApiResponse | undefined {
  const prelude = parseOutput(text)?.output;
  if (!isRecord(prelude)) return undefined;
  const { statusCode = 200, headers = {}, cookies } = prelude;
  const given = isRecord(headers) ? headers : {};
  const hasType = Object.keys(given).some((name) => name.toLowerCase() === "content-type");
  const response = httpResponse({
    statusCode,
    cookies,
    headers: hasType ? given : { ...given, "content-type": DEFAULT_TYPE },
  });
  return response && { ...response, headers: response.headers.filter(([name]) => !NOT_PASSED_ON.test(name)) };
}

import { Unproven } from "../../unproven.ts";
import { isRecord, parseOutput } from "../function-output.ts";
import type { ApiResponse } from "../http-message.ts";
import { type ApiInvocation, isAnswer, type RouteTarget } from "../integration.ts";
import { takePrelude } from "../stream-prelude.ts";
import { isStreamed, StreamCut, streamForApi } from "../streamed-invocation.ts";
import type { GatewayRefusal } from "./gateway-response.ts";
import { restResponse } from "./rest-response.ts";
import { FAILED, refusalOf } from "./rest-route.ts";

/** The bytes within which the prelude and the eight zero bytes after it must come. */
const MAX_PRELUDE_BYTES = 16 * 1024;
const PRELUDE_KEYS = ["statusCode", "headers", "multiValueHeaders", "cookies"];

/**
 * Invokes a function for a proxy integration that streams: its prelude is the head of the response, and the rest is sent as it
 * comes. A function that fails before that, or writes no prelude, is a 502.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
 */
export async function streamRest(
  target: RouteTarget,
  invocation: ApiInvocation,
  timeoutMs: number,
): Promise<ApiResponse | GatewayRefusal> {
  const answer = await streamForApi(target, invocation, timeoutMs);
  // github.com/cdklabs/cdk-nextjs/issues/192 (2026): 502 where the function does not stream.
  if (!isStreamed(answer)) return isAnswer(answer) ? FAILED : refusalOf(answer);
  const parts = await takePrelude(answer.body, MAX_PRELUDE_BYTES).catch(unlessCut);
  const response = parts && preludeResponse(parts.prelude);
  return parts && response ? { ...response, body: parts.body } : FAILED;
}

function preludeResponse(text: string): ApiResponse | undefined {
  const prelude = parseOutput(text)?.output;
  if (!isRecord(prelude)) return undefined;
  const unknown = Object.keys(prelude).find((key) => !PRELUDE_KEYS.includes(key));
  if (unknown !== undefined) throw new Unproven(`a prelude with the member ${unknown}`);
  const { cookies, ...output } = prelude;
  const response = restResponse(output, false);
  if (response === undefined || !Array.isArray(cookies)) return response;
  const lines = cookies.map((cookie) => ["Set-Cookie", String(cookie)] as const);
  return { ...response, headers: [...response.headers, ...lines] };
}

/** The function failed before its prelude was complete. */
function unlessCut(failure: unknown): undefined {
  if (!(failure instanceof StreamCut)) throw failure;
}

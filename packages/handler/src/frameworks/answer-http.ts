import { type Catalog, isFault } from "@faultwire/catalog";
import { ERROR_TYPE_HEADER } from "@faultwire/wire";
import { answerEvent } from "../answer/answer-event.ts";
import { mapped } from "../answer/decide.ts";
import { read, readText } from "../answer/safe-read.ts";
import { tell } from "../report/fault-report.ts";
import { report } from "../report/report.ts";
import type { HttpAnswerOptions } from "./answer-options.ts";
import { httpErrorType } from "./http-error.ts";

/** An error of a request, with what the framework knows of the invocation. */
export interface RequestError {
  readonly thrown: unknown;
  readonly event: unknown;
  readonly context: unknown;
}

/**
 * Answers an error of a framework that serves HTTP with the response that `wrapHandler` would give. The framework's
 * own errors carry a response, which the named method makes; they keep it, and get the name of their type. Never
 * throws.
 */
export async function answerHttp<Throws extends Catalog>(
  { thrown, event, context }: RequestError,
  options: HttpAnswerOptions<Throws>,
  method: "getResponse" | "toWebResponse",
): Promise<Response> {
  const isOurs = isFault(thrown) || mapped(thrown, options.mapError) !== undefined;
  const own = isOurs ? undefined : ownResponse(thrown, method);
  if (own === undefined) {
    const answer = await answerEvent(thrown, event, context, { ...options, wire: "proxy" });
    return toResponse("returned" in answer ? answer.returned : undefined);
  }
  const requestId = readText(context, "awsRequestId") ?? "";
  const errorType = own.headers.get(ERROR_TYPE_HEADER) ?? "";
  const { status } = own;
  if (status >= 500) report(thrown, requestId, errorType, options);
  await tell(
    options.onFault,
    { errorType, status, thrown, isDeclared: false, isThrown: false, requestId },
    options,
  );
  return own;
}

function ownResponse(thrown: unknown, method: string): Response | undefined {
  const make = read(thrown, method);
  if (typeof make !== "function") return undefined;
  try {
    const made: unknown = make.call(thrown);
    if (!(made instanceof Response)) return undefined;
    const response = new Response(made.body, made);
    response.headers.set(ERROR_TYPE_HEADER, httpErrorType(thrown));
    return response;
  } catch {
    // It is answered as any other error then.
    return undefined;
  }
}

/** Web responses have one form of headers, where an ALB may want another. */
function toResponse(answer: unknown): Response {
  const body = readText(answer, "body") ?? "";
  const headers = new Headers();
  for (const member of ["headers", "multiValueHeaders"]) {
    for (const [name, value] of Object.entries(read(answer, member) ?? {})) headers.set(name, String(value));
  }
  return new Response(body, { status: Number(read(answer, "statusCode")), headers });
}

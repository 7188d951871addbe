import { type Catalog, isFault } from "@faultwire/catalog";
import { ERROR_TYPE_HEADER } from "@faultwire/wire";
import { reportSettings } from "../answer/answer-context.ts";
import { mapError } from "../answer/map-error.ts";
import { read } from "../foreign/safe-read.ts";
import { notifyHooks } from "../report/notify-hooks.ts";
import { report } from "../report/report.ts";
import type { HttpAnswerOptions } from "./answer-options.ts";
import { answerRequest, type RequestError } from "./answer-request.ts";
import { httpErrorType } from "./http-error.ts";

/**
 * Answers an error of a framework that serves HTTP with the response that `wrapHandler` would give. The framework's
 * own errors carry a response, which the named method makes; they keep it, and get the name of their type. Never
 * throws.
 */
export async function answerHttp<Throws extends Catalog>(
  error: RequestError,
  options: HttpAnswerOptions<Throws>,
  method: "getResponse" | "toWebResponse",
): Promise<Response> {
  const { thrown, requestId, traceId } = error;
  const { throws, mapError: map } = options;
  const settings = reportSettings(options, error);
  const mapped = isFault(thrown) ? undefined : mapError(thrown, { ...settings, throws, mapError: map });
  const own = isFault(thrown) || mapped ? undefined : ownResponse(thrown, method);
  if (own === undefined) {
    const { body, ...init } = await answerRequest(error, mapped, options);
    return new Response(body, init);
  }
  const errorType = own.headers.get(ERROR_TYPE_HEADER) ?? "";
  const { status } = own;
  // As for faults, a cause is worth a line: it is what the client does not learn.
  if (status >= 500 || read(thrown, "cause") !== undefined) report(thrown, errorType, settings);
  const fault = { errorType, status, thrown, isDeclared: false, isThrown: false, requestId, traceId };
  await notifyHooks(options.onFault, fault, settings);
  return own;
}

/** Makes the error's own response. The framework, and so its `Response`, may be another copy. */
function ownResponse(thrown: unknown, method: string): Response | undefined {
  const make = read(thrown, method);
  if (typeof make !== "function") return undefined;
  try {
    // A member that is missing or of another type makes the constructor throw, or is checked below.
    const made: Response = make.call(thrown);
    const { status, headers } = made;
    if (typeof status !== "number") return undefined;
    const response = new Response(made.body, { status, headers: [...headers] });
    response.headers.set(ERROR_TYPE_HEADER, httpErrorType(thrown));
    return response;
  } catch {
    // It is answered like any other error then.
    return undefined;
  }
}

import { type Catalog, isFault } from "@faultwire/catalog";
import { ERROR_TYPE_HEADER } from "@faultwire/wire";
import { requestIdOf } from "../answer/answer-context.ts";
import { answerEvent } from "../answer/answer-event.ts";
import { flavourOf } from "../answer/flavour.ts";
import { mapError } from "../answer/map-error.ts";
import { checkWrapper } from "../check-wrapper.ts";
import { read, readText } from "../foreign/safe-read.ts";
import { notifyHooks } from "../report/notify-hooks.ts";
import { report } from "../report/report.ts";
import type { HttpAnswerOptions } from "./answer-options.ts";
import { httpErrorType } from "./http-error.ts";

/** An error of a request, with the invocation as far as the framework knows it. */
export interface RequestError {
  readonly thrown: unknown;
  readonly event: unknown;
  readonly context: unknown;
}

/**
 * Checks the options of an error handler.
 *
 * @throws TypeError naming the option and what to do.
 */
export function checkHttpAnswer(options: HttpAnswerOptions<Catalog>): void {
  checkWrapper("answerFaults()", options, { more: ["body", "headers"], isWithoutGuards: true });
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
  const requestId = requestIdOf(context);
  const { throws, log, redact, logProperties } = options;
  const settings = { requestId, log, redact, logProperties };
  const mapped = isFault(thrown)
    ? undefined
    : mapError(thrown, { ...settings, throws, mapError: options.mapError });
  const own = isFault(thrown) || mapped ? undefined : ownResponse(thrown, method);
  if (own === undefined) {
    const wire = "proxy";
    const flavour = flavourOf(event, wire);
    const answer = await answerEvent(
      thrown,
      { event, requestId, flavour },
      { ...options, wire, mapError: () => mapped },
    );
    return toResponse("returned" in answer ? answer.returned : undefined);
  }
  const errorType = own.headers.get(ERROR_TYPE_HEADER) ?? "";
  const { status } = own;
  if (status >= 500) report(thrown, errorType, settings);
  const fault = { errorType, status, thrown, isDeclared: false, isThrown: false, requestId };
  await notifyHooks(options.onFault, fault, settings);
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
    // It is answered like any other error then.
    return undefined;
  }
}

/** Makes a web response, which has one form of headers; an ALB's answer may have the other. */
function toResponse(answer: unknown): Response {
  const body = readText(answer, "body") ?? "";
  const headers = new Headers();
  for (const member of ["headers", "multiValueHeaders"]) {
    for (const [name, value] of Object.entries(read(answer, member) ?? {})) headers.set(name, String(value));
  }
  return new Response(body, { status: Number(read(answer, "statusCode")), headers });
}

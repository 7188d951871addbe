import { isError } from "@faultwire/catalog/internal";
import { type Exception, SpanStatusCode, trace } from "@opentelemetry/api";
import { read, readText, toKindOrText } from "../foreign/safe-read.ts";
import type { OnFault } from "../report/notify-hooks.ts";
import { errorTypeLabel } from "../telemetry/error-type-label.ts";
import { isFailure } from "../telemetry/is-failure.ts";

/**
 * Records every error that is answered on the active span: the attribute `error.type`, and for the function's own
 * failures the status `ERROR` and the exception. A fault that is the client's by its status and is answered with a
 * response leaves the span's status unset, as the conventions ask of servers.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/general/recording-errors/
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/#status
 * @example
 * wrapHandler(handler, { throws: Orders, onFault: openTelemetry() });
 */
export function openTelemetry(): OnFault {
  return (report) => {
    const span = trace.getActiveSpan();
    if (span === undefined) return;
    const { errorType, thrown } = report;
    span.setAttribute("error.type", errorTypeLabel(errorType, "_OTHER"));
    if (!isFailure(report)) return;
    span.setStatus({
      code: SpanStatusCode.ERROR,
      message: readText(thrown, "message") ?? toKindOrText(thrown),
    });
    span.recordException(isError(thrown) ? exceptionOf(thrown) : toKindOrText(thrown));
  };
}

/** The members of an error that tracing reads, where they are texts: those of a thrown error can be anything. */
function exceptionOf(error: Error): Exception {
  const code = read(error, "code");
  return {
    ...((typeof code === "string" || typeof code === "number") && { code }),
    name: readText(error, "name") ?? "Error",
    message: readText(error, "message") ?? "",
    stack: readText(error, "stack") ?? "",
  };
}

import { isError } from "@faultwire/catalog/internal";
import { toKindOrText } from "../foreign/safe-read.ts";
import type { OnFault } from "../report/notify-hooks.ts";
import { errorTypeLabel } from "../telemetry/error-type-label.ts";
import { isFailure } from "../telemetry/is-failure.ts";

/** The methods of `@aws-lambda-powertools/tracer`'s `Tracer` that are used. */
export interface ErrorTracer {
  putAnnotation(key: string, value: string): void;
  addErrorAsMetadata(error: Error): void;
}

/**
 * Annotates the current X-Ray segment with the `ErrorType` of every error that is answered, so that traces are found
 * by it, and adds the error if it is the function's own failure. Lambda's own segment takes no annotations: use a
 * segment of the tracer's, as its Middy middleware opens it.
 *
 * @example
 * middy(handler).use(captureLambdaHandler(tracer)).use(answerFaults({ throws, onFault: powertoolsTracer(tracer) }));
 */
export function powertoolsTracer(tracer: ErrorTracer): OnFault {
  return (report) => {
    tracer.putAnnotation("ErrorType", errorTypeLabel(report.errorType, "Error"));
    if (!isFailure(report)) return;
    const { thrown } = report;
    tracer.addErrorAsMetadata(isError(thrown) ? thrown : new Error(toKindOrText(thrown)));
  };
}

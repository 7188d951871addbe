import { toText } from "../answer/safe-read.ts";
import type { OnFault } from "../report/fault-report.ts";
import { errorTypeLabel } from "../telemetry/error-type-label.ts";
import { isFailure } from "../telemetry/is-failure.ts";

/** What is needed of a `Tracer` of `@aws-lambda-powertools/tracer`. */
export interface ErrorTracer {
  putAnnotation(key: string, value: string): void;
  addErrorAsMetadata(error: Error): void;
}

/**
 * Annotates the X-Ray segment at hand with the `ErrorType` of every error that is answered, so that traces are found
 * by it, and adds the error where it is the function's own failure. Lambda's own segment takes no annotations:
 * there has to be one of the tracer's, as its Middy middleware opens it.
 *
 * @example
 * middy(handler).use(captureLambdaHandler(tracer)).use(answerFaults({ throws, onFault: powertoolsTracer(tracer) }));
 */
export function powertoolsTracer(tracer: ErrorTracer): OnFault {
  return (report) => {
    tracer.putAnnotation("ErrorType", errorTypeLabel(report.errorType, "Error"));
    if (!isFailure(report)) return;
    const { thrown } = report;
    tracer.addErrorAsMetadata(thrown instanceof Error ? thrown : new Error(toText(thrown)));
  };
}

import type { OnFault } from "../report/notify-hooks.ts";
import { errorTypeLabel } from "../telemetry/error-type-label.ts";

/** The method of `@aws-lambda-powertools/metrics`'s `Metrics` that is used. */
export interface SingleMetrics {
  singleMetric(): {
    addDimension(name: string, value: string): unknown;
    addMetric(name: string, unit: "Count", value: number): unknown;
  };
}

/**
 * Counts every error that is answered with Powertools' Metrics: `Faults`, and `ServerFaults` if the status is 500 or
 * above, in the metrics' own namespace and with their default dimensions, by `ErrorType`. Each is written at
 * once, and the metrics that the handler collects are left alone.
 *
 * @example
 * wrapHandler(handler, { throws: Orders, onFault: powertoolsMetrics(metrics) });
 */
export function powertoolsMetrics(metrics: SingleMetrics): OnFault {
  return ({ errorType, status }) => {
    for (const name of status >= 500 ? ["Faults", "ServerFaults"] : ["Faults"]) {
      // A single metric is written when it is added, and has the dimensions of that moment.
      const single = metrics.singleMetric();
      single.addDimension("ErrorType", errorTypeLabel(errorType, "Error"));
      single.addMetric(name, "Count", 1);
    }
  };
}

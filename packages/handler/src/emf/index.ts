import { cutId, escapeLineEnds } from "../report/line-room.ts";
import type { OnFault } from "../report/notify-hooks.ts";
import { errorTypeLabel } from "../telemetry/error-type-label.ts";
import { checkMetrics } from "./check-metrics.ts";

/** The namespace and dimensions of the metrics. */
export interface EmfOptions {
  /** CloudWatch's namespace, such as `Shop`. */
  readonly namespace: string;
  /** Dimensions of every metric, beside `FunctionName` and `ErrorType`: `{ Stage: "prod" }`. */
  readonly dimensions?: Readonly<Record<string, string>>;
}

const METRICS = [
  { Name: "Faults", Unit: "Count" },
  { Name: "ServerFaults", Unit: "Count" },
];

/**
 * Writes one line of CloudWatch's embedded metric format for every error that is answered: `Faults` is 1,
 * `ServerFaults` is 1 if the status is 500 or above, else 0. Each is counted by function, and by function and error
 * type.
 *
 * @throws TypeError if CloudWatch would not accept the namespace or a dimension, naming the member and what to do.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 * @example
 * wrapHandler(handler, { throws: Orders, onFault: emfMetrics({ namespace: "Shop" }) });
 */
export function emfMetrics({ namespace, dimensions = {} }: EmfOptions): OnFault {
  checkMetrics(namespace, dimensions);
  const byFunction = [...Object.keys(dimensions), "FunctionName"];
  const directive = {
    Namespace: namespace,
    Dimensions: [byFunction, [...byFunction, "ErrorType"]],
    Metrics: METRICS,
  };

  return ({ errorType, status, requestId }) => {
    const line = {
      _aws: { Timestamp: Date.now(), CloudWatchMetrics: [directive] },
      ...dimensions,
      FunctionName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? "unknown",
      ErrorType: errorTypeLabel(errorType, "Error"),
      Faults: 1,
      ServerFaults: status >= 500 ? 1 : 0,
      requestId: cutId(requestId),
    };
    // The runtime's console would put a time in front of it, or the whole into an object of its own.
    process.stdout.write(`${escapeLineEnds(JSON.stringify(line))}\n`);
  };
}

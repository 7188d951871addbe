import { isJsonObject, parseJson } from "../json.ts";
import { decodeTraceId } from "../trace-id.ts";

/** The trace of one invocation. */
export interface InvocationTrace {
  readonly requestId: string;
  readonly traceId: string;
}

/** The sum of an invocation whose trace was sampled. */
const REPORT = /^REPORT RequestId: (\S+)\s.*\sXRAY TraceId: (\S+)/s;
/** Events of the JSON format and of the Telemetry API that have both ids. */
const EVENT = /^\s*\{.*"platform\.(?:start|runtimeDone|report)"/s;

/**
 * Reads the trace of an invocation off a line of its log: its sum, in the text format or as an event of the platform.
 * Returns undefined for any other line. The runtime's own line of an error has the request id only.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html#TraceContext
 */
export function decodeInvocationTrace(line: string): InvocationTrace | undefined {
  const report = REPORT.exec(line);
  if (report) return traceOf(report[1], report[2]);
  const event = EVENT.test(line) ? parseJson(line) : undefined;
  const record = isJsonObject(event) && isJsonObject(event.record) ? event.record : {};
  return traceOf(record.requestId, isJsonObject(record.tracing) ? record.tracing.value : undefined);
}

function traceOf(requestId: unknown, header: unknown): InvocationTrace | undefined {
  const traceId = decodeTraceId(header);
  return typeof requestId === "string" && traceId !== undefined ? { requestId, traceId } : undefined;
}

/** A trace id alone, or in a tracing header, whose members may be in any order and in small letters. */
const TRACE_ID = /^(?:(?:[^=;]*=[^;]*;)*? ?root=)?(1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)/i;

/** The tracing header of X-Ray, on requests and on responses. */
export const TRACE_HEADER = "X-Amzn-Trace-Id";

/**
 * Reads the trace id of X-Ray, `1-5759e988-bd862e3fe1be46a994272793`: alone, or the `Root` of a tracing header.
 * Returns undefined for any other value.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
export function decodeTraceId(header: unknown): string | undefined {
  return typeof header === "string" ? TRACE_ID.exec(header.trim())?.[1] : undefined;
}

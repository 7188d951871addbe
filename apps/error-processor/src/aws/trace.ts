import { setTimeout } from "node:timers/promises";
import { BatchGetTracesCommand, type Trace, XRayClient } from "@aws-sdk/client-xray";

const client = new XRayClient({});
/** Segments arrive some seconds after their function has ended. */
const ATTEMPTS = 6;
const WAIT_MS = Number(process.env.TRACE_WAIT_MS ?? 5000);

/** Reads a trace once all its segments are complete, or as it is after 25 seconds; undefined if X-Ray has none. */
export async function readTrace(traceId: string): Promise<Trace | undefined> {
  let trace: Trace | undefined;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (attempt > 1) await setTimeout(WAIT_MS);
    const answer = await client.send(new BatchGetTracesCommand({ TraceIds: [traceId] }));
    trace = answer.Traces?.[0];
    if (trace?.Segments?.every(({ Document = "" }) => !Document.includes('"in_progress":true'))) return trace;
  }
  return trace;
}

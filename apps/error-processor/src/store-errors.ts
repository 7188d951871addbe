import { type LoggedFault, parseLogs, parseTrace } from "@faultwire/caller";
import { defineCatalog } from "@faultwire/catalog";
import { wrapHandler } from "@faultwire/handler";
import type { CloudWatchLogsEvent } from "aws-lambda";
import { putJson } from "./aws/bucket.ts";
import { readLogStream, traceIdIn } from "./aws/log-stream.ts";
import { readTrace } from "./aws/trace.ts";
import { RandomFaults } from "./random-faults.ts";

/** The record of an error that was stored. */
export interface StoredError {
  readonly errorType: string;
  readonly requestId: string;
  readonly traceId: string | undefined;
  /** The faults of the trace, from the first call to the origin. */
  readonly chain: readonly string[];
  readonly keys: readonly string[];
}

/**
 * Subscribed to the log group of random-error: stores the log stream and the trace of every request that failed, as
 * `errors/REQUEST_ID/log-events.json` and `errors/REQUEST_ID/request-trace.json`.
 */
export const handler = wrapHandler(
  async (event: CloudWatchLogsEvent): Promise<readonly StoredError[]> => {
    const logged = await parseLogs(event, RandomFaults);
    return (await Promise.all(logged.map(store))).flat();
  },
  { throws: defineCatalog("error-processor", {}) },
);

async function store(logged: LoggedFault<typeof RandomFaults>): Promise<readonly StoredError[]> {
  const { fault, logGroup, logStream } = logged;
  const { requestId } = fault.origin ?? {};
  // An error outside of a request has no trace.
  if (requestId === undefined) return [];
  const events = await readLogStream(logGroup, logStream);
  const folder = `errors/${requestId}`;
  const keys = [await putJson(`${folder}/log-events.json`, { logGroup, logStream, events })];
  // The sum of the invocation names the trace. It may be in another delivery than the error.
  const traceId = fault.origin?.traceId ?? traceIdIn(events, requestId);
  const trace = traceId === undefined ? undefined : await readTrace(traceId);
  if (trace !== undefined) keys.push(await putJson(`${folder}/request-trace.json`, trace));
  const chain = parseTrace(trace, RandomFaults).map(
    ({ segment, fault: { errorType } }) => `${segment}: ${errorType}`,
  );
  return [{ errorType: fault.errorType, requestId, traceId, chain, keys }];
}

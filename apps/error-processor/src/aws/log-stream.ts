import {
  CloudWatchLogsClient,
  GetLogEventsCommand,
  type GetLogEventsCommandOutput,
  type OutputLogEvent,
} from "@aws-sdk/client-cloudwatch-logs";
import { decodeInvocationTrace } from "@faultwire/wire";

const client = new CloudWatchLogsClient({});

/** Reads a whole log stream, page by page. */
export async function readLogStream(
  logGroupName: string,
  logStreamName: string,
): Promise<readonly OutputLogEvent[]> {
  const found: OutputLogEvent[] = [];
  let nextToken: string | undefined;
  for (;;) {
    const page: GetLogEventsCommandOutput = await client.send(
      new GetLogEventsCommand({ logGroupName, logStreamName, startFromHead: true, nextToken }),
    );
    found.push(...(page.events ?? []));
    // At the end, CloudWatch returns the token that it was given.
    if (page.nextForwardToken === undefined || page.nextForwardToken === nextToken) return found;
    nextToken = page.nextForwardToken;
  }
}

/** Finds the trace of a request in the events of a log stream; undefined if it was not sampled. */
export function traceIdIn(events: readonly OutputLogEvent[], requestId: string): string | undefined {
  return events
    .map(({ message = "" }) => decodeInvocationTrace(message))
    .find((trace) => trace?.requestId === requestId)?.traceId;
}

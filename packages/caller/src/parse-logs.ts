import type { Catalog, FaultsOf, PlatformFault } from "@faultwire/catalog";
import { decodeLogSubscription } from "@faultwire/wire";
import { parseLogLine } from "./parse-wires.ts";

/** A fault that a log told of. */
export interface LoggedFault<Declared extends Catalog> {
  readonly fault: FaultsOf<Declared> | PlatformFault;
  readonly logGroup: string;
  readonly logStream: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
}

/**
 * Makes the typed faults of what CloudWatch Logs delivers to a subscription, in the order of the log; lines that tell
 * no error are left out. Empty for any other event.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 * @example
 * export const handler = async (event: CloudWatchLogsEvent) => {
 *   for (const { fault, logGroup } of await parseLogs(event, Orders)) console.info(logGroup, fault.errorType);
 * };
 */
export async function parseLogs<Declared extends Catalog>(
  event: unknown,
  catalog: Declared,
): Promise<readonly LoggedFault<Declared>[]> {
  const { logGroup = "", logStream = "", logEvents = [] } = (await decodeLogSubscription(event)) ?? {};
  return logEvents.flatMap(({ message, timestamp }) => {
    const fault = parseLogLine(message, catalog);
    return fault === undefined ? [] : { fault, logGroup, logStream, timestamp };
  });
}

import type { Catalog, Fault, FaultsOf, PlatformFault } from "@faultwire/catalog";
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
 * no error are left out. Where the platform says of one invocation in several lines how it ended, the last counts: its
 * REPORT. Empty for any other event.
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
  const told = logEvents.flatMap(({ message, timestamp }) => {
    const fault = parseLogLine(message, catalog);
    return fault === undefined ? [] : { fault, logGroup, logStream, timestamp };
  });
  return lastOfPlatform(told);
}

function lastOfPlatform<Logged extends { readonly fault: Fault }>(
  told: readonly Logged[],
): readonly Logged[] {
  const isPlatform = ({ fault }: Logged) => fault.name === "RuntimeFault";
  const key = (one: Logged) => one.fault.origin?.requestId ?? one;
  const last = new Map(told.filter(isPlatform).map((one) => [key(one), one]));
  return told.filter((one) => !isPlatform(one) || last.get(key(one)) === one);
}

import type { Catalog, Fault } from "@faultwire/catalog";
import { decodeLogSubscription } from "@faultwire/wire";
import type { ParsedFault } from "../never-throwing.ts";
import { parseLogLine } from "./parse-wires.ts";

/** A fault that was found in a log. */
export interface LoggedFault<Declared extends Catalog> {
  readonly fault: ParsedFault<Declared>;
  readonly logGroup: string;
  readonly logStream: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
}

/**
 * Makes the typed faults of what CloudWatch Logs delivers to a subscription, in the order of the log; lines that
 * report no error are left out. If the platform reports the end of one invocation in several lines, the last one
 * counts: its REPORT line. Returns an empty list for any other event.
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
  const logged = logEvents.flatMap(({ message, timestamp }) => {
    const fault = parseLogLine(message, catalog);
    return fault === undefined ? [] : { fault, logGroup, logStream, timestamp };
  });
  return onlyLastOfPlatform(logged);
}

function onlyLastOfPlatform<Logged extends { readonly fault: Fault }>(
  logged: readonly Logged[],
): readonly Logged[] {
  const isPlatform = ({ fault }: Logged) => fault.name === "RuntimeFault";
  const key = (one: Logged) => one.fault.origin?.requestId ?? one;
  const last = new Map(logged.filter(isPlatform).map((one) => [key(one), one]));
  return logged.filter((one) => !isPlatform(one) || last.get(key(one)) === one);
}

import type { Catalog, Fault } from "@faultwire/catalog";
import { checkCatalog } from "@faultwire/catalog/internal";
import { decodeInvocationTrace, decodeLogLine, decodeLogSubscription, type WireError } from "@faultwire/wire";
import type { ParsedFault } from "../never-throwing.ts";
import { readerOf } from "./wire-reader.ts";

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
 * report no error are left out. If the platform reports the end of one invocation in several lines, they are one
 * fault, of the type that the last one has, its REPORT line; each line of the runtime and of the function is another.
 * If the trace of an invocation was sampled and its REPORT line is in the same delivery, its faults have the trace id.
 * Returns an empty list for any other event, and for one of more than 64 MiB.
 *
 * @throws TypeError without a catalog.
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
  checkCatalog("parseLogs()", "catalog", catalog);
  // No event of Lambda throws when it is read, but other values do.
  const delivered = await decodeLogSubscription(event).catch(() => undefined);
  if (delivered === undefined) return [];
  const { logGroup, logStream, logEvents } = delivered;
  const traces = tracesOf(logEvents.map(({ message }) => message));
  const logged = logEvents.flatMap(({ message, timestamp }) => {
    const error = decodeLogLine(message);
    const fault =
      error && readLine({ ...error, traceId: error.traceId ?? traces.get(error.requestId) }, catalog);
    if (fault === undefined) return [];
    return { found: { fault, logGroup, logStream, timestamp }, isPlatform: error?.reportedBy === "platform" };
  });
  const ends = endsOfPlatform(logged.filter(({ isPlatform }) => isPlatform).map(({ found }) => found));
  return logged.filter(({ found, isPlatform }) => !isPlatform || ends.has(found)).map(({ found }) => found);
}

/** Reads an error that is decoded already: its one caller passes nothing else. */
const readLine = /* @__PURE__ */ readerOf("parseLogs()", (error) => error as WireError);

/** Maps request ids to trace ids. The runtime's line of an error has the request id only. */
function tracesOf(lines: readonly string[]): ReadonlyMap<string | undefined, string> {
  const found = lines.map(decodeInvocationTrace).filter((trace) => trace !== undefined);
  return new Map(found.map(({ requestId, traceId }) => [requestId, traceId]));
}

/** Chooses one line of the platform for each invocation, and every line without an id. */
function endsOfPlatform<Logged extends { readonly fault: Fault }>(lines: readonly Logged[]): Set<Logged> {
  const byId = new Map<unknown, Logged[]>();
  for (const line of lines) {
    const id = line.fault.origin?.requestId ?? line;
    byId.set(id, [...(byId.get(id) ?? []), line]);
  }
  // The last one knows the type; the first one of that type has more words.
  const chosen = [...byId.values()].flatMap((ends) => {
    const type = ends.at(-1)?.fault.errorType;
    return ends.find(({ fault }) => fault.errorType === type) ?? [];
  });
  return new Set(chosen);
}

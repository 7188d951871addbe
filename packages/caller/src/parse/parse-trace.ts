import type { Catalog } from "@faultwire/catalog";
import { checkCatalog } from "@faultwire/catalog/internal";
import { decodeXRayTrace, type WireError } from "@faultwire/wire";
import type { ParsedFault } from "../never-throwing.ts";
import { readerOf } from "./wire-reader.ts";

/** A fault that was found in a trace. */
export interface TracedFault<Declared extends Catalog> {
  readonly fault: ParsedFault<Declared>;
  /** The name of the segment: a function, or what it called. */
  readonly segment: string;
  /** Milliseconds since 1970, when the segment began. */
  readonly timestamp: number;
}

/**
 * Makes the typed faults of an X-Ray trace, in the order in which their segments began, so that in a chain of calls the
 * last is the origin: of the answer of BatchGetTraces, of one of its traces, or of the document of a segment. X-Ray keeps
 * type, message and frames of an exception, and no details. Returns an empty list for any other value.
 *
 * @throws TypeError without a catalog.
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html
 * @example
 * const answer = await xray.send(new BatchGetTracesCommand({ TraceIds: [traceId] }));
 * for (const { fault, segment } of parseTrace(answer, Orders)) console.info(segment, fault.errorType);
 */
export function parseTrace<Declared extends Catalog>(
  trace: unknown,
  catalog: Declared,
): readonly TracedFault<Declared>[] {
  checkCatalog("parseTrace()", "catalog", catalog);
  return errorsIn(trace).flatMap(({ error, segment, startTime }) => {
    const fault = readError(error, catalog);
    return fault === undefined ? [] : [{ fault, segment, timestamp: Math.round(startTime * 1000) }];
  });
}

function errorsIn(trace: unknown): ReturnType<typeof decodeXRayTrace> {
  try {
    return decodeXRayTrace(trace);
  } catch {
    // It throws when it is read: no trace does.
    return [];
  }
}

/** Reads an error that is decoded already: its one caller passes nothing else. */
const readError = /* @__PURE__ */ readerOf("parseTrace()", (error) => error as WireError);

import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

/** The tracing header, by its name in lower case. */
export const TRACE_HEADER = "x-amzn-trace-id";

/** The trace of one invocation. */
export interface Trace {
  /** `1-5759e988-bd862e3fe1be46a994272793`. */
  readonly root: string;
  /** The segment of the invocation: 16 hexadecimal digits. */
  readonly segment: string;
  readonly isSampled: boolean;
  /** The functions that led to the invocation, each with the number of its earlier invocations in this chain. */
  readonly lineage: ReadonlyMap<string, number>;
}

const ROOT = /(?:^|;) *root=(1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)/i;
const SAMPLED = /(?:^|;) *sampled=1(?:;|$)/i;
/** Captured headers have it without a version (2023) and with the version 1 (2025). */
const LINEAGE = /(?:^|;) *lineage=(?:\d+:)?([0-9a-f]{8}:\d+(?:\|[0-9a-f]{8}:\d+)*)(?:;|$)/i;

/** Continues the trace of a request, or begins one that is not sampled. */
export function continueTrace(header = ""): Trace {
  const [, root = newRoot()] = ROOT.exec(header) ?? [];
  return { root, segment: newSegment(), isSampled: SAMPLED.test(header), lineage: readLineage(header) };
}

/** Continues a trace into a function, which its lineage then has. */
export function enterFunction(trace: Trace, arn: string): Trace {
  const lineage = new Map(trace.lineage).set(hashOf(arn), invocationsOf(trace, arn));
  return { ...trace, segment: newSegment(), lineage };
}

/** Joins the traces of several records that are handled at once: the first, with the longest chain of each function. */
export function mergeTraces(traces: readonly Trace[]): Trace {
  const [first = continueTrace()] = traces;
  const lineage = new Map<string, number>();
  for (const [hash, count] of traces.flatMap((trace) => [...trace.lineage]))
    lineage.set(hash, Math.max(count, lineage.get(hash) ?? 0));
  return { ...first, lineage };
}

/** Returns how often a function has been invoked in the chain that led here. */
export function invocationsOf({ lineage }: Trace, arn: string): number {
  return (lineage.get(hashOf(arn)) ?? -1) + 1;
}

/** Writes the tracing header of an invocation, for its function and on its answer. */
export function traceText({ root, segment, isSampled, lineage }: Trace): string {
  const text = `Root=${root};Parent=${segment};Sampled=${isSampled ? 1 : 0}`;
  const visits = [...lineage].map(([hash, count]) => `${hash}:${count}`);
  return visits.length === 0 ? text : `${text};Lineage=1:${visits.join("|")}`;
}

/** Writes the header with which an API calls a function: the client's, or that of a new trace. */
export function traceOfRequest(header = ""): string {
  return ROOT.test(header) ? header : `Root=${newRoot()}`;
}

/** Writes the header on a REST API's answer: the client's, with a parent where it has none. */
export function answeredTrace(header = ""): string {
  return /(?:^|;) *parent=/i.test(header) ? header : traceText(continueTrace(header));
}

function readLineage(header: string): ReadonlyMap<string, number> {
  const [, visits = ""] = LINEAGE.exec(header) ?? [];
  return new Map(
    Array.from(visits.matchAll(/([0-9a-f]{8}):(\d+)/gi), ([, hash = "", count]) => [hash, Number(count)]),
  );
}

/** Eight digits for a function; how AWS makes them of an ARN is not known. */
function hashOf(arn: string): string {
  return crc32(arn).toString(16).padStart(8, "0");
}

function newSegment(): string {
  return randomHex(8);
}

function newRoot(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `1-${seconds}-${randomHex(12)}`;
}

/** Bytes that are drawn and not used yet: to draw many at once takes as long as to draw eight. */
let drawn = Buffer.alloc(0);

function randomHex(length: number): string {
  if (drawn.length < length) drawn = randomBytes(4096);
  const hex = drawn.toString("hex", 0, length);
  drawn = drawn.subarray(length);
  return hex;
}

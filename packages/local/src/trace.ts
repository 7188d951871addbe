import { randomBytes } from "node:crypto";

/** The tracing header, by its name in lower case. */
export const TRACE_HEADER = "x-amzn-trace-id";

/** The trace of one invocation. */
export interface Trace {
  /** `1-5759e988-bd862e3fe1be46a994272793`. */
  readonly root: string;
  /** The segment of the invocation: 16 hexadecimal digits. */
  readonly segment: string;
  readonly isSampled: boolean;
}

const ROOT = /(?:^|;) *root=(1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)/i;
const SAMPLED = /(?:^|;) *sampled=1(?:;|$)/i;

/** Continues the trace of a request, or begins one that is not sampled. */
export function continueTrace(header = ""): Trace {
  const [, root = newRoot()] = ROOT.exec(header) ?? [];
  return { root, segment: randomBytes(8).toString("hex"), isSampled: SAMPLED.test(header) };
}

/** Writes the tracing header of an invocation, for its function and on its answer. */
export function traceText({ root, segment, isSampled }: Trace): string {
  return `Root=${root};Parent=${segment};Sampled=${isSampled ? 1 : 0}`;
}

/** Writes the header with which an API calls a function: the client's, or that of a new trace. */
export function traceOfRequest(header = ""): string {
  return ROOT.test(header) ? header : `Root=${newRoot()}`;
}

/** Writes the header on a REST API's answer: the client's, with a parent where it has none. */
export function answeredTrace(header = ""): string {
  return /(?:^|;) *parent=/i.test(header) ? header : traceText(continueTrace(header));
}

function newRoot(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `1-${seconds}-${randomBytes(12).toString("hex")}`;
}

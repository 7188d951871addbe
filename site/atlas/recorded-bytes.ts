import { parse, parseInvocation } from "../../packages/caller/src/index.ts";
import { defineCatalog, type Fault } from "../../packages/catalog/src/index.ts";
import { errorSlug } from "../../packages/faultwire/src/explain/error-page.ts";
import { nameOfWire } from "../../packages/faultwire/src/explain/wire-names.ts";
import { writeResponse } from "./http-text.ts";
import { readCases } from "./read-cases.ts";

/** The bytes of an error on one wire, with their source. */
export interface Sample {
  /** The wire in words: `the payload of a function error`. */
  readonly wire: string;
  readonly text: string;
  readonly language: "json" | "http" | "text";
  readonly source: string;
  /** Whether it was composed after its source, and not recorded. */
  readonly composed: boolean;
  /** The name of the case, by which it can be looked up. */
  readonly id: string;
}

interface RecordedCase {
  readonly id: string;
  readonly source: string;
  readonly composed?: boolean;
}

const Nothing = defineCatalog("none", {});
/** The faults that `parse` makes of the recorded payloads. */
export const recordedFaults: Fault[] = [];
const bySlug = new Map<string, Sample[]>();

for (const { payload, ...each } of readCases<readonly (RecordedCase & { payload: string })[]>(
  "function-errors",
)) {
  const output = { StatusCode: 200, FunctionError: "Unhandled", Payload: payload };
  add(parseInvocation(output, Nothing), each, { text: payload, language: isJson(payload) ? "json" : "text" });
}
for (const { input, ...each } of readCases<readonly (RecordedCase & { input: unknown })[]>("async-errors"))
  add(parse(input, Nothing), each, { text: JSON.stringify(input), language: "json" });
for (const { response, ...each } of readCases<readonly (RecordedCase & { response: Response })[]>(
  "http-errors",
))
  add(parse(response, Nothing), each, { text: writeResponse(response), language: "http" });

interface Response {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function add(
  fault: ReturnType<typeof parse>,
  { id, source, composed = false }: RecordedCase,
  bytes: Pick<Sample, "text" | "language">,
): void {
  if (fault === undefined) return;
  recordedFaults.push(fault);
  const slug = errorSlug(fault);
  const { name: wire } = nameOfWire(fault.origin?.wire ?? "fault-json");
  const samples = bySlug.get(slug) ?? [];
  bySlug.set(slug, [...samples, { wire, id, source, composed, ...bytes }]);
}

/** More than these say nothing new. */
const SAMPLE_LIMIT = 5;

/** Snapshots have placeholders for what differs from run to run: `<timeout_error_msg>`. */
const PLACEHOLDER = /<[a-z]+(?:_[a-z]+)+(?::\d+)?>/;

/** Returns recorded bytes of the error with this page: those of AWS before composed ones, one of each wire first. */
export function recordedBytesOf(slug: string): readonly Sample[] {
  const all = (bySlug.get(slug) ?? [])
    .filter(({ text }) => !PLACEHOLDER.test(text))
    .toSorted((a, b) => Number(a.composed) - Number(b.composed));
  const first = all.filter((each, at) => all.findIndex(({ wire }) => wire === each.wire) === at);
  const others = all.filter((each) => !first.includes(each) && !each.composed);
  return [...first, ...others].slice(0, SAMPLE_LIMIT);
}

/** Returns a recorded payload of a function error with this name. */
export function recordedPayloadOf(slug: string, name: string): object | undefined {
  const payloads = (bySlug.get(slug) ?? [])
    .toSorted((a, b) => Number(a.composed) - Number(b.composed))
    .filter(({ language }) => language === "json")
    .map(({ text }): unknown => JSON.parse(text));
  return payloads.find((each): each is object => Object(each).errorType === name);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // It is shown as it came.
    return false;
  }
}

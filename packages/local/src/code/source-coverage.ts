import { readFileSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { readSegments, type Segment, type SourceMap } from "./source-map-segments.ts";

/** The coverage of one script, as V8 writes it. Offsets are in UTF-16 units. */
export interface ScriptCoverage {
  readonly scriptId: string;
  readonly url: string;
  readonly functions: readonly FunctionCoverage[];
}

interface FunctionCoverage {
  readonly functionName: string;
  readonly ranges: readonly CoverageRange[];
  readonly isBlockCoverage: boolean;
}

interface CoverageRange {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}

const INLINE_MAP = /\/\/# sourceMappingURL=data:application\/json;base64,([\w+/=]+)\s*$/;

/**
 * Turns the coverage of a built script into that of the files that it was made of, as if Node.js had run these: tools
 * for coverage read a file by its URL, and know nothing of a build.
 */
export function toSourceCoverage(script: ScriptCoverage, builtFile: string): readonly ScriptCoverage[] {
  const text = readFileSync(builtFile, "utf8");
  const [, encoded = ""] = INLINE_MAP.exec(text) ?? [];
  const map: SourceMap = JSON.parse(Buffer.from(encoded, "base64").toString("utf8"));
  const segments = readSegments(text, map);
  const folder = dirname(fileURLToPath(script.url));
  return map.sources.flatMap((name, source) => {
    const path = resolve(folder, name);
    const content = map.sourcesContent[source] ?? "";
    if (path.includes(`${sep}node_modules${sep}`) || !segments.some((each) => each.source === source))
      return [];
    const originals = segments.filter((each) => each.source === source).map(({ original }) => original);
    const place = { source, content, segments, originals: originals.sort((a, b) => a - b) };
    const functions = script.functions.flatMap((each, index) => inSource(each, place, index === 0));
    return [{ scriptId: script.scriptId, url: pathToFileURL(path).href, functions }];
  });
}

interface Place {
  readonly source: number;
  readonly content: string;
  /** All of the script, by their place in it. */
  readonly segments: readonly Segment[];
  /** The places in the source that have a segment, in their order. */
  readonly originals: readonly number[];
}

/** The part of a function's coverage that is in one source; the whole source where the function is the script. */
function inSource(
  { functionName, ranges, isBlockCoverage }: FunctionCoverage,
  place: Place,
  isScript: boolean,
): readonly FunctionCoverage[] {
  const [whole, ...blocks] = ranges;
  if (whole === undefined) return [];
  const own = isScript
    ? { startOffset: 0, endOffset: place.content.length, count: whole.count }
    : rangeInSource(whole, place);
  if (own === undefined) return [];
  const inner = blocks.flatMap((block) => rangeInSource(block, place) ?? []);
  return [{ functionName, isBlockCoverage, ranges: [own, ...inner] }];
}

function rangeInSource(
  { startOffset, endOffset, count }: CoverageRange,
  { source, content, segments, originals }: Place,
): CoverageRange | undefined {
  const within = segments.slice(indexAt(segments, startOffset), indexAt(segments, endOffset));
  const [first] = within;
  if (first?.source !== source) return undefined;
  const last = within.reduce((most, { original }) => Math.max(most, original), first.original);
  return {
    // A block begins before its first statement, and ends where other code goes on.
    startOffset: content.slice(0, first.original).trimEnd().length,
    endOffset: originals.find((original) => original > last) ?? content.length,
    count,
  };
}

/** The index of the first segment at an offset of the script, or behind it. */
function indexAt(segments: readonly Segment[], offset: number): number {
  let [low, high] = [0, segments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]?.generated ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

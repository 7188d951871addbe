/** A source map, as far as it is used. */
export interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent: readonly string[];
  readonly mappings: string;
}

/** A place of a script and where it comes from. Offsets are in UTF-16 units. */
export interface Segment {
  readonly generated: number;
  readonly source: number;
  readonly original: number;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * Reads the mappings of a source map, in the order of the script.
 *
 * @see https://tc39.es/ecma426/
 */
export function readSegments(script: string, { sourcesContent, mappings }: SourceMap): readonly Segment[] {
  const lines = lineStarts(script);
  const originalLines = sourcesContent.map(lineStarts);
  const segments: Segment[] = [];
  let [source, line, column] = [0, 0, 0];
  for (const [row, group] of mappings.split(";").entries()) {
    let generatedColumn = 0;
    for (const text of group.split(",")) {
      const [generatedBy = 0, sourceBy, lineBy = 0, columnBy = 0] = readNumbers(text);
      generatedColumn += generatedBy;
      if (sourceBy === undefined) continue;
      source += sourceBy;
      line += lineBy;
      column += columnBy;
      const original = (originalLines[source]?.[line] ?? 0) + column;
      segments.push({ generated: (lines[row] ?? 0) + generatedColumn, source, original });
    }
  }
  return segments;
}

/** Reads base64 VLQ: five bits of a number in each digit, the lowest first, and its sign in the lowest of all. */
function readNumbers(text: string): readonly number[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const digit of text) {
    const bits = DIGITS.indexOf(digit);
    value += (bits & 31) << shift;
    shift += 5;
    if (bits & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    [value, shift] = [0, 0];
  }
  return numbers;
}

function lineStarts(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
}

import type { FaultLine } from "./fault-line.ts";
import { escapeLineEnds } from "./line-room.ts";

/** Node.js 22 and later have it; the types of ECMAScript 2023 do not. */
interface RawJson {
  rawJSON(text: string): unknown;
}

/** Writes a line into the function's log, as one line whatever characters it holds. */
export function writeLine(line: FaultLine): void {
  // The runtime's JSON format keeps an object as it is; its text format would spread it over many lines.
  const isJson = process.env.AWS_LAMBDA_LOG_FORMAT === "JSON";
  console.error(isJson ? mapTexts(line, escapeRaw) : escapeLineEnds(JSON.stringify(line)));
}

/** Copies a line of the log with each of its texts replaced. */
export function mapTexts<Plain>(line: Plain, replace: (text: string) => unknown): Plain {
  // A line is JSON; texts stay texts, or become what JSON writes as a text.
  return JSON.parse(JSON.stringify(line), (_, value) => (typeof value === "string" ? replace(value) : value));
}

/** The runtime writes the JSON itself, and would keep the characters. */
function escapeRaw(text: string): unknown {
  const json = JSON.stringify(text);
  const escaped = escapeLineEnds(json);
  // The types lack it.
  return escaped === json ? text : (JSON as unknown as RawJson).rawJSON(escaped);
}

import type { Document } from "./document.ts";

/** The name of a log stream of a function: `2026/11/22/[$LATEST]0f7d...`, in a log group of one's own with its name. */
const STREAM = String.raw`\d{4}\/\d\d\/\d\d\/[\w-]{0,140}\[[\w$-]{1,64}\]\[?[0-9a-f]{32}\]?`;
/** Before the message in `aws logs tail`: the time, the stream; in its short format the time alone. */
const TAILED = new RegExp(
  String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+(?:Z|[+-]\d\d:\d\d) ${STREAM})? (?=\S)`,
);
/** Before the message in `sam logs`: the stream, the time. */
const SAM = new RegExp(String.raw`^${STREAM} \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z? `);
/** The first line of a record: of the platform, of a runtime, of a logger, of API Gateway, of a command. */
const BEGIN =
  /^(?:(?:START|END|REPORT|INIT_\w+|RESTORE_\w+|EXTENSION|TELEMETRY|XRAY)\b|\d{4}[-/]\d\d[-/]\d\d[T ]|\[[A-Z]+\]|\([0-9a-f-]{36}\) |RequestId: |LAMBDA_WARNING|(?:aws: \[ERROR\]: )?An error occurred \()/;

/** Finds the records of a log, each with the lines that continue it. A text without a record is one. */
export function logRecords(text: string, place: string): readonly Document[] {
  const records: { line: number; lines: string[] }[] = [];
  // JSON that continues a sentence is not a record; in a log it is one.
  let isLog: boolean = false;
  for (const [index, whole] of text.split(/\r?\n/).entries()) {
    const line = whole.replace(TAILED, "").replace(SAM, "");
    const begins: boolean = line !== whole || BEGIN.test(line) || (isLog && line.startsWith("{"));
    isLog ||= begins;
    const record = records.at(-1);
    if (record === undefined || begins) records.push({ line: index + 1, lines: [line] });
    else record.lines.push(line);
  }
  return records.map(({ line, lines }) => ({
    value: lines.join("\n").trim(),
    place: records.length === 1 ? place : [place, `line ${line}`].filter(Boolean).join(", "),
  }));
}

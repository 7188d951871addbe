import type { Document } from "./document.ts";

/** The status line of a response; `curl -v` puts an arrow before each line of the head. */
const STATUS_LINE = /^(< )?HTTP\/[\d.]+ (\d{3})/;
/** Lines that `curl -v` writes besides the response. */
const OF_CURL = /^(?:\* |> |[{}] \[|>$)/;

interface Capture {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly isVerbose: boolean;
  readonly body: string[];
  isInHead: boolean;
}

/**
 * Finds the HTTP responses in a text as `curl -i` and `curl -v` print them, one after the other. Returns undefined for a
 * text without any.
 */
export function httpCaptures(text: string, place: string): readonly Document[] | undefined {
  const captures: Capture[] = [];
  for (const line of text.split(/\r?\n/)) read(line, captures);
  if (captures.length === 0) return undefined;
  return (
    captures
      .map(({ status, headers, body }, index) => {
        const value = { status, headers, body: body.join("\n").trim() };
        const name = captures.length === 1 ? "" : `response ${index + 1}`;
        return { value, place: [place, name].filter(Boolean).join(", ") };
      })
      // "100 Continue" and the like come before the response.
      .filter(({ value }) => value.status >= 200)
  );
}

function read(line: string, captures: Capture[]): void {
  const [, arrow, status] = STATUS_LINE.exec(line) ?? [];
  const capture = captures.at(-1);
  if (status !== undefined) {
    const isVerbose = arrow !== undefined;
    captures.push({ status: Number(status), headers: {}, isVerbose, body: [], isInHead: true });
  } else if (capture?.isInHead) readHead(line, capture);
  else if (capture && !(capture.isVerbose && OF_CURL.test(line))) capture.body.push(line);
}

function readHead(line: string, capture: Capture): void {
  const text = capture.isVerbose ? line.replace(/^< ?/, "") : line;
  const [, name, value] = /^([^\s:]+):(.*)/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) {
    const before = capture.headers[name];
    capture.headers[name] = [before, value.trim()].filter((each) => each !== undefined).join(", ");
  } else if (text.trim() === "") capture.isInHead = false;
}

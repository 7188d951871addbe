import { parseJson } from "./json.ts";

const BLANKS = /\s*/y;

/**
 * Reads JSON objects and lists that follow one another, as lines of a file or as a command prints them. Returns
 * undefined for a text that is anything else.
 */
export function parseJsonDocuments(text: string): readonly unknown[] | undefined {
  const documents: unknown[] = [];
  for (let start = skipBlanks(text, 0); start < text.length; ) {
    const end = endOfDocument(text, start);
    const document = parseJson(text.slice(start, end));
    if (document === undefined) return undefined;
    documents.push(document);
    start = skipBlanks(text, end);
  }
  return documents.length === 0 ? undefined : documents;
}

/** The beginning of a stream of server-sent events, and of each of its lines. */
const FIELD = /^(?:(?:data|event|id|retry)?:|$)/;

/**
 * Reads the JSON in the data of server-sent events, as a server of the Model Context Protocol answers. Data that is not
 * JSON is left out. Returns undefined for a text that is anything else.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export function parseServerSentEvents(text: string): readonly unknown[] | undefined {
  const stream = text.replace(/^\ufeff/, "");
  if (stream === "" || !FIELD.test(stream)) return undefined;
  const lines = stream.split(/\r\n|\r|\n/);
  if (!lines.every((line) => FIELD.test(line))) return undefined;
  const events = lines.map((line) => (line === "" ? EVENT_END : dataOf(line))).join("");
  return events.split(EVENT_END).flatMap((data) => parseJson(data) ?? []);
}

/** No JSON holds it unescaped. */
const EVENT_END = "\0";

function dataOf(line: string): string {
  return line.startsWith("data:") ? `${line.slice(5)}\n` : "";
}

function skipBlanks(text: string, from: number): number {
  BLANKS.lastIndex = from;
  BLANKS.test(text);
  return BLANKS.lastIndex;
}

/** Finds the end of an object or a list; brackets inside texts do not count. The end of anything else is its start. */
function endOfDocument(text: string, start: number): number {
  if (!/[{[]/.test(text.charAt(start))) return start;
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') at = endOfText(text, at + 1);
    else if ("{[".includes(character)) depth += 1;
    else if ("}]".includes(character)) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return start;
}

function endOfText(json: string, from: number): number {
  let at = from;
  while (at < json.length && json[at] !== '"') at += json[at] === "\\" ? 2 : 1;
  return at;
}
